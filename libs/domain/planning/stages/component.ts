import type { HalfDays } from '../../kernel/index.js';
import type { IntegerPair, IntegerProblem } from '../integer-problem.js';
import type { Thousandths } from '../thousandths.js';

/**
 * A part of the problem that shares no leader and no case with the rest, pins taken out: pinned cases are gone and their
 * days and engagements with them. Only pairs that could be matched are left: not forbidden, and short enough for what
 * the leader has left. Indices refer to this component's own arrays.
 */
export interface Component {
  readonly leaders: readonly ComponentLeader[];
  readonly cases: readonly ComponentCase[];
  /** Sorted by case, then leader. */
  readonly pairs: readonly ComponentPair[];
  /** Whether two pairs differ in days. */
  readonly mixedDays: boolean;
  /** The pair of this case and this leader, if they are one. */
  pairBetween(caseIndex: number, leader: number): number | undefined;
}

export interface ComponentLeader {
  /** Days of the leader's budget that pins leave. */
  readonly halfDaysLeft: HalfDays;
  /** Days that pins take. */
  readonly halfDaysPinned: HalfDays;
  /** Infinity: no limit. */
  readonly engagementsLeft: number;
  readonly pairs: readonly number[];
}

export interface ComponentCase {
  /** Index into the problem's priorities, 0 best. */
  readonly level: number;
  readonly pairs: readonly number[];
}

export interface ComponentPair {
  readonly leader: number;
  readonly case: number;
  readonly halfDays: HalfDays;
  readonly score: Thousandths;
  /** Index into the problem's pairs. */
  readonly source: number;
}

/** The connected components, smallest (fewest pairs) first; cases without a possible pair are in none. */
export function componentsOf(problem: IntegerProblem): readonly Component[] {
  const left = whatPinsLeave(problem);
  const usable = problem.pairs.flatMap((pair, source) => (left.isUsable(pair) ? [{ pair, source }] : []));
  const groups = new Map<number, { pair: IntegerPair; source: number }[]>();
  const rootOf = unionByLeaderAndCase(problem, usable);
  for (const one of usable) {
    const root = rootOf(one.pair.leader);
    const group = groups.get(root) ?? [];
    group.push(one);
    groups.set(root, group);
  }
  return [...groups.values()]
    .map((group) => toComponent(problem, group, left))
    .sort((a, b) => a.pairs.length - b.pairs.length || (a.pairs[0]?.source ?? 0) - (b.pairs[0]?.source ?? 0));
}

/**
 * The whole problem as if every leader gave so many half-days more, connected or not: leaders, cases and pairs that would
 * then be possible. Each leader's `halfDaysLeft` includes them.
 */
export function wholeWithMore(problem: IntegerProblem, halfDays: HalfDays): Component {
  const leaders = problem.leaders.map((leader) => ({ ...leader, halfDays: leader.halfDays + halfDays }));
  const richer = { ...problem, leaders };
  const left = whatPinsLeave(richer);
  const usable = problem.pairs.flatMap((pair, source) => (left.isUsable(pair) ? [{ pair, source }] : []));
  return toComponent(richer, usable, left);
}

interface Leftovers {
  readonly halfDaysPinned: readonly HalfDays[];
  readonly pinsOfLeader: readonly number[];
  isUsable(pair: IntegerPair): boolean;
}

function whatPinsLeave(problem: IntegerProblem): Leftovers {
  const halfDaysPinned = problem.leaders.map(() => 0);
  const pinsOfLeader = problem.leaders.map(() => 0);
  const pinnedCases = new Set<number>();
  for (const pin of problem.pins) {
    const pair = problem.pairs[pin];
    if (pair === undefined) continue;
    halfDaysPinned[pair.leader] = (halfDaysPinned[pair.leader] ?? 0) + pair.halfDays;
    pinsOfLeader[pair.leader] = (pinsOfLeader[pair.leader] ?? 0) + 1;
    pinnedCases.add(pair.case);
  }
  const isUsable = (pair: IntegerPair): boolean => {
    const leader = problem.leaders[pair.leader];
    return (
      leader !== undefined &&
      !pair.forbidden &&
      !pinnedCases.has(pair.case) &&
      pair.halfDays <= leader.halfDays - (halfDaysPinned[pair.leader] ?? 0) &&
      (pinsOfLeader[pair.leader] ?? 0) < leader.engagements
    );
  };
  return { halfDaysPinned, pinsOfLeader, isUsable };
}

