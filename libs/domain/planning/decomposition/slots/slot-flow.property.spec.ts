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

function change(flow: SlotFlow, { slot, grows }: { slot: number; grows: boolean }): void {
  const own = slot % flow.layout.slots;
  if (grows) flow.grow(own);
  else if ((flow.places[own] ?? 0) > 0) flow.shrink(own, Infinity);
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
          change(flow, step);
          expect(step.grows ? before - flow.total : flow.total - before).toBeGreaterThanOrEqual(0);
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

it('changes nothing where a place, more or less, costs the room or more beyond what its price says', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), changes, fc.nat(100), fc.boolean(), (problem, steps, slot, grows) => {
      for (const compact of compactsIn(problem, LEVELS)) {
        const flow = emptyFlow(compact);
        for (const step of steps) change(flow, step);
        const own = slot % flow.layout.slots;
        if (!grows && flow.places[own] === 0) continue;
        const state = (): unknown => [
          flow.total,
          [...flow.places],
          [...flow.price],
          [...flow.seats.pairOf],
          [...flow.seats.taken],
        ];
        flow.begin();
        const price = flow.price[own] ?? 0;
        const total = flow.total;
        change(flow, { slot: own, grows });
        const beyond = flow.total - total + (grows ? price : -price);
        flow.undo();
        if (beyond === 0) continue;
        const within = (room: number): boolean => (grows ? flow.grow(own, room) : flow.shrink(own, room));
        const before = state();
        expect(within(beyond)).toBe(false);
        expect(state()).toEqual(before);
        expect(within(beyond + 1)).toBe(true);
        expect(boundByPrices(flow)).toBe(costOf(flow));
      }
    }),
  );
});

it('lets a slot in excess give up the place that another one gets, still at least cost', () => {
  let given = 0;
  fc.assert(
    fc.property(
      smallProblems(SHAPE),
      changes,
      fc.nat(100),
      fc.array(fc.nat(100)),
      (problem, steps, slot, spare) => {
        for (const compact of compactsIn(problem, LEVELS)) {
          const flow = emptyFlow(compact);
          for (const step of steps) change(flow, step);
          for (const one of spare) {
            const own = one % flow.layout.slots;
            if (own !== slot % flow.layout.slots) flow.excess[own] = flow.places[own] ?? 0;
          }
          const places = [...flow.places];
          const excess = [...flow.excess];
          change(flow, { slot, grows: true });
          const changes = places.map((count, at) => (flow.places[at] ?? 0) - count);
          expect(changes[slot % flow.layout.slots]).toBe(1);
          const fewer = changes.filter((more) => more < 0).length;
          given += fewer;
          expect(changes.reduce((sum, more) => sum + more, 0)).toBe(1 - fewer);
          expect([...flow.excess]).toEqual(excess.map((count, at) => count + Math.min(0, changes[at] ?? 0)));
          expect(flow.total).toBe(costOf(flow));
          expect(boundByPrices(flow)).toBe(flow.total);
        }
      },
    ),
  );
  expect(given).toBeGreaterThan(0);
});
