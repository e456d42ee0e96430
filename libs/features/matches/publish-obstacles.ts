import type { EntityManager } from 'typeorm';
import { pairKey } from '../../domain/candidates/index.js';
import { type Actor, assert, type CaseId, type Facts, type LeaderRef } from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import { acrossRegions } from '../../platform/database/index.js';
import type { Shortfall } from '../budgets/index.js';
import type { LockedCase } from '../offers/index.js';
import { declaredConflicts } from './conflicts.repository.js';
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

/** Looked for under the locks of matches, cases and budgets: whoever published the same before has committed by now. */
export async function findObstacles(
  manager: EntityManager,
  actor: Actor,
  proposed: readonly LockedMatch[],
  cases: ReadonlyMap<CaseId, LockedCase>,
  shortfalls: readonly Shortfall[],
): Promise<Obstacles> {
  const live = await liveMatchesOf(manager, proposed);
  return {
    leadersShortOfDays: shortfalls.map((shortfall) => ({ ...shortfall })),
    leadersOverEngagements: await overEngagements(manager, actor, proposed),
    casesWithLiveMatch: live.map((match) => ({ ...match, name: cases.get(match.caseId)?.name ?? '' })),
    casesNotMatchable: notMatchable(proposed, cases, live),
    pairsForbidden: await forbidden(manager, proposed, cases),
    pairsInConflict: await inConflict(manager, proposed, cases),
  };
}

async function liveMatchesOf(
  manager: EntityManager,
  proposed: readonly LockedMatch[],
): Promise<readonly LiveMatch[]> {
  const [first] = proposed;
  if (first === undefined) return [];
  return liveMatchesOfCases(
    manager,
    first.offer,
    proposed.map(({ caseId }) => caseId),
  );
}

/** Looked for in every region: a limit is the leader's, wherever the engagements are. */
async function overEngagements(
  manager: EntityManager,
  actor: Actor,
  proposed: readonly LockedMatch[],
): Promise<readonly Facts[]> {
  const counts = new Map<LeaderRef, number>();
  for (const { leaderRef } of proposed) counts.set(leaderRef, (counts.get(leaderRef) ?? 0) + 1);
  const offer = proposed[0]?.offer;
  if (offer === undefined) return [];
  const ask = (): Promise<readonly Engagements[]> =>
    limitedEngagements(manager, offer, [...counts.keys()].sort());
  const limited = await (actor.regions === undefined ? ask() : acrossRegions(manager, ask));
  return limited.flatMap(({ leaderRef, held, maxEngagements }): Facts[] => {
    const added = counts.get(leaderRef) ?? 0;
    return held + added <= maxEngagements ? [] : [{ leaderRef, held, added, maxEngagements }];
  });
}

/** Ruled out by a reviewer after the run proposed them. */
async function forbidden(
  manager: EntityManager,
  proposed: readonly LockedMatch[],
  cases: ReadonlyMap<CaseId, LockedCase>,
): Promise<readonly Facts[]> {
  const offer = proposed[0]?.offer;
  if (offer === undefined) return [];
  const keys = new Set((await forbiddenPairs(manager, offer, proposed)).map(pairKey));
  return proposed
    .filter((match) => keys.has(pairKey(match)))
    .map(({ caseId, leaderRef }) => ({ caseId, leaderRef, name: cases.get(caseId)?.name ?? '' }));
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

async function inConflict(
  manager: EntityManager,
  proposed: readonly LockedMatch[],
  cases: ReadonlyMap<CaseId, LockedCase>,
): Promise<readonly Facts[]> {
  const [first] = proposed;
  if (first === undefined) return [];
  const refs = proposed.map(({ leaderRef }) => leaderRef);
  const conflicts = new Set((await declaredConflicts(manager, first.offer, refs)).map(pairKey));
  return proposed
    .filter((match) => conflicts.has(pairKey(match)))
    .map(({ leaderRef, caseId }) => ({ leaderRef, caseId, name: cases.get(caseId)?.name ?? '' }));
}
