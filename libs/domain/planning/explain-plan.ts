import type { Facts } from '../kernel/index.js';
import { PlanState, type StatePair } from './explain-state.js';
import { compareWays, findWays, isOpen, type PlanMove, type Way } from './explain-ways.js';
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
  /** Null where no change of one leader's days, engagements or rulings would help. */
  readonly remedy: Remedy | null;
}

/**
 * The smallest change to one leader that covers the case with every other case still served, by moves of at most two others.
 * In this order: nothing but moves; fewest further days; fewest further engagements; fewest moves; lowest score. A ruling is
 * lifted only where nothing else helps. A type, so that it is a fact.
 */
export type Remedy = {
  readonly code:
    | 'more-days'
    | 'more-engagements'
    | 'more-days-and-engagements'
    | 'lift-forbid'
    | 'move-others'
    | 'none-needed';
  /** Who has to change; for `move-others` and `none-needed` who takes the case. */
  readonly leader: string;
  /** Further days the leader would have to give; 0 when only engagements or a ruling stand in the way. */
  readonly days: number;
  readonly engagements: number;
  /** What goes where then, the case itself first; absent where it simply goes to `leader`. */
  readonly moves?: readonly PlanMove[];
};

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
    return [explainCase(state, index, open.has(state.priority(index)), mostExpanded)];
  });
}

/** Priorities at which more cases may be covered than the plan covers. */
export function openPriorities(coverage: readonly CoverageLevel[]): ReadonlySet<number> {
  return new Set(coverage.filter((level) => level.covered < level.bound).map((level) => level.priority));
}

/** Explains one case without a match. */
export function explainCase(
  state: PlanState,
  index: number,
  mayBeCovered: boolean,
  mostExpanded = MOST_LOOKED_AT,
): UncoveredExplanation {
  const pairs = state.pairsOfCase[index] ?? [];
  const allowed = pairs.filter((pair) => !pair.forbidden);
  const ways = findWays(state, allowed, { mostExpanded, most: 1 });
  return {
    case: state.caseId(index),
    reason: reasonFor(pairs, allowed, mayBeCovered || ways.some(isOpen)),
    facts: {
      candidates: pairs.length,
      forbidden: pairs.length - allowed.length,
      lackDays: allowed.filter((pair) => pair.halfDays > state.halfDaysLeft(pair.leader)).length,
      lackEngagements: allowed.filter((pair) => state.engagementsLeft(pair.leader) < 1).length,
    },
    remedy: nearestRemedy(state, pairs, ways),
  };
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

function nearestRemedy(state: PlanState, pairs: readonly StatePair[], ways: readonly Way[]): Remedy | null {
  const [nearest] = ways;
  if (nearest !== undefined) return remedyBy(state, nearest, remedyCode(nearest));
  // Only rulings stand in the way. The leader concerned may have to pass a case on, but nobody else to change as well.
  const lifted = pairs
    .filter((pair) => pair.forbidden)
    .flatMap((pair) =>
      findWays(state, [pair])
        .filter((way) => isOpen(way) || way.leader === pair.leader)
        .slice(0, 1)
        .map((way) => ({ pair, way })),
    )
    .sort((a, b) => compareWays(a.way, b.way))[0];
  if (lifted === undefined) return null;
  return { ...remedyBy(state, lifted.way, 'lift-forbid'), leader: state.leaderId(lifted.pair.leader) };
}

function remedyBy(state: PlanState, way: Way, code: Remedy['code']): Remedy {
  return {
    code,
    leader: code === 'move-others' ? (way.moves[0]?.to ?? '') : state.leaderId(way.leader),
    days: way.lackHalfDays / 2,
    engagements: way.lackEngagements,
    ...(way.moves.length > 1 ? { moves: way.moves } : {}),
  };
}

function remedyCode(way: Way): Remedy['code'] {
  if (way.lackHalfDays > 0) return way.lackEngagements > 0 ? 'more-days-and-engagements' : 'more-days';
  if (way.lackEngagements > 0) return 'more-engagements';
  return way.moves.length > 1 ? 'move-others' : 'none-needed';
}
