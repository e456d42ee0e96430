import type { EntityManager } from 'typeorm';
import { accepted, type Actor, assert, type Outcome, refused } from '../../domain/kernel/index.js';
import {
  caseReturnEvent,
  type MatchEvent,
  type MatchState,
  transition,
} from '../../domain/lifecycle/index.js';
import { justTold, writeAudited } from '../../platform/audit/index.js';
import { inOneGo } from '../../platform/database/index.js';
import { releaseDays } from '../budgets/index.js';
import { lockCases, movingCases } from '../offers/index.js';
import { changeMatches } from './change-matches.js';
import { lockMatchesOfRun, type LockedMatch, type OtherDates } from './matches.repository.js';
import type { MatchesMoved } from './publish-matches.js';

/** `matches-accepted`: the facts `matches` name each (`matchId`, `caseId`, `leaderRef`, `state`). */
export type UnpublishMatchesRefusal = 'matches-accepted';

/** Once a leader has said yes, the match is taken back one by one and with a reason, not with its run. */
export const SAID_YES: readonly MatchState[] = ['accepted', 'active', 'completed', 'ended-early'];

/**
 * Makes every published match of a run a proposal again inside the caller's transaction: days released, cases back
 * where they were, one audit row for each match. Refused with names, changing nothing, once a leader has accepted one of
 * them. Declined matches stay declined. Called again it changes nothing (`replayed`).
 */
export async function unpublishMatches(
  manager: EntityManager,
  actor: Actor,
  runId: string,
): Promise<Outcome<MatchesMoved, UnpublishMatchesRefusal>> {
  const matches = await lockMatchesOfRun(manager, runId);
  const saidYes = matches.filter(({ state }) => SAID_YES.includes(state));
  if (saidYes.length > 0) {
    return refused('matches-accepted', {
      matches: saidYes.map(({ id, caseId, leaderRef, state }) => ({ matchId: id, caseId, leaderRef, state })),
    });
  }
  const published = matches.filter(({ state }) => state === 'published');
  await endUndelivered(manager, actor, published, { event: 'unpublish', daysReason: 'unpublished' });
  return accepted({ matches: published.length, replayed: published.length === 0 });
}

/** How live matches end before any delivery. */
export interface MatchEnd {
  readonly event: Extract<MatchEvent, 'unpublish' | 'decline' | 'lapse' | 'supersede' | 'stop'>;
  /** Code in the ledger. */
  readonly daysReason: string;
  /** What somebody said about it. */
  readonly reason?: string;
  /** Of a leader who declines. */
  readonly otherDates?: OtherDates;
}

/**
 * Ends locked live matches of one offer by one event: their days are released and their cases go back to where they
 * were. Locks cases, then budgets. Every match must allow the event: ask `transition` first.
 */
export async function endUndelivered(
  manager: EntityManager,
  actor: Actor,
  matches: readonly LockedMatch[],
  { event, daysReason, reason, otherDates }: MatchEnd,
): Promise<void> {
  const [first] = matches;
  if (first === undefined) return;
  const locked = await lockCases(
    manager,
    first.offer,
    matches.map(({ caseId }) => caseId),
  );
  const cases = new Map(locked.map((one) => [one.caseId, one]));
  const endings = matches.map((match) => {
    const state = transition('match', match.state, event);
    const supportCase = cases.get(match.caseId);
    const { caseStateBefore } = match;
    assert(state.ok, `match ${match.id} does not allow ${event}`);
    assert(supportCase !== undefined && caseStateBefore !== null, `match ${match.id} has lost its case`);
    const back = caseReturnEvent(caseStateBefore);
    const caseState = transition('case', supportCase.state, back);
    assert(caseState.ok, `case ${match.caseId} of a live match is ${supportCase.state}`);
    return { match, state: state.value, supportCase, back, caseState: caseState.value };
  });
  const released = await releaseDays(
    manager,
    actor,
    matches.map(({ id, offer, leaderRef, halfDays, runId, version }) => ({
      ...{ offer, leaderRef, halfDays, runId, matchId: id, reason: daysReason },
      idempotencyKey: `release:${id}:${version + 1}`,
    })),
  );
  assert(released.ok, `the days of a live match are not reserved`);
  const changes = endings.map(({ match, state }) => ({
    ...{ match, state, caseStateBefore: null, reason: reason ?? null },
    ...(otherDates === undefined ? {} : { otherDates }),
  }));
  // A leader's own words stand in the match, where they can be blanked; the trail has those of officials.
  const why = event === 'decline' ? undefined : reason;
  const moves = endings.map(({ match, back }) => ({ caseId: match.caseId, event: back }));
  const events = endings.map(({ match, state, supportCase, caseState }) => ({
    ...{ action: `match.${event}`, subjectKind: 'match', subjectId: match.id },
    before: { state: match.state, caseState: supportCase.state },
    after: { state, caseState, leaderRef: match.leaderRef, halfDays: match.halfDays },
    ...(why === undefined ? {} : { reason: why }),
  }));
  const moving = movingCases(actor, first.offer, locked, moves, why);
  assert(moving.ok, 'a case of a live match can go back');
  await inOneGo(
    writeAudited(manager, actor, moving.value, justTold(events)),
    changeMatches(manager, changes),
  );
}
