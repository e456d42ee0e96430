import type { EntityManager } from 'typeorm';
import {
  accepted,
  type Actor,
  assert,
  type Facts,
  type Outcome,
  refused,
} from '../../domain/kernel/index.js';
import {
  type CaseState,
  type MatchableCaseState,
  type MatchState,
  transition,
} from '../../domain/lifecycle/index.js';
import { type AuditEvent, type Audited, justTold, writeAudited } from '../../platform/audit/index.js';
import { databaseFault, inOneGo, takenBackOnFailure } from '../../platform/database/index.js';
import { type DayMovement, openReservations } from '../budgets/index.js';
import { lockCases, type LockedCase, movingCases } from '../offers/index.js';
import { knownForChanges, writeChanges } from './change-matches.js';
import { lockMatchesOfRun, type LockedMatch, type MatchChange } from './matches.repository.js';
import {
  countedBeside,
  engagementsEverywhere,
  findObstacles,
  lookInTheWay,
  type Obstacles,
} from './publish-obstacles.js';

export interface MatchesMoved {
  readonly matches: number;
  /** True when there was nothing left to do: the same was asked before. */
  readonly replayed: boolean;
}

/**
 * `publish-refused`: the facts list everything that stands in the way, each list empty where there is nothing:
 * `leadersShortOfDays` (`offer`, `leaderRef`, `neededHalfDays`, `leftHalfDays`), `leadersOverEngagements`
 * (`leaderRef`, `held`, `added`, `maxEngagements`), `casesWithLiveMatch` (`caseId`, `name`, `leaderRef`, `runId`,
 * `matchId`, `halfDays`, `state`), `casesNotMatchable` (`caseId`, `name`, `state`, `eligible`),
 * `pairsForbidden` (`caseId`, `name`, `leaderRef`: a reviewer has ruled the pair out since),
 * `pairsInConflict` (`leaderRef`, `caseId`, `name`).
 */
export type PublishMatchesRefusal = 'publish-refused';

/**
 * Publishes every proposed match of a run, or those of them that are named, inside the caller's transaction: days
 * reserved, cases matched, one audit row for each match; all of them or, refused with names, none. Locks matches, then
 * cases, then budgets, each in the order of their ids. Where nothing is left to publish it changes nothing (`replayed`).
 */
export async function publishMatches(
  manager: EntityManager,
  actor: Actor,
  runId: string,
  matchIds?: readonly string[],
): Promise<Outcome<MatchesMoved, PublishMatchesRefusal | SelectionRefusal>> {
  return publishAmong(manager, actor, await lockMatchesOfRun(manager, runId), matchIds);
}

/** `publishMatches` where every match of the run is locked already; `beside`: what is written in one go
 * with it, and told behind it, unless there is nothing left to publish. */
export async function publishAmong(
  manager: EntityManager,
  actor: Actor,
  matches: readonly LockedMatch[],
  matchIds?: readonly string[],
  beside?: Audited<unknown>,
): Promise<Outcome<MatchesMoved, PublishMatchesRefusal | SelectionRefusal>> {
  const selected = selectionOf(matches, matchIds);
  if (!selected.ok) return selected;
  const proposed = selected.value.filter(({ state }) => state === 'proposed');
  if (proposed.length === 0) {
    return accepted({ matches: matches.filter(({ state }) => state === 'published').length, replayed: true });
  }
  return publishLocked(manager, actor, proposed, beside);
}

/**
 * `unknown-match`: `matchIds` names what is no match of the run; `not-proposals`: `matches` names what is none (any more);
 * `nothing-to-do`: none is named.
 */
export type SelectionRefusal = 'unknown-match' | 'not-proposals' | 'nothing-to-do';

function selectionOf(
  matches: readonly LockedMatch[],
  matchIds: readonly string[] | undefined,
): Outcome<readonly LockedMatch[], SelectionRefusal> {
  if (matchIds === undefined) return accepted(matches);
  if (matchIds.length === 0) return refused('nothing-to-do');
  const wanted = new Set(matchIds);
  const selected = matches.filter(({ id }) => wanted.has(id));
  const known = new Set(selected.map(({ id }) => id));
  const unknown = [...wanted].filter((id) => !known.has(id));
  if (unknown.length > 0) return refused('unknown-match', { matchIds: unknown });
  const others = selected.filter(({ state }) => state !== 'proposed');
  if (others.length === 0) return accepted(selected);
  return refused('not-proposals', {
    matches: others.map(({ id, caseId, leaderRef, state }) => ({ matchId: id, caseId, leaderRef, state })),
  });
}

