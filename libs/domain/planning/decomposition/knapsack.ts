import type { Compact } from './compact.js';

/** Numbers of 8 bytes that the table for one leader may hold. */
const MOST_CELLS = 4_000_000;

/** Whether days come in few enough steps, and pairs in number, for exact knapsacks. */
export function fitsKnapsacks({ capacity, engagements, leaderStart }: Compact): boolean {
  return capacity.every((own, leader) => {
    const pairs = (leaderStart[leader + 1] ?? 0) - (leaderStart[leader] ?? 0);
    const counts = (engagements[leader] ?? 0) < pairs ? (engagements[leader] ?? 0) + 1 : 1;
    return (own + 1) * (pairs + 1) * counts <= MOST_CELLS;
  });
}

/**
 * The best choice of cases for one leader at given prices: least sum of (cost - price) over the leader's pairs, within
 * the days and the engagements. Exact, by dynamic programming over the days in grains (Martello and Toth 1990, chapter
 * 2); days are small whole numbers and of few sizes, so of each size only as many items are kept as fit, cheapest first.
 * A limit of engagements becomes a second dimension only where the choice without it breaks it. All memory is taken once.
 */
export class Knapsacks {
  /** Pairs chosen by the last call, `chosenCount` of them. */
  readonly chosen: Int32Array;
  chosenCount = 0;
  private readonly itemPair: Int32Array;
  private readonly itemWeight: Int32Array;
  private readonly itemProfit: Float64Array;
  private best: Float64Array;
  private taken: Uint8Array;

  constructor(private readonly compact: Compact) {
    let mostPairs = 0;
    let mostCapacity = 0;
    for (let leader = 0; leader < compact.leaders; leader++) {
      const own = (compact.leaderStart[leader + 1] ?? 0) - (compact.leaderStart[leader] ?? 0);
      mostPairs = Math.max(mostPairs, own);
      mostCapacity = Math.max(mostCapacity, compact.capacity[leader] ?? 0);
    }
    this.chosen = new Int32Array(mostPairs);
    this.itemPair = new Int32Array(mostPairs);
    this.itemWeight = new Int32Array(mostPairs);
    this.itemProfit = new Float64Array(mostPairs);
    this.best = new Float64Array(mostCapacity + 1);
    this.taken = new Uint8Array((mostCapacity + 1) * Math.min(mostPairs, 64));
  }

  /**
   * @param costs by pair; null: every pair costs nothing
   * @param prices by case
   * @returns the least sum, never above 0
   */
  solve(leader: number, costs: Float64Array | null, prices: Float64Array): number {
    const capacity = this.compact.capacity[leader] ?? 0;
    const most = this.compact.engagements[leader] ?? 0;
    this.chosenCount = 0;
    if (most === 0) return 0;
    const found = this.collect(leader, costs, prices);
    const items = this.keepWhatFits(found, capacity, most);
    let total = 0;
    for (let item = 0; item < items; item++) total += this.itemWeight[item] ?? 0;
    if (total <= capacity && items <= most) return this.takeAll(items);
    const value = this.byDays(items, capacity);
    return this.chosenCount <= most ? value : this.byDaysAndCount(items, capacity, most);
  }

  /** Items worth taking, sorted by weight and then by profit, highest first. */
  private collect(leader: number, costs: Float64Array | null, prices: Float64Array): number {
    const { leaderStart, leaderPair, pairCase, weight } = this.compact;
    const { itemPair, itemWeight, itemProfit } = this;
    const to = leaderStart[leader + 1] ?? 0;
    let count = 0;
    for (let position = leaderStart[leader] ?? 0; position < to; position++) {
      const pair = leaderPair[position] ?? 0;
      const profit = (prices[pairCase[pair] ?? 0] ?? 0) - (costs === null ? 0 : (costs[pair] ?? 0));
      if (!(profit > 0)) continue;
      const own = weight[pair] ?? 0;
      let at = count;
      while (at > 0) {
        const before = itemWeight[at - 1] ?? 0;
        if (before < own || (before === own && (itemProfit[at - 1] ?? 0) >= profit)) break;
        itemPair[at] = itemPair[at - 1] ?? 0;
        itemWeight[at] = before;
        itemProfit[at] = itemProfit[at - 1] ?? 0;
        at -= 1;
      }
      itemPair[at] = pair;
      itemWeight[at] = own;
      itemProfit[at] = profit;
      count += 1;
    }
    return count;
  }

