import type { Compact } from './compact.js';

/**
 * By pair: how much the bound rises at least when the pair must be matched. Not the reduced cost alone: what the pair
 * pushes out of its leader's days counts too (the knapsack's sensitivity; Posta, Ferland, Michelon 2012). A pair whose
 * penalty exceeds the gap is in no better plan. Limits of engagements are left out here, which keeps every figure a lower bound.
 *
 * @param costs by pair; null: every pair costs nothing
 * @param leaderValue by leader, the least sum at these prices (with engagements)
 */
export function matchPenalties(
  compact: Compact,
  costs: Float64Array | null,
  prices: Float64Array,
  leaderValue: Float64Array,
): Float64Array {
  const penalties = new Float64Array(compact.pairs);
  let head = new Float64Array(0);
  let tail = new Float64Array(0);
  for (let leader = 0; leader < compact.leaders; leader++) {
    const from = compact.leaderStart[leader] ?? 0;
    const count = (compact.leaderStart[leader + 1] ?? 0) - from;
    const capacity = compact.capacity[leader] ?? 0;
    const stride = capacity + 1;
    const size = (count + 1) * stride;
    if (head.length < size) {
      head = new Float64Array(size);
      tail = new Float64Array(size);
    }
    head.fill(0, 0, stride);
    tail.fill(0, count * stride, size);
    for (let item = 0; item < count; item++) {
      const pair = compact.leaderPair[from + item] ?? 0;
      step(head, item * stride, (item + 1) * stride, stride, compact.weight[pair] ?? 0, reduced(pair));
    }
    for (let item = count - 1; item >= 0; item--) {
      const pair = compact.leaderPair[from + item] ?? 0;
      step(tail, (item + 1) * stride, item * stride, stride, compact.weight[pair] ?? 0, reduced(pair));
    }
    for (let item = 0; item < count; item++) {
      const pair = compact.leaderPair[from + item] ?? 0;
      const left = capacity - (compact.weight[pair] ?? 0);
      let rest = 0;
      for (let days = 0; days <= left; days++) {
        const both = (head[item * stride + days] ?? 0) + (tail[(item + 1) * stride + left - days] ?? 0);
        if (both < rest) rest = both;
      }
      penalties[pair] = reduced(pair) + rest - (leaderValue[leader] ?? 0);
    }
  }
  return penalties;

  function reduced(pair: number): number {
    return (costs === null ? 0 : (costs[pair] ?? 0)) - (prices[compact.pairCase[pair] ?? 0] ?? 0);
  }
}

/** One more item in a table of least sums by capacity. */
function step(
  table: Float64Array,
  before: number,
  after: number,
  stride: number,
  weight: number,
  value: number,
): void {
  for (let days = 0; days < stride; days++) {
    const without = table[before + days] ?? 0;
    const inside = days >= weight ? (table[before + days - weight] ?? 0) + value : Infinity;
    table[after + days] = inside < without ? inside : without;
  }
}

/** The penalty that `count` pairs do not exceed. */
export function rankFor(penalties: Float64Array, count: number): number {
  const sorted = Float64Array.from(penalties).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(count))] ?? 0;
}