/** Union-find over leaders (0 ..) and cases (after the leaders). */
function unionByLeaderAndCase(
  problem: IntegerProblem,
  usable: readonly { readonly pair: IntegerPair }[],
): (node: number) => number {
  const parent = Array.from({ length: problem.leaders.length + problem.cases.length }, (_, node) => node);
  const rootOf = (node: number): number => {
    let root = node;
    while (parent[root] !== root) root = parent[root] ?? root;
    for (let step = node; step !== root;) {
      const next = parent[step] ?? root;
      parent[step] = root;
      step = next;
    }
    return root;
  };
  for (const { pair } of usable) parent[rootOf(problem.leaders.length + pair.case)] = rootOf(pair.leader);
  return rootOf;
}

function toComponent(
  problem: IntegerProblem,
  group: readonly { readonly pair: IntegerPair; readonly source: number }[],
  left: Leftovers,
): Component {
  const leaderIds = [...new Set(group.map(({ pair }) => pair.leader))].sort((a, b) => a - b);
  const caseIds = [...new Set(group.map(({ pair }) => pair.case))].sort((a, b) => a - b);
  const leaderOf = new Map(leaderIds.map((id, index) => [id, index]));
  const caseOf = new Map(caseIds.map((id, index) => [id, index]));
  const pairs = group.map(({ pair, source }): ComponentPair => ({
    ...{ leader: leaderOf.get(pair.leader) ?? -1, case: caseOf.get(pair.case) ?? -1 },
    ...{ halfDays: pair.halfDays, score: pair.score, source },
  }));
  const leaders = leaderIds.map((id): LeaderLimits => ({
    halfDaysLeft: (problem.leaders[id]?.halfDays ?? 0) - (left.halfDaysPinned[id] ?? 0),
    halfDaysPinned: left.halfDaysPinned[id] ?? 0,
    engagementsLeft: (problem.leaders[id]?.engagements ?? 0) - (left.pinsOfLeader[id] ?? 0),
  }));
  return componentFrom(
    leaders,
    caseIds.map((id) => problem.cases[id]?.level ?? 0),
    pairs,
  );
}

type LeaderLimits = Omit<ComponentLeader, 'pairs'>;

/**
 * @param levels by case
 * @param pairs sorted by case, then leader
 */
export function componentFrom(
  leaders: readonly LeaderLimits[],
  levels: readonly number[],
  pairs: readonly ComponentPair[],
): Component {
  const pairsOfLeader = leaders.map((): number[] => []);
  const pairsOfCase = levels.map((): number[] => []);
  pairs.forEach((pair, index) => {
    pairsOfLeader[pair.leader]?.push(index);
    pairsOfCase[pair.case]?.push(index);
  });
  const between = new Map(pairs.map((pair, index) => [pair.case * leaders.length + pair.leader, index]));
  return {
    pairBetween: (caseIndex, leader) => between.get(caseIndex * leaders.length + leader),
    leaders: leaders.map((leader, index) => ({ ...leader, pairs: pairsOfLeader[index] ?? [] })),
    cases: levels.map((level, index) => ({ level, pairs: pairsOfCase[index] ?? [] })),
    pairs,
    mixedDays: pairs.some((pair) => pair.halfDays !== pairs[0]?.halfDays),
  };
}

/** The largest whole number that divides every score: engines then see small whole costs. */
export function scoreUnit(component: Component): number {
  const unit = component.pairs.reduce((divisor, pair) => greatestCommonDivisor(divisor, pair.score), 0);
  return unit === 0 ? 1 : unit;
}

function greatestCommonDivisor(left: number, right: number): number {
  let [a, b] = [left, right];
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
