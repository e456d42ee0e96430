import type { Compact } from './compact.js';

/** Pairs of one leader that fit together, ascending. */
export type Pattern = readonly number[];

/** Patterns by leader, each once. */
export class PatternPool {
  private readonly byLeader: Pattern[][];
  private readonly known = new Map<string, Pattern>();

  constructor(compact: Compact) {
    this.byLeader = Array.from({ length: compact.leaders }, () => []);
  }

  of(leader: number): readonly Pattern[] {
    return this.byLeader[leader] ?? [];
  }

  /** The pattern as the pool holds it, from now on if not before; null where it is empty. */
  find(leader: number, pairs: readonly number[]): Pattern | null {
    if (pairs.length === 0) return null;
    const pattern = [...pairs].sort((a, b) => a - b);
    const key = pattern.join(' '); // pairs belong to one leader: they name it
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.known.set(key, pattern);
    this.byLeader[leader]?.push(pattern);
    return pattern;
  }
}

/** What patterns are measured by. */
export interface Valuation {
  readonly compact: Compact;
  /** By pair; null: every pair costs nothing. */
  readonly costs: Float64Array | null;
  /** By case. */
  readonly prices: Float64Array;
}

const ATTEMPTS = 40;
const NARROWINGS = 4;
/** More are collected than are wanted, so that the best of them are among them. */
const SPARE = 4;

/**
 * About the `count` patterns of a leader whose sums of (cost - price) are least, best first. Found by depth-first search
 * under a limit on the sum that is raised until enough lie below it; what the items still to come can gain at best, by
 * dynamic programming over the days, cuts the search (a k-best knapsack; cf. Posta, Ferland and Michelon 2012).
 */
export function bestPatterns(valuation: Valuation, leader: number, count: number): Pattern[] {
  const search = new PatternSearch(valuation, leader);
  const most = count * SPARE;
  let tooFew = 0;
  let step = search.leastStep();
  let found = search.within(search.least + step, most);
  for (let attempt = 0; found.length < count && attempt < ATTEMPTS; attempt++) {
    tooFew = step;
    step *= 2;
    found = search.within(search.least + step, most);
  }
  for (let k = 0; k < NARROWINGS && found.length >= most; k++) {
    const middle = (tooFew + step) / 2;
    const fewer = search.within(search.least + middle, most);
    if (fewer.length >= count) [found, step] = [fewer, middle];
    else tooFew = middle;
  }
  return found
    .sort((a, b) => a.sum - b.sum)
    .slice(0, count)
    .map(({ pairs }) => pairs);
}

/** Every pattern of a leader whose sum of (cost - price) is at most `limit`; null: there are more than `most`. */
export function patternsWithin(
  valuation: Valuation,
  leader: number,
  limit: number,
  most: number,
): Pattern[] | null {
  const found = new PatternSearch(valuation, leader).within(limit, most + 1);
  return found.length > most ? null : found.map(({ pairs }) => pairs);
}

class PatternSearch {
  private readonly pairs: number[] = [];
  private readonly reduced: number[];
  private readonly weights: number[];
  /** At item i and d grains left: the least sum of items i and later. */
  private readonly rest: Float64Array;
  private readonly stride: number;
  private readonly engagements: number;
  private chosen: number[] = [];
  private found: { pairs: Pattern; sum: number }[] = [];

  constructor({ compact, costs, prices }: Valuation, leader: number) {
    const from = compact.leaderStart[leader] ?? 0;
    const to = compact.leaderStart[leader + 1] ?? 0;
    const reducedOf = (pair: number): number =>
      (costs === null ? 0 : (costs[pair] ?? 0)) - (prices[compact.pairCase[pair] ?? 0] ?? 0);
    for (let at = from; at < to; at++) this.pairs.push(compact.leaderPair[at] ?? 0);
    this.pairs.sort((a, b) => reducedOf(a) - reducedOf(b) || a - b);
    this.reduced = this.pairs.map(reducedOf);
    this.weights = this.pairs.map((pair) => compact.weight[pair] ?? 0);
    this.engagements = compact.engagements[leader] ?? 0;
    this.stride = (compact.capacity[leader] ?? 0) + 1;
    this.rest = this.leastSums();
  }

  /** A first distance from the best: small beside what single pairs gain or cost. */
  leastStep(): number {
    const size = this.reduced.reduce((most, own) => Math.max(most, Math.abs(own)), 0);
    return Math.max(1e-9, size / 1000);
  }

  /** Of all patterns, engagements left out. */
  get least(): number {
    return this.rest[this.stride - 1] ?? 0;
  }

  /** Patterns whose sum is at most `limit`, no more than `most` of them. */
  within(limit: number, most: number): { pairs: Pattern; sum: number }[] {
    this.found = [];
    this.chosen = [];
    this.search(0, this.stride - 1, 0, { limit, most });
    return this.found;
  }

  private search(
    item: number,
    room: number,
    sum: number,
    bounds: { readonly limit: number; readonly most: number },
  ): void {
    if (this.found.length >= bounds.most) return;
    if (sum + (this.rest[item * this.stride + room] ?? 0) > bounds.limit) return;
    if (item === this.pairs.length) {
      if (this.chosen.length > 0) this.found.push({ pairs: this.chosen.toSorted((a, b) => a - b), sum });
      return;
    }
    const weight = this.weights[item] ?? 0;
    if (weight <= room && this.chosen.length < this.engagements) {
      this.chosen.push(this.pairs[item] ?? 0);
      this.search(item + 1, room - weight, sum + (this.reduced[item] ?? 0), bounds);
      this.chosen.pop();
    }
    this.search(item + 1, room, sum, bounds);
  }

  private leastSums(): Float64Array {
    const { stride, reduced, weights } = this;
    const rest = new Float64Array((reduced.length + 1) * stride);
    for (let item = reduced.length - 1; item >= 0; item--) {
      const weight = weights[item] ?? 0;
      for (let room = 0; room < stride; room++) {
        const without = rest[(item + 1) * stride + room] ?? 0;
        const inside =
          room < weight ? Infinity : (rest[(item + 1) * stride + room - weight] ?? 0) + (reduced[item] ?? 0);
        rest[item * stride + room] = inside < without ? inside : without;
      }
    }
    return rest;
  }
}
