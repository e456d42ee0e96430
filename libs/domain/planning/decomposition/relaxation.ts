import type { Compact } from './compact.js';
import { Knapsacks } from './knapsack.js';

/** What is asked of a component: the least score, or the fewest uncovered cases of one level, with better levels held. */
export interface Aim {
  /** Null: the score. */
  readonly level: number | null;
  /** By level: most cases that may stay uncovered. Levels without a figure are free. */
  readonly mostUncovered: readonly number[];
}

/**
 * The Lagrangian relaxation of "each case has one leader or stays uncovered" (Fisher 1981): each case gets a price, each
 * leader then chooses alone, and the cases that stay uncovered are, at each level that is held, those whose prices are
 * highest, as many as the level allows. Its value bounds the aim from below at any prices that are not negative; at the
 * best prices it is as strong as the linear program over all choices of each leader (Geoffrion 1974), which is far
 * stronger than the plain relaxation where days are scarce.
 */
export class Relaxation {
  /** By case, after `evaluate`: 1 less how often leaders choose the case and less how far it stays uncovered. */
  readonly missing: Float64Array;
  /** By leader, after `evaluate`: the least sum of (cost - price), never above 0. */
  readonly leaderValue: Float64Array;
  /** By level, after `evaluate`: the price from which cases of the level stay uncovered; infinite when none may. */
  readonly uncoveredFrom: Float64Array;
  /** Pairs that leaders choose, after `evaluate`, by leader: from `chosenStart[i]` up to `chosenStart[i + 1]`. */
  readonly chosen: Int32Array;
  readonly chosenStart: Int32Array;
  readonly costs: Float64Array | null;
  readonly knapsacks: Knapsacks;
  private readonly sorted: Float64Array;

  /** @param costs by pair, in place of those that the aim has: of nothing for coverage */
  constructor(
    readonly compact: Compact,
    readonly aim: Aim,
    costs: Float64Array | null = aim.level === null ? compact.cost : null,
  ) {
    this.missing = new Float64Array(compact.cases);
    this.leaderValue = new Float64Array(compact.leaders);
    this.uncoveredFrom = new Float64Array(compact.levels);
    this.chosen = new Int32Array(compact.pairs);
    this.chosenStart = new Int32Array(compact.leaders + 1);
    this.costs = costs;
    this.knapsacks = new Knapsacks(compact);
    this.sorted = new Float64Array(compact.cases);
  }

  /** Whether the level matters to the aim at all; where it does not, its prices are 0. */
  isPriced(level: number): boolean {
    return level === this.aim.level || this.mostUncovered(level) < (this.compact.casesAtLevel[level] ?? 0);
  }

  /** The highest price that is any use. */
  highestPrice(level: number): number {
    if (!this.isPriced(level)) return 0;
    return level === this.aim.level ? 1 : Infinity;
  }

  mostUncovered(level: number): number {
    return this.aim.mostUncovered[level] ?? Infinity;
  }

  /** The value at these prices; each price is from 0 to `highestPrice` of its level. */
  evaluate(prices: Float64Array): number {
    const { leaders, cases, pairCase } = this.compact;
    this.missing.fill(1);
    let value = 0;
    for (let index = 0; index < cases; index++) value += prices[index] ?? 0;
    let next = 0;
    for (let leader = 0; leader < leaders; leader++) {
      this.chosenStart[leader] = next;
      const own = this.knapsacks.solve(leader, this.costs, prices);
      this.leaderValue[leader] = own;
      value += own;
      for (let k = 0; k < this.knapsacks.chosenCount; k++) {
        const pair = this.knapsacks.chosen[k] ?? 0;
        const index = pairCase[pair] ?? 0;
        this.chosen[next] = pair;
        next += 1;
        this.missing[index] = (this.missing[index] ?? 0) - 1;
      }
    }
    this.chosenStart[leaders] = next;
    for (let level = 0; level < this.compact.levels; level++) value -= this.leaveUncovered(level, prices);
    return value;
  }

  /** Takes the dearest cases of the level out, as many as may stay uncovered; ties share what is left evenly. */
  private leaveUncovered(level: number, prices: Float64Array): number {
    const { cases, level: levelOf } = this.compact;
    const most = this.mostUncovered(level);
    this.uncoveredFrom[level] = this.isPriced(level) ? Infinity : 0;
    // Leaving a case of the aim's own level uncovered costs 1, the highest price there is: nothing is gained by it.
    if (level === this.aim.level || !this.isPriced(level) || most <= 0) return 0;
    let count = 0;
    for (let index = 0; index < cases; index++) {
      if (levelOf[index] !== level) continue;
      this.sorted[count] = prices[index] ?? 0;
      count += 1;
    }
    const own = this.sorted.subarray(0, count).sort();
    const threshold = own[count - most] ?? 0;
    this.uncoveredFrom[level] = threshold;
    let above = 0;
    let sum = 0;
    while (above < most && (own[count - 1 - above] ?? 0) > threshold) {
      sum += own[count - 1 - above] ?? 0;
      above += 1;
    }
    let ties = 0;
    while (own[count - 1 - above - ties] === threshold) ties += 1;
    const share = (most - above) / ties;
    for (let index = 0; index < cases; index++) {
      if (levelOf[index] !== level) continue;
      const price = prices[index] ?? 0;
      if (price > threshold) this.missing[index] = (this.missing[index] ?? 0) - 1;
      else if (price === threshold) this.missing[index] = (this.missing[index] ?? 0) - share;
    }
    return sum + threshold * (most - above);
  }
}
