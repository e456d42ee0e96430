import { type Capacity, capacitiesOf } from '../../stages/capacity.js';
import type { Component } from '../../stages/component.js';

/**
 * A component whose limits are all counts, as a transportation network in typed arrays: cases of a level each send one
 * unit to one of their leaders, or stay uncovered; a leader takes `capacity` units. Pairs are sorted by case.
 */
export interface FlowNetwork {
  readonly leaders: number;
  readonly cases: number;
  readonly levels: number;
  /** By leader: most cases it may take. */
  readonly capacity: Int32Array;
  /** By case: 0 is served first. */
  readonly level: Int32Array;
  /** By case, and one more: where its pairs begin. */
  readonly firstPair: Int32Array;
  readonly leaderOf: Int32Array;
  readonly caseOf: Int32Array;
  /** By pair, whole thousandths. */
  readonly score: Float64Array;
}

/** By case the pair that covers it, `UNCOVERED` where none does. */
export type FlowChoice = Int32Array;

export const UNCOVERED = -1;

/**
 * Prices are sums of scores along paths that visit a leader once at most, and as much again where sets of leaders are
 * shifted against each other: below this they stay exact whole numbers.
 */
const LARGEST_EXACT = Number.MAX_SAFE_INTEGER / 8;

/**
 * The leaders' limits as plain counts; null where some leader's days leave a true choice of sizes, or where scores are so
 * large that sums along paths would not be exact. Equal days always are counts: min(floor(budget / days), engagements).
 */
export function countsOf(
  component: Component,
  budgets: readonly number[] = component.leaders.map((leader) => leader.halfDaysLeft),
): readonly number[] | null {
  const dearest = component.pairs.reduce((most, pair) => Math.max(most, pair.score), 0);
  if (dearest * (component.leaders.length + component.cases.length + 2) > LARGEST_EXACT) return null;
  const capacities: readonly Capacity[] = capacitiesOf(component, budgets);
  return capacities.some((capacity) => capacity.halfDays !== null)
    ? null
    : capacities.map((capacity) => capacity.engagements);
}

/** @param counts by leader, as from `countsOf` */
export function flowNetwork(component: Component, levels: number, counts: readonly number[]): FlowNetwork {
  const { pairs, cases, leaders } = component;
  const firstPair = new Int32Array(cases.length + 1);
  for (const pair of pairs) firstPair[pair.case + 1] = (firstPair[pair.case + 1] ?? 0) + 1;
  for (let index = 0; index < cases.length; index++) {
    firstPair[index + 1] = (firstPair[index + 1] ?? 0) + (firstPair[index] ?? 0);
  }
  return {
    leaders: leaders.length,
    cases: cases.length,
    levels,
    capacity: Int32Array.from(counts),
    level: Int32Array.from(cases, (one) => one.level),
    firstPair,
    leaderOf: Int32Array.from(pairs, (pair) => pair.leader),
    caseOf: Int32Array.from(pairs, (pair) => pair.case),
    score: Float64Array.from(pairs, (pair) => pair.score),
  };
}

/** By level, how many cases the choice covers. */
export function coverageOf(network: FlowNetwork, choice: FlowChoice): number[] {
  const covered = Array.from({ length: network.levels }, () => 0);
  choice.forEach((pair, index) => {
    const level = network.level[index] ?? 0;
    if (pair !== UNCOVERED) covered[level] = (covered[level] ?? 0) + 1;
  });
  return covered;
}

export function scoreOf(network: FlowNetwork, choice: FlowChoice): number {
  return choice.reduce((sum, pair) => sum + (network.score[pair] ?? 0), 0);
}
