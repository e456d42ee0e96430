import type { EntityManager } from 'typeorm';
import { pairKey } from '../../domain/candidates/index.js';
import { type Actor, assert, type CaseId, type Facts, type LeaderRef } from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import { acrossRegions, inOneGo } from '../../platform/database/index.js';
import type { Shortfall } from '../budgets/index.js';
import type { LockedCase } from '../offers/index.js';
import { pairsKeptApart } from './conflicts.repository.js';
import {
  type Engagements,
  limitedEngagements,
  type LiveMatch,
  liveMatchesOfCases,
  type LockedMatch,
} from './matches.repository.js';
import { forbiddenPairs } from './rulings.repository.js';

/** Everything that stands in the way of publishing, as facts; each list empty where there is nothing. */
export interface Obstacles {
  readonly leadersShortOfDays: readonly Facts[];
  readonly leadersOverEngagements: readonly Facts[];
  readonly casesWithLiveMatch: readonly Facts[];
  readonly casesNotMatchable: readonly Facts[];
  readonly pairsForbidden: readonly Facts[];
  /** Declared since the run looked: `leaderRef`, `caseId`, `name`. */
  readonly pairsInConflict: readonly Facts[];
}

/** What may stand in the way, as it stands. */
export interface InTheWay {
  readonly live: readonly LiveMatch[];
  readonly forbidden: readonly Pair[];
  readonly conflicts: readonly Pair[];
  readonly engagements: readonly Engagements[];
}

type Pair = Pick<LockedMatch, 'leaderRef' | 'caseId'>;

/** Looked for under the locks of matches, cases and budgets: whoever published the same before has committed by now. */
export async function lookInTheWay(
  manager: EntityManager,
  proposed: readonly LockedMatch[],
): Promise<Omit<InTheWay, 'engagements'>> {
  const offer = offerOf(proposed);
  const caseIds = proposed.map(({ caseId }) => caseId);
  const [live, forbidden, conflicts] = await inOneGo(
    liveMatchesOfCases(manager, offer, caseIds),
    forbiddenPairs(manager, offer, proposed),
    pairsKeptApart(manager, offer, proposed),
  );
  return { live, forbidden, conflicts };
}

/**
 * Counted in every region: a limit is the leader's, wherever the engagements are. Not to be asked in one go with anything
 * else for somebody limited to regions: that would see every region, too.
 */
export async function engagementsEverywhere(
  manager: EntityManager,
  actor: Actor,
  proposed: readonly LockedMatch[],
): Promise<readonly Engagements[]> {
  const leaderRefs = [...new Set(proposed.map(({ leaderRef }) => leaderRef))].sort();
  const ask = (): Promise<readonly Engagements[]> =>
    limitedEngagements(manager, offerOf(proposed), leaderRefs);
  return actor.regions === undefined ? ask() : acrossRegions(manager, ask);
}

/** `engagementsEverywhere` to be asked in one go with other reads; undefined for whom that must not be. */
export async function countedBeside(
  manager: EntityManager,
  actor: Actor,
  proposed: readonly LockedMatch[],
): Promise<readonly Engagements[] | undefined> {
  return actor.regions === undefined ? engagementsEverywhere(manager, actor, proposed) : undefined;
}

/** What of it stands in the way of these proposals. */
export function findObstacles(
  proposed: readonly LockedMatch[],
  cases: ReadonlyMap<CaseId, LockedCase>,
  { live, forbidden, conflicts, engagements }: InTheWay,
  shortfalls: readonly Shortfall[],
): Obstacles {
  return {
    leadersShortOfDays: shortfalls.map((shortfall) => ({ ...shortfall })),
    leadersOverEngagements: overEngagements(proposed, engagements),
    casesWithLiveMatch: live.map((match) => ({ ...match, name: cases.get(match.caseId)?.name ?? '' })),
    casesNotMatchable: notMatchable(proposed, cases, live),
    pairsForbidden: among(proposed, cases, forbidden),
    pairsInConflict: among(proposed, cases, conflicts),
  };
}

function offerOf([first]: readonly LockedMatch[]): LockedMatch['offer'] {
  assert(first !== undefined, 'there is something to publish');
  return first.offer;
}

function overEngagements(
  proposed: readonly LockedMatch[],
  limited: readonly Engagements[],
): readonly Facts[] {
  const counts = new Map<LeaderRef, number>();
  for (const { leaderRef } of proposed) counts.set(leaderRef, (counts.get(leaderRef) ?? 0) + 1);
  return limited.flatMap(({ leaderRef, held, maxEngagements }): Facts[] => {
    const added = counts.get(leaderRef) ?? 0;
    return held + added <= maxEngagements ? [] : [{ leaderRef, held, added, maxEngagements }];
  });
}

/** Those of the proposals whose pair is one of these: ruled out, or in conflict, since the run looked. */
function among(
  proposed: readonly LockedMatch[],
  cases: ReadonlyMap<CaseId, LockedCase>,
  pairs: readonly Pair[],
): readonly { readonly leaderRef: LeaderRef; readonly caseId: CaseId; readonly name: string }[] {
  const keys = new Set(pairs.map(pairKey));
  return proposed
    .filter((match) => keys.has(pairKey(match)))
    .map(({ leaderRef, caseId }) => ({ leaderRef, caseId, name: cases.get(caseId)?.name ?? '' }));
}

/** A case that has a live match is named there and not here. */
function notMatchable(
  proposed: readonly LockedMatch[],
  cases: ReadonlyMap<CaseId, LockedCase>,
  live: readonly LiveMatch[],
): readonly Facts[] {
  const taken = new Set(live.map(({ caseId }) => caseId));
  const inOrder = proposed.toSorted((a, b) => (a.caseId < b.caseId ? -1 : 1));
  return inOrder.flatMap(({ caseId }): Facts[] => {
    const found = cases.get(caseId);
    assert(found !== undefined, `case ${caseId} of a match is not there`);
    const { name, state, eligible } = found;
    if (taken.has(caseId) || (transition('case', state, 'match').ok && eligible)) return [];
    return [{ caseId, name, state, eligible }];
  });
}
