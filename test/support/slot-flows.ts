import fc from 'fast-check';
import type { Compact } from '../../libs/domain/planning/decomposition/compact.js';
import { SlotFlow } from '../../libs/domain/planning/decomposition/slots/slot-flow.js';
import { slotLayout } from '../../libs/domain/planning/decomposition/slots/slot-layout.js';

/** Slots by number, each to grow (or shrink, where it has a place) by one. */
export const changes = fc.array(fc.record({ slot: fc.nat(100), grows: fc.boolean() }), { maxLength: 30 });

export function uncoveredCost(compact: Compact): number[] {
  const dearest = compact.cost.reduce((most, cost) => Math.max(most, cost), 1);
  return [20, 4, 1].map((factor) => factor * dearest);
}

export function emptyFlow(compact: Compact, isUsable: (pair: number) => boolean = () => true): SlotFlow {
  return new SlotFlow(slotLayout(compact, isUsable), compact.cost, uncoveredCost(compact));
}

export function changePlaces(flow: SlotFlow, { slot, grows }: { slot: number; grows: boolean }): void {
  const own = slot % flow.layout.slots;
  if (grows) flow.grow(own);
  else if ((flow.places[own] ?? 0) > 0) flow.shrink(own, Infinity);
}

/** What no filling can cost less than, by the prices of places (weak duality). */
export function boundByPrices({ layout, places }: SlotFlow, price: Float64Array): number {
  const { compact, caseStart, casePair, slotOf } = layout;
  const outside = uncoveredCost(compact);
  let bound = 0;
  for (let index = 0; index < compact.cases; index++) {
    const pairs = [...casePair.subarray(caseStart[index], caseStart[index + 1])];
    const prices = pairs.map((pair) => (compact.cost[pair] ?? 0) + (price[slotOf[pair] ?? 0] ?? 0));
    bound += Math.min(outside[compact.level[index] ?? 0] ?? 0, ...prices);
  }
  return places.reduce((sum, count, slot) => sum - count * (price[slot] ?? 0), bound);
}