/** Publishes locked proposals of one offer, at least one: as `publishMatches` does. */
export async function publishLocked(
  manager: EntityManager,
  actor: Actor,
  proposed: readonly LockedMatch[],
  beside: Audited<unknown> = justTold([]),
): Promise<Outcome<MatchesMoved, PublishMatchesRefusal>> {
  const [first] = proposed;
  assert(first !== undefined, 'there is something to publish');
  const { offer, runId } = first;
  assert(
    proposed.every((match) => match.offer === offer),
    `run ${runId} has matches of more than one offer`,
  );
  const caseIds = proposed.map(({ caseId }) => caseId);
  // In this order: cases, then budgets, then whatever is decided by what stands under their locks.
  const [locked, days, found, counted, known] = await inOneGo(
    lockCases(manager, offer, caseIds),
    openReservations(manager, proposed.map(reservationOf)),
    lookInTheWay(manager, proposed),
    countedBeside(manager, actor, proposed),
    knownForChanges(
      manager,
      proposed.map((match) => ({ match, state: 'published' })),
    ),
  );
  const cases = new Map(locked.map((one) => [one.caseId, one]));
  const engagements = counted ?? (await engagementsEverywhere(manager, actor, proposed));
  const obstacles = findObstacles(proposed, cases, { ...found, engagements }, days.shortfalls);
  if (standsInTheWay(obstacles)) return refusedFor(obstacles);
  const publications = proposed.map((match) => publicationOf(match, cases));
  const moves = caseIds.map((caseId) => ({ caseId, event: 'match' as const }));
  const moving = movingCases(actor, offer, locked, moves);
  assert(moving.ok, `cases of run ${runId} can be matched, since nothing stands in the way`);
  const written = await unlessTaken(manager, () =>
    writeAudited(
      ...[manager, actor],
      {
        write: () => writeChanges(manager, publications.map(changeOf), known),
        events: publications.map(eventOf),
      },
      { write: () => days.reserve(actor), events: [] },
      ...[moving.value, beside],
    ),
  );
  if (written === undefined) {
    const now = { ...(await lookInTheWay(manager, proposed)), engagements };
    return refusedFor(findObstacles(proposed, cases, now, []));
  }
  const [, reserved] = written;
  assert(reserved.ok, `days of run ${runId} were there a moment ago, under the same lock`);
  return accepted({ matches: proposed.length, replayed: false });
}

function standsInTheWay(obstacles: Obstacles): boolean {
  return Object.values(obstacles).some((found: readonly Facts[]) => found.length > 0);
}

export function refusedFor(obstacles: Obstacles): Outcome<never, PublishMatchesRefusal> {
  return refused('publish-refused', { ...obstacles });
}

function reservationOf(match: LockedMatch): DayMovement {
  const { id, offer, leaderRef, halfDays, runId, version } = match;
  const idempotencyKey = `reserve:${id}:${version + 1}`;
  return { offer, leaderRef, halfDays, matchId: id, runId, idempotencyKey, reason: 'published' };
}

interface Publication {
  readonly match: LockedMatch;
  readonly supportCase: LockedCase;
  readonly stateBefore: MatchableCaseState;
  readonly state: MatchState;
  readonly caseState: CaseState;
}

function publicationOf(match: LockedMatch, cases: ReadonlyMap<string, LockedCase>): Publication {
  const supportCase = cases.get(match.caseId);
  const stateBefore = supportCase?.state;
  assert(supportCase !== undefined && isMatchable(stateBefore), `case ${match.caseId} cannot be matched`);
  const state = transition('match', match.state, 'publish');
  const caseState = transition('case', stateBefore, 'match');
  assert(state.ok && caseState.ok, `match ${match.id} cannot be published from here`);
  return { match, supportCase, stateBefore, state: state.value, caseState: caseState.value };
}

function isMatchable(state: string | undefined): state is MatchableCaseState {
  return state === 'eligible' || state === 'contacting' || state === 'offered' || state === 'taken-up';
}

function changeOf({ match, state, stateBefore }: Publication): MatchChange {
  return { match, state, caseStateBefore: stateBefore, reason: null };
}

/** Undefined when the unique index finds a live match that came in past our locks; then nothing was written. */
async function unlessTaken<T>(manager: EntityManager, write: () => Promise<T>): Promise<T | undefined> {
  try {
    return await takenBackOnFailure(manager, write);
  } catch (error) {
    if (databaseFault(error).constraint === 'match_one_live_ux') return undefined;
    throw error;
  }
}

function eventOf({ match, supportCase, state, caseState }: Publication): AuditEvent {
  const { id, runId, offer, caseId, leaderRef, halfDays } = match;
  return {
    ...{ action: 'match.publish', subjectKind: 'match', subjectId: id },
    before: { state: match.state, caseState: supportCase.state },
    after: { state, caseState, runId, offer, caseId, leaderRef, halfDays },
  };
}