  /** Of items of one weight no more are needed than fit by days and by number. */
  private keepWhatFits(count: number, capacity: number, most: number): number {
    const { itemPair, itemWeight, itemProfit } = this;
    let kept = 0;
    let sameWeight = 0;
    let last = -1;
    for (let item = 0; item < count; item++) {
      const own = itemWeight[item] ?? 0;
      sameWeight = own === last ? sameWeight + 1 : 1;
      last = own;
      if (sameWeight > most || own * sameWeight > capacity) continue;
      itemPair[kept] = itemPair[item] ?? 0;
      itemWeight[kept] = own;
      itemProfit[kept] = itemProfit[item] ?? 0;
      kept += 1;
    }
    return kept;
  }

  private takeAll(items: number): number {
    let value = 0;
    for (let item = 0; item < items; item++) {
      this.chosen[item] = this.itemPair[item] ?? 0;
      value -= this.itemProfit[item] ?? 0;
    }
    this.chosenCount = items;
    return value;
  }

  private byDays(items: number, capacity: number): number {
    const stride = capacity + 1;
    this.reserve(items * stride, stride);
    const { best, taken, itemWeight, itemProfit } = this;
    best.fill(0, 0, stride);
    taken.fill(0, 0, items * stride);
    for (let item = 0; item < items; item++) {
      const own = itemWeight[item] ?? 0;
      const profit = itemProfit[item] ?? 0;
      const row = item * stride;
      for (let days = capacity; days >= own; days--) {
        const value = (best[days - own] ?? 0) + profit;
        if (value > (best[days] ?? 0)) {
          best[days] = value;
          taken[row + days] = 1;
        }
      }
    }
    let days = capacity;
    let count = 0;
    let value = 0;
    for (let item = items - 1; item >= 0; item--) {
      if (taken[item * stride + days] !== 1) continue;
      days -= itemWeight[item] ?? 0;
      value -= itemProfit[item] ?? 0;
      this.chosen[count] = this.itemPair[item] ?? 0;
      count += 1;
    }
    this.chosenCount = count;
    return value;
  }

  private byDaysAndCount(items: number, capacity: number, most: number): number {
    const stride = capacity + 1;
    const plane = stride * (most + 1);
    this.reserve(items * plane, plane);
    const { best, taken, itemWeight, itemProfit } = this;
    best.fill(0, 0, plane);
    taken.fill(0, 0, items * plane);
    for (let item = 0; item < items; item++) {
      const own = itemWeight[item] ?? 0;
      const profit = itemProfit[item] ?? 0;
      // `best` of a count is the best with at most as many: it starts at nothing taken, for every count.
      for (let count = most; count > 0; count--) {
        const row = count * stride;
        for (let days = capacity; days >= own; days--) {
          const value = (best[row - stride + days - own] ?? 0) + profit;
          if (value > (best[row + days] ?? 0)) {
            best[row + days] = value;
            taken[item * plane + row + days] = 1;
          }
        }
      }
    }
    return this.readBack(items, stride, plane, most);
  }

  private readBack(items: number, stride: number, plane: number, most: number): number {
    const { taken, itemWeight, itemProfit } = this;
    let at = plane - 1;
    let found = 0;
    let value = 0;
    for (let item = items - 1; item >= 0 && found < most; item--) {
      if (taken[item * plane + at] !== 1) continue;
      at -= stride + (itemWeight[item] ?? 0);
      value -= itemProfit[item] ?? 0;
      this.chosen[found] = this.itemPair[item] ?? 0;
      found += 1;
    }
    this.chosenCount = found;
    return value;
  }

  private reserve(takenSize: number, bestSize: number): void {
    if (this.taken.length < takenSize) this.taken = new Uint8Array(takenSize * 2);
    if (this.best.length < bestSize) this.best = new Float64Array(bestSize);
  }
}
