import type { EntityManager } from 'typeorm';
import { pairKey } from '../../domain/candidates/index.js';
import { assert, type CaseId, type Facts, type LeaderRef } from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import { acrossRegions } from '../../platform/database/index.js';
import type { Shortfall } from '../budgets/index.js';
import type { LockedCase } from './cases.repository.js';
import { declaredConflicts } from './conflicts.repository.js';
import {
  engagementsOfLeaders,
  type LiveMatch,
  liveMatchesOfCases,
  type LockedMatch,
} from './matches.repository.js';
import { rulingsInForce } from './rulings.repository.js';

/** The most engagements that each leader takes on at once in the run's offer; null or absent: no limit. */
export type EngagementLimits = ReadonlyMap<LeaderRef, number | null>;

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
  proposed: readonly LockedMatch[],
  cases: ReadonlyMap<CaseId, LockedCase>,
  shortfalls: readonly Shortfall[],
  limits: EngagementLimits,
): Promise<Obstacles> {
  const live = await liveMatchesOf(manager, proposed);
  return {
    leadersShortOfDays: shortfalls.map((shortfall) => ({ ...shortfall })),
    leadersOverEngagements: await overEngagements(manager, proposed, limits),
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

async function overEngagements(
  manager: EntityManager,
  proposed: readonly LockedMatch[],
  limits: EngagementLimits,
): Promise<readonly Facts[]> {
  const added = new Map<LeaderRef, number>();
  for (const { leaderRef } of proposed) added.set(leaderRef, (added.get(leaderRef) ?? 0) + 1);
  const offer = proposed[0]?.offer;
  if (offer === undefined) return [];
  const held = await acrossRegions(manager, () => engagementsOfLeaders(manager, offer, [...added.keys()]));
  return [...added]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([leaderRef, count]): Facts[] => {
      const maxEngagements = limits.get(leaderRef) ?? null;
      const now = held.get(leaderRef) ?? 0;
      if (maxEngagements === null || now + count <= maxEngagements) return [];
      return [{ leaderRef, held: now, added: count, maxEngagements }];
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
  const forbids = (await rulingsInForce(manager, offer)).filter(({ kind }) => kind === 'forbid');
  const keys = new Set(forbids.map(pairKey));
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
