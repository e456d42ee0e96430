import type { Compact } from '../compact.js';
import type { OpenPairs } from './open-pairs.js';

/**
 * Each leader's least sum of (cost - price) over open pairs within the days left, and what it rises by when one pair is
 * forced: in where the leader would not choose it, out where the leader would. A table over the first pairs and one over
 * the last say that of every pair in two passes (Posta, Ferland and Michelon 2012). Rows are kept only as far as days matter:
 * what the pairs of a row cannot fill, and what the pairs after it cannot use up, is never asked for. Limits of
 * engagements are left out, which keeps every figure a lower bound.
 */
export class ForcedKnapsacks {
  /** By pair, after `solve`: 1 where the leader chooses it. */
  readonly chosen: Uint8Array;
  /** By open pair, after `solve` with `isForced`: what being forced costs at least, never below 0. */
  readonly rise: Float64Array;
  /** By case: how many leaders choose it, added to by `solve`. */
  readonly times: Int32Array;
  /** Table cells looked at so far. */
  work = 0;
  private readonly items: Int32Array;
  private readonly weights: Int32Array;
  private readonly values: Float64Array;
  /** Grains that the items before each row take together. */
  private readonly before: Int32Array;
  private head = new Float64Array(0);
  private tail = new Float64Array(0);
  private count = 0;
  private room = 0;

  constructor(
    private readonly compact: Compact,
    private readonly open: OpenPairs,
  ) {
    const most = compact.leaderStart.reduce(
      (longest, end, index) => Math.max(longest, end - (compact.leaderStart[index - 1] ?? 0)),
      0,
    );
    this.chosen = new Uint8Array(compact.pairs);
    this.rise = new Float64Array(compact.pairs);
    this.times = new Int32Array(compact.cases);
    this.items = new Int32Array(most);
    this.weights = new Int32Array(most);
    this.values = new Float64Array(most);
    this.before = new Int32Array(most + 1);
  }

  solve(leader: number, prices: Float64Array, isForced: boolean): number {
    const longestUnchosen = this.collect(leader, prices);
    const { count, before } = this;
    this.room = this.open.room[leader] ?? 0;
    const spare = this.room - (before[count] ?? 0);
    if (spare >= (isForced ? longestUnchosen : 0)) return this.takeAll(leader, prices, isForced);
    this.reserve((count + 1) * (this.room + 1));
    this.fillHead(isForced ? longestUnchosen : 0);
    const value = this.head[count * (this.room + 1) + Math.min(this.room, before[count] ?? 0)] ?? 0;
    this.readBack();
    if (!isForced) return value;
    this.fillTail();
    for (let item = 0; item < count; item++) this.force(item, value);
    this.forceUnchosen(leader, prices, value);
    return value;
  }

  /** Pairs worth taking; says what the longest of the others takes. */
  private collect(leader: number, prices: Float64Array): number {
    const { leaderStart, pairCase, cost, weight } = this.compact;
    const { own, openCount } = this.open;
    const from = leaderStart[leader] ?? 0;
    const to = from + (openCount[leader] ?? 0);
    let count = 0;
    let longest = 0;
    for (let position = from; position < to; position++) {
      const pair = own[position] ?? 0;
      this.chosen[pair] = 0;
      const value = (cost[pair] ?? 0) - (prices[pairCase[pair] ?? 0] ?? 0);
      const grains = weight[pair] ?? 0;
      if (value < 0) {
        this.items[count] = pair;
        this.weights[count] = grains;
        this.values[count] = value;
        this.before[count + 1] = (this.before[count] ?? 0) + grains;
        count += 1;
      } else if (grains > longest) longest = grains;
    }
    this.count = count;
    return longest;
  }

  private choose(item: number): void {
    const pair = this.items[item] ?? 0;
    const index = this.compact.pairCase[pair] ?? 0;
    this.chosen[pair] = 1;
    this.times[index] = (this.times[index] ?? 0) + 1;
  }

  private takeAll(leader: number, prices: Float64Array, isForced: boolean): number {
    let value = 0;
    for (let item = 0; item < this.count; item++) {
      const own = this.values[item] ?? 0;
      value += own;
      this.rise[this.items[item] ?? 0] = -own;
      this.choose(item);
    }
    if (!isForced) return value;
    const { leaderStart, pairCase, cost } = this.compact;
    const from = leaderStart[leader] ?? 0;
    for (let position = from; position < from + (this.open.openCount[leader] ?? 0); position++) {
      const pair = this.open.own[position] ?? 0;
      if (this.chosen[pair] === 1) continue;
      this.rise[pair] = (cost[pair] ?? 0) - (prices[pairCase[pair] ?? 0] ?? 0);
    }
    return value;
  }

