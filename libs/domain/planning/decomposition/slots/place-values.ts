import { NearestHeap } from '../nearest-heap.js';
import type { SlotFlow } from './slot-flow.js';

/**
 * What places are worth as they are filled now: prices are not unique, and these are the least and the highest that prove the
 * filling best. So both say what any change costs at least, the lower ones exactly of one more place, the upper ones of one less.
 */
export class PlaceValues {
  /** By slot: what one more place saves. */
  readonly lower: Float64Array;
  /** By slot: what one less costs; at most so much above the lower where nothing can leave. */
  readonly upper: Float64Array;
  private readonly distance: Float64Array;
  private readonly heap: NearestHeap;
  private readonly most: number;

  constructor(private readonly flow: SlotFlow) {
    const { slots } = flow.layout;
    this.lower = new Float64Array(slots);
    this.upper = new Float64Array(slots);
    this.distance = new Float64Array(slots);
    this.heap = new NearestHeap(this.distance);
    this.most = flow.outside.reduce((most, cost) => Math.max(most, cost), 1);
    this.update();
  }

  /** After a change of the filling. */
  update(): void {
    const { price } = this.flow;
    this.measureVacancies();
    for (let slot = 0; slot < price.length; slot++)
      this.lower[slot] = (price[slot] ?? 0) - (this.distance[slot] ?? 0);
    this.measureDisplaced();
    for (let slot = 0; slot < price.length; slot++)
      this.upper[slot] = (price[slot] ?? 0) + Math.min(this.most, this.distance[slot] ?? 0);
  }

  /** By slot: how far a vacancy is from where it stays or takes in an uncovered case. */
  private measureVacancies(): void {
    const { layout, price, seats, outside, costs } = this.flow;
    const { compact, pairStart, slotOf, caseStart, casePair } = layout;
    const { distance, heap } = this;
    distance.set(price);
    for (let index = 0; index < compact.cases; index++) {
      if ((seats.pairOf[index] ?? -1) >= 0) continue;
      for (let at = caseStart[index] ?? 0, last = caseStart[index + 1] ?? 0; at < last; at++) {
        const pair = casePair[at] ?? 0;
        const slot = slotOf[pair] ?? 0;
        const own = (costs[pair] ?? 0) + (price[slot] ?? 0) - (outside[index] ?? 0);
        if (own < (distance[slot] ?? 0)) distance[slot] = own;
      }
    }
    for (let slot = 0; slot < layout.slots; slot++) heap.offer(slot);
    while (!heap.isEmpty()) {
      const slot = heap.take();
      const from = pairStart[slot] ?? 0;
      for (let seat = from, to = from + (seats.taken[slot] ?? 0); seat < to; seat++) {
        const now = seats.held[seat] ?? 0;
        const index = compact.pairCase[now] ?? 0;
        const value = (distance[slot] ?? 0) - (costs[now] ?? 0) - (price[slot] ?? 0);
        for (let at = caseStart[index] ?? 0, last = caseStart[index + 1] ?? 0; at < last; at++) {
          const pair = casePair[at] ?? 0;
          const other = slotOf[pair] ?? 0;
          const next = value + (costs[pair] ?? 0) + (price[other] ?? 0);
          if (next < (distance[other] ?? 0)) this.reach(other, next);
        }
      }
    }
  }

  /** By slot: how far what has to leave it is from a free place, or from being uncovered. */
  private measureDisplaced(): void {
    const { layout, price, places, seats, outside, costs } = this.flow;
    const { compact, pairStart, slotPair, slotOf } = layout;
    const { distance, heap } = this;
    for (let slot = 0; slot < layout.slots; slot++)
      distance[slot] = (seats.taken[slot] ?? 0) < (places[slot] ?? 0) ? 0 : Infinity;
    for (let index = 0; index < compact.cases; index++) {
      const now = seats.pairOf[index] ?? -1;
      if (now < 0) continue;
      const slot = slotOf[now] ?? 0;
      const own = (outside[index] ?? 0) - (costs[now] ?? 0) - (price[slot] ?? 0);
      if (own < (distance[slot] ?? 0)) distance[slot] = own;
    }
    for (let slot = 0; slot < layout.slots; slot++) if (distance[slot] !== Infinity) heap.offer(slot);
    while (!heap.isEmpty()) {
      const slot = heap.take();
      const value = (distance[slot] ?? 0) + (price[slot] ?? 0);
      for (let at = pairStart[slot] ?? 0, last = pairStart[slot + 1] ?? 0; at < last; at++) {
        const pair = slotPair[at] ?? 0;
        const now = seats.pairOf[compact.pairCase[pair] ?? 0] ?? -1;
        if (now < 0 || now === pair) continue;
        const other = slotOf[now] ?? 0;
        const next = value + (costs[pair] ?? 0) - (costs[now] ?? 0) - (price[other] ?? 0);
        if (next < (distance[other] ?? 0)) this.reach(other, next);
      }
    }
  }

  private reach(slot: number, distance: number): void {
    this.distance[slot] = distance;
    this.heap.offer(slot);
  }
}
