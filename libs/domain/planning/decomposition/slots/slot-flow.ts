import { NearestHeap } from '../nearest-heap.js';
import { Seats } from './seats.js';
import type { SlotLayout } from './slot-layout.js';

/**
 * The cheapest way to fill the slots as many places as each has: every case in a slot or uncovered, at its price. Kept best
 * while places come and go one by one, each by one shortest path (successive shortest paths with node prices, Edmonds and
 * Karp 1972; Ahuja, Magnanti and Orlin 1993, chapter 9). Costs are whole numbers, so that every figure is exact.
 */
export class SlotFlow {
  /** By slot: places that it has. */
  readonly places: Int32Array;
  /** By slot: what one more place is worth at most and one less costs at least; 0 where one is free. */
  readonly price: Float64Array;
  /** By slot: places that it is to give up before long; a vacancy from elsewhere may end there. */
  readonly excess: Int32Array;
  readonly seats: Seats;
  /** Costs of the pairs chosen, and of what is uncovered. */
  total = 0;
  /** Slots looked at since the beginning. */
  visits = 0;
  private readonly distance: Float64Array;
  /** By slot: the pair by which the path goes on from here. */
  private readonly via: Int32Array;
  private readonly reached: number[] = [];
  private readonly heap: NearestHeap;
  /** By case: what it costs uncovered. */
  readonly outside: Float64Array;
  private readonly pricesBefore: { readonly slot: number; readonly price: number }[] = [];
  private readonly placesBefore: { readonly slot: number; readonly change: number }[] = [];
  private totalBefore = 0;

  /**
   * No slot has a place.
   *
   * @param costs by pair, whole numbers
   * @param uncoveredCost by level, whole numbers
   */
  constructor(
    readonly layout: SlotLayout,
    readonly costs: Float64Array,
    uncoveredCost: ArrayLike<number>,
  ) {
    const { compact, slots, pairStart, slotPair } = layout;
    this.seats = new Seats(layout);
    this.places = new Int32Array(slots);
    this.price = new Float64Array(slots);
    this.excess = new Int32Array(slots);
    this.distance = new Float64Array(slots).fill(Infinity);
    this.via = new Int32Array(slots);
    this.heap = new NearestHeap(this.distance);
    this.outside = Float64Array.from(compact.level, (level) => uncoveredCost[level] ?? 0);
    this.total = this.outside.reduce((sum, cost) => sum + cost, 0);
    for (let slot = 0; slot < slots; slot++) {
      for (let at = pairStart[slot] ?? 0; at < (pairStart[slot + 1] ?? 0); at++) {
        const pair = slotPair[at] ?? 0;
        const saved = (this.outside[compact.pairCase[pair] ?? 0] ?? 0) - (costs[pair] ?? 0);
        this.price[slot] = Math.max(this.price[slot] ?? 0, saved);
      }
    }
  }

  /** What comes after can be undone as one. */
  begin(): void {
    this.pricesBefore.length = 0;
    this.placesBefore.length = 0;
    this.seats.begin();
    this.totalBefore = this.total;
  }

  /** Back to the last `begin`. */
  undo(): void {
    this.seats.undo();
    for (const { slot, price } of this.pricesBefore.reverse()) this.price[slot] = price;
    for (const { slot, change } of this.placesBefore) this.places[slot] = (this.places[slot] ?? 0) - change;
    this.total = this.totalBefore;
    this.begin();
  }