  /** Row k: the least sum of the first k items by grains; below `room` less what comes after it, nothing is asked. */
  private fillHead(extra: number): void {
    const { head, before, room, count } = this;
    const stride = room + 1;
    const all = before[count] ?? 0;
    head[0] = 0;
    for (let item = 0; item < count; item++) {
      const after = all - (before[item + 1] ?? 0);
      const low = Math.max(0, room - after - extra);
      const previous = Math.min(room, before[item] ?? 0);
      const high = Math.min(room, before[item + 1] ?? 0);
      const row = item * stride;
      head.fill(head[row + previous] ?? 0, row + previous + 1, row + high + 1);
      this.addItem(head, row, row + stride, low, high, item);
    }
  }

  /** Row k: the least sum of all items from k on by grains. */
  private fillTail(): void {
    const { tail, before, room, count } = this;
    const stride = room + 1;
    const all = before[count] ?? 0;
    tail[count * stride] = 0;
    for (let item = count - 1; item >= 0; item--) {
      const previous = Math.min(room, all - (before[item + 1] ?? 0));
      const high = Math.min(room, all - (before[item] ?? 0));
      const low = Math.min(high, Math.max(0, room - (before[item] ?? 0)));
      const row = item * stride;
      const from = row + stride;
      tail.fill(tail[from + previous] ?? 0, from + previous + 1, from + high + 1);
      this.addItem(tail, from, row, low, high, item);
    }
  }

  private addItem(
    table: Float64Array,
    from: number,
    to: number,
    low: number,
    high: number,
    item: number,
  ): void {
    const grains = this.weights[item] ?? 0;
    const value = this.values[item] ?? 0;
    let days = low;
    for (const end = Math.min(high + 1, grains); days < end; days++)
      table[to + days] = table[from + days] ?? 0;
    for (; days <= high; days++) {
      const without = table[from + days] ?? 0;
      const inside = (table[from + days - grains] ?? 0) + value;
      table[to + days] = inside < without ? inside : without;
    }
    this.work += high - low + 1;
  }

  private readBack(): void {
    const { head, before, weights } = this;
    const stride = this.room + 1;
    let days = this.room;
    for (let item = this.count - 1; item >= 0; item--) {
      const row = item * stride;
      const without = head[row + Math.min(days, before[item] ?? 0)] ?? 0;
      if (head[row + stride + Math.min(days, before[item + 1] ?? 0)] === without) continue;
      this.choose(item);
      days -= weights[item] ?? 0;
    }
  }

  /** The least sum of all other items with what is left of the days, over every way to divide these. */
  private force(item: number, value: number): void {
    const { head, tail, before, count, room } = this;
    const pair = this.items[item] ?? 0;
    const isIn = this.chosen[pair] === 1;
    const left = isIn ? room : room - (this.weights[item] ?? 0);
    const first = before[item] ?? 0;
    const last = (before[count] ?? 0) - (before[item + 1] ?? 0);
    const row = item * (room + 1);
    const next = row + room + 1;
    let rest = 0;
    if (first + last <= left) rest = (head[row + first] ?? 0) + (tail[next + last] ?? 0);
    else {
      const to = Math.min(left, first);
      for (let days = Math.max(0, left - last); days <= to; days++) {
        const both = (head[row + days] ?? 0) + (tail[next + left - days] ?? 0);
        if (both < rest) rest = both;
      }
      this.work += to - Math.max(0, left - last) + 1;
    }
    this.rise[pair] = Math.max(0, (isIn ? rest : rest + (this.values[item] ?? 0)) - value);
  }

  private forceUnchosen(leader: number, prices: Float64Array, value: number): void {
    const { leaderStart, pairCase, cost, weight } = this.compact;
    const { own, openCount } = this.open;
    const from = leaderStart[leader] ?? 0;
    const row = this.count * (this.room + 1);
    const all = this.before[this.count] ?? 0;
    for (let position = from; position < from + (openCount[leader] ?? 0); position++) {
      const pair = own[position] ?? 0;
      const reduced = (cost[pair] ?? 0) - (prices[pairCase[pair] ?? 0] ?? 0);
      if (reduced < 0) continue;
      const left = Math.min(all, this.room - (weight[pair] ?? 0));
      this.rise[pair] = Math.max(0, reduced + (this.head[row + left] ?? 0) - value);
    }
  }

  private reserve(cells: number): void {
    if (this.head.length >= cells) return;
    this.head = new Float64Array(cells);
    this.tail = new Float64Array(cells);
  }
}
