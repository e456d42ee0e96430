import type { BarredPair } from '../candidates/index.js';
import type { Facts } from '../kernel/index.js';
import { PlanState, type StatePair } from './explain-state.js';
import { type Entry, findWays, isOpen } from './explain-ways.js';
import { nearestRemedy, type Remedy, remedyWeight } from './nearest-remedy.js';
import type { CoverageLevel, PlanMatch } from './plan.js';
import type { Problem } from './problem.js';

/**
 * Why a case is in no match. `no-candidate`: nobody may take it at all. `forbidden-only`: every candidate is forbidden by
 * a ruling. `all-candidates-full`: it is proven that no plan covers more at this priority, and no candidate has room for
 * it as well. `not-reached-in-time`: a plan that covers it may exist; the time was out before one was found or ruled out.
 */
export type UncoveredReason =
  'no-candidate' | 'forbidden-only' | 'all-candidates-full' | 'not-reached-in-time';

export interface UncoveredExplanation {
  readonly case: string;
  readonly reason: UncoveredReason;
  /** `candidates`, `forbidden`, and of the others how many lack days (`lackDays`) or engagements (`lackEngagements`). */
  readonly facts: Facts;
  /** Null where no single change would help. */
  readonly remedy: Remedy | null;
}

/** Cases whose further ways are looked at for one uncovered case, and for all of them together. */
const MOST_LOOKED_AT = 120;
const ALL_LOOKED_AT = 60_000;

/** Explains every case without a match, in the order of the problem's cases. */
export function explainUncovered(
  problem: Problem,
  plan: { readonly matches: readonly PlanMatch[]; readonly coverage: readonly CoverageLevel[] },
): UncoveredExplanation[] {
  const state = PlanState.of(problem, plan.matches);
  const open = openPriorities(plan.coverage);
  const uncovered = problem.cases.length - plan.matches.length;
  const mostExpanded = Math.ceil(Math.min(MOST_LOOKED_AT, ALL_LOOKED_AT / Math.max(1, uncovered)));
  return problem.cases.flatMap((one) => {
    const index = state.caseIndex.get(one.id);
    if (index === undefined || state.matchOf(index) !== undefined) return [];
    return [explainCase(state, index, open.has(state.priority(index)), { mostExpanded })];
  });
}

/** Priorities at which more cases may be covered than the plan covers. */
export function openPriorities(coverage: readonly CoverageLevel[]): ReadonlySet<number> {
  return new Set(coverage.filter((level) => level.covered < level.bound).map((level) => level.priority));
}

/**
 * Explains one case without a match.
 *
 * @param barred pairs of this case that a rule refuses today: what lifting it would do is weighed against days. Absent: a bare
 *   problem, whose scores may mean anything
 */
export function explainCase(
  state: PlanState,
  index: number,
  mayBeCovered: boolean,
  {
    mostExpanded = MOST_LOOKED_AT,
    barred,
  }: { readonly mostExpanded?: number; readonly barred?: readonly BarredPair[] } = {},
): UncoveredExplanation {
  const pairs = state.pairsOfCase[index] ?? [];
  const allowed = pairs.filter((pair) => !pair.forbidden);
  const entries = [...allowed, ...shortOfDays(state, index, barred ?? [])];
  const ways = findWays(state, entries, {
    ...{ mostExpanded, most: 1 },
    ...(barred === undefined ? {} : { weigh: remedyWeight }),
  });
  return {
    case: state.caseId(index),
    reason: reasonFor(pairs, allowed, mayBeCovered || ways.some(isOpen)),
    facts: {
      candidates: pairs.length,
      forbidden: pairs.length - allowed.length,
      lackDays: allowed.filter((pair) => pair.halfDays > state.halfDaysLeft(pair.leader)).length,
      lackEngagements: allowed.filter((pair) => state.engagementsLeft(pair.leader) < 1).length,
    },
    remedy: nearestRemedy(state, pairs, ways, barred ?? []),
  };
}

/** Pairs that were no candidates only because the leader has too few days or engagements to begin with. */
function shortOfDays(state: PlanState, index: number, barred: readonly BarredPair[]): readonly Entry[] {
  return barred.flatMap(({ candidate, rule }): Entry[] => {
    const leader = state.leaderIndex.get(candidate.leaderRef);
    if (rule !== null || leader === undefined) return [];
    return [{ case: index, leader, halfDays: candidate.halfDays, score: candidate.score.total }];
  });
}

function reasonFor(
  pairs: readonly StatePair[],
  allowed: readonly StatePair[],
  mayBeCovered: boolean,
): UncoveredReason {
  if (pairs.length === 0) return 'no-candidate';
  if (allowed.length === 0) return 'forbidden-only';
  return mayBeCovered ? 'not-reached-in-time' : 'all-candidates-full';
}