  /**
   * One more place at the slot. Where a slot in excess is nearer than any other use of it, that one gives up a place.
   *
   * @param room what the total may fall short of the prices' promise by, less than this
   * @returns whether it did; if not nothing is changed
   */
  grow(start: number, room = Infinity): boolean {
    const first = this.price[start] ?? 0;
    if (first === 0) {
      this.changePlaces(start, 1);
      return true;
    }
    const { layout, seats, price, excess, outside, costs } = this;
    const { pairStart, slotPair, slotOf, compact } = layout;
    this.setOff(start);
    // The vacancy stays where it is worth least, takes in an uncovered case, or is a place that has to go.
    let least = room;
    let end = -1;
    let entering = -1;
    let given = 0;
    while (!this.heap.isEmpty()) {
      const slot = this.heap.take();
      const distance = this.distance[slot] ?? 0;
      if (distance >= least) break;
      this.visits += 1;
      if ((excess[slot] ?? 0) > 0) {
        [least, end, entering, given] = [distance, slot, -1, price[slot] ?? 0];
        break;
      }
      const own = price[slot] ?? 0;
      if (distance + own < least) [least, end, entering] = [distance + own, slot, -1];
      for (let at = pairStart[slot] ?? 0, to = pairStart[slot + 1] ?? 0; at < to; at++) {
        const pair = slotPair[at] ?? 0;
        const index = compact.pairCase[pair] ?? 0;
        const now = seats.pairOf[index] ?? -1;
        if (now === pair) continue;
        const value = distance + own + (costs[pair] ?? 0);
        if (now < 0) {
          const next = value - (outside[index] ?? 0);
          if (next < least) [least, end, entering] = [next, slot, pair];
          continue;
        }
        const other = slotOf[now] ?? 0;
        const next = value - (costs[now] ?? 0) - (price[other] ?? 0);
        if (next < least && next < (this.distance[other] ?? 0)) this.reach(other, next, pair);
      }
    }
    if (end < 0) return false;
    this.reprice(least, -1);
    if (entering >= 0) seats.move(compact.pairCase[entering] ?? 0, entering);
    for (let slot = end; slot !== start;) {
      const pair = this.via[slot] ?? 0;
      seats.move(compact.pairCase[pair] ?? 0, pair);
      slot = slotOf[pair] ?? 0;
    }
    this.changePlaces(start, 1);
    if ((excess[end] ?? 0) > 0) {
      excess[end] = (excess[end] ?? 0) - 1;
      this.changePlaces(end, -1);
    }
    this.total += least - first + given;
    return true;
  }

  /**
   * One place less at the slot, which has one.
   *
   * @param room what the total may rise by beyond what the prices say, less than this
   * @returns whether it did; if not nothing is changed
   */
  shrink(start: number, room: number): boolean {
    const { layout, seats, price, places, outside, costs } = this;
    if ((seats.taken[start] ?? 0) < (places[start] ?? 0)) {
      this.changePlaces(start, -1);
      return true;
    }
    const { pairStart, slotOf, caseStart, casePair, compact } = layout;
    const first = price[start] ?? 0;
    this.setOff(start);
    let least = room;
    let end = -1;
    let leaving = -1;
    while (!this.heap.isEmpty()) {
      const slot = this.heap.take();
      const distance = this.distance[slot] ?? 0;
      if (distance >= least) break;
      this.visits += 1;
      const from = pairStart[slot] ?? 0;
      for (let seat = from, to = from + (seats.taken[slot] ?? 0); seat < to; seat++) {
        const now = seats.held[seat] ?? 0;
        const index = compact.pairCase[now] ?? 0;
        const value = distance - (costs[now] ?? 0) - (price[slot] ?? 0);
        const out = value + (outside[index] ?? 0);
        if (out < least) [least, end, leaving] = [out, slot, index];
        for (let at = caseStart[index] ?? 0, last = caseStart[index + 1] ?? 0; at < last; at++) {
          const pair = casePair[at] ?? 0;
          if (pair === now) continue;
          const other = slotOf[pair] ?? 0;
          const next = value + (costs[pair] ?? 0) + (price[other] ?? 0);
          if (next >= least || next >= (this.distance[other] ?? 0)) continue;
          this.reach(other, next, pair);
          if ((seats.taken[other] ?? 0) < (places[other] ?? 0)) [least, end, leaving] = [next, other, -1];
        }
      }
    }
    if (end < 0) return false;
    this.reprice(least, 1);
    if (leaving >= 0) seats.move(leaving, -1);
    for (let slot = end; slot !== start;) {
      const pair = this.via[slot] ?? 0;
      const index = compact.pairCase[pair] ?? 0;
      slot = slotOf[seats.pairOf[index] ?? 0] ?? 0;
      seats.move(index, pair);
    }
    this.changePlaces(start, -1);
    this.total += least + first;
    return true;
  }

  private changePlaces(slot: number, change: number): void {
    this.places[slot] = (this.places[slot] ?? 0) + change;
    this.placesBefore.push({ slot, change });
  }

  private setOff(start: number): void {
    for (const slot of this.reached) this.distance[slot] = Infinity;
    this.reached.length = 0;
    this.heap.clear();
    this.reach(start, 0, -1);
  }

  private reach(slot: number, distance: number, via: number): void {
    if (this.distance[slot] === Infinity) this.reached.push(slot);
    this.distance[slot] = distance;
    this.via[slot] = via;
    this.heap.offer(slot);
  }

  /** Keeps every price right for what is nearer than the end of the path. */
  private reprice(least: number, sign: 1 | -1): void {
    for (const slot of this.reached) {
      const distance = this.distance[slot] ?? 0;
      if (distance >= least) continue;
      const before = this.price[slot] ?? 0;
      this.pricesBefore.push({ slot, price: before });
      this.price[slot] = before + sign * (least - distance);
    }
  }
}
