import fc from 'fast-check';
import { compactsIn } from '../../../../../test/support/planning-compacts.js';
import { smallProblems } from '../../../../../test/support/planning-problems.js';
import type { Compact } from '../compact.js';
import { SlotFlow } from './slot-flow.js';
import { type SlotLayout, slotLayout } from './slot-layout.js';

const SHAPE = { leaders: 4, cases: 8, halfDays: [1, 3, 5], pins: false };
const LEVELS = 3;

/** Slots by number, each to grow (or shrink, where it has a place) by one. */
const changes = fc.array(fc.record({ slot: fc.nat(100), grows: fc.boolean() }), { maxLength: 30 });

function uncoveredCost(compact: Compact): number[] {
  const dearest = compact.cost.reduce((most, cost) => Math.max(most, cost), 1);
  return [20, 4, 1].map((factor) => factor * dearest);
}

function emptyFlow(compact: Compact, isUsable: (pair: number) => boolean = () => true): SlotFlow {
  return new SlotFlow(slotLayout(compact, isUsable), compact.cost, uncoveredCost(compact));
}

function change(flow: SlotFlow, { slot, grows }: { slot: number; grows: boolean }, limit = Infinity): number {
  const own = slot % flow.layout.slots;
  if (grows) return flow.grow(own);
  return (flow.places[own] ?? 0) > 0 ? flow.shrink(own, limit) : 0;
}

/** What the filling costs, counted anew. */
function costOf({ layout, seats }: SlotFlow): number {
  const { cost, level } = layout.compact;
  const outside = uncoveredCost(layout.compact);
  return seats.pairOf.reduce(
    (sum, pair, index) => sum + (pair < 0 ? (outside[level[index] ?? 0] ?? 0) : (cost[pair] ?? 0)),
    0,
  );
}

/** What no filling can cost less than, by the prices of places (weak duality). */
function boundByPrices({ layout, places, price }: SlotFlow): number {
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

function takenBySlot({ slots, slotOf }: SlotLayout, pairOf: Int32Array): number[] {
  return Array.from({ length: slots }, (_, slot) => pairOf.filter((pair) => slotOf[pair] === slot).length);
}

it('fills the places at least cost, proven by its own prices, whatever comes and goes', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), changes, fc.nat(6), (problem, steps, barred) => {
      for (const compact of compactsIn(problem, LEVELS)) {
        const flow = emptyFlow(compact, (pair) => pair % 7 !== barred);
        for (const step of steps) {
          const before = flow.total;
          const changed = change(flow, step);
          expect(flow.total).toBe(before + changed);
          expect(step.grows ? -changed : changed).toBeGreaterThanOrEqual(0);
          expect(flow.total).toBe(costOf(flow));
          expect(boundByPrices(flow)).toBe(flow.total);
          expect(flow.price.every((price) => price >= 0)).toBe(true);
          const taken = takenBySlot(flow.layout, flow.seats.pairOf);
          expect(taken).toEqual([...flow.seats.taken]);
          expect(taken.every((count, slot) => count <= (flow.places[slot] ?? 0))).toBe(true);
        }
      }
    }),
  );
});

it('undoes all since the beginning', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), changes, changes, (problem, first, then) => {
      for (const compact of compactsIn(problem, LEVELS)) {
        const flow = emptyFlow(compact);
        for (const step of first) change(flow, step);
        const state = (): unknown => [
          flow.total,
          [...flow.places],
          [...flow.price],
          [...flow.seats.pairOf],
          [...flow.seats.taken],
        ];
        flow.begin();
        const before = state();
        for (const step of then) change(flow, step);
        flow.undo();
        expect(state()).toEqual(before);
        for (const step of then) change(flow, step);
        expect(boundByPrices(flow)).toBe(costOf(flow));
      }
    }),
  );
});

it('takes no place away where that costs the limit or more', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), changes, fc.nat(100), (problem, steps, slot) => {
      for (const compact of compactsIn(problem, LEVELS)) {
        const flow = emptyFlow(compact);
        for (const step of steps) change(flow, step);
        const own = slot % flow.layout.slots;
        if (flow.places[own] === 0) continue;
        flow.begin();
        const cost = change(flow, { slot: own, grows: false });
        flow.undo();
        if (cost === 0) continue;
        const before = [flow.total, [...flow.places], [...flow.price], [...flow.seats.pairOf]];
        expect(flow.shrink(own, cost)).toBe(Infinity);
        expect([flow.total, [...flow.places], [...flow.price], [...flow.seats.pairOf]]).toEqual(before);
        expect(flow.shrink(own, cost + 1)).toBe(cost);
      }
    }),
  );
});
