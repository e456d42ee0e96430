import fc from 'fast-check';
import { compactsIn } from '../../../../../test/support/planning-compacts.js';
import {
  boundByPrices,
  changePlaces,
  changes,
  emptyFlow,
  uncoveredCost,
} from '../../../../../test/support/slot-flows.js';
import { smallProblems } from '../../../../../test/support/planning-problems.js';
import type { SlotFlow } from './slot-flow.js';
import type { SlotLayout } from './slot-layout.js';

const SHAPE = { leaders: 4, cases: 8, halfDays: [1, 3, 5], pins: false };
const LEVELS = 3;

/** What the filling costs, counted anew. */
function costOf({ layout, seats }: SlotFlow): number {
  const { cost, level } = layout.compact;
  const outside = uncoveredCost(layout.compact);
  return seats.pairOf.reduce(
    (sum, pair, index) => sum + (pair < 0 ? (outside[level[index] ?? 0] ?? 0) : (cost[pair] ?? 0)),
    0,
  );
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
          changePlaces(flow, step);
          expect(step.grows ? before - flow.total : flow.total - before).toBeGreaterThanOrEqual(0);
          expect(flow.total).toBe(costOf(flow));
          expect(boundByPrices(flow, flow.price)).toBe(flow.total);
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
        for (const step of first) changePlaces(flow, step);
        const state = (): unknown => [
          flow.total,
          [...flow.places],
          [...flow.price],
          [...flow.seats.pairOf],
          [...flow.seats.taken],
        ];
        flow.begin();
        const before = state();
        for (const step of then) changePlaces(flow, step);
        flow.undo();
        expect(state()).toEqual(before);
        for (const step of then) changePlaces(flow, step);
        expect(boundByPrices(flow, flow.price)).toBe(costOf(flow));
      }
    }),
  );
});

it('changes nothing where a place, more or less, costs the room or more beyond what its price says', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), changes, fc.nat(100), fc.boolean(), (problem, steps, slot, grows) => {
      for (const compact of compactsIn(problem, LEVELS)) {
        const flow = emptyFlow(compact);
        for (const step of steps) changePlaces(flow, step);
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
        changePlaces(flow, { slot: own, grows });
        const beyond = flow.total - total + (grows ? price : -price);
        flow.undo();
        if (beyond === 0) continue;
        const within = (room: number): boolean => (grows ? flow.grow(own, room) : flow.shrink(own, room));
        const before = state();
        expect(within(beyond)).toBe(false);
        expect(state()).toEqual(before);
        expect(within(beyond + 1)).toBe(true);
        expect(boundByPrices(flow, flow.price)).toBe(costOf(flow));
      }
    }),
  );
});

it('lets a slot in excess give up the place that another one gets, still at least cost', () => {
  fc.assert(
    fc.property(
      smallProblems(SHAPE),
      changes,
      fc.nat(100),
      fc.array(fc.nat(100)),
      (problem, steps, slot, spare) => {
        for (const compact of compactsIn(problem, LEVELS)) {
          const flow = emptyFlow(compact);
          for (const step of steps) changePlaces(flow, step);
          for (const one of spare) {
            const own = one % flow.layout.slots;
            if (own !== slot % flow.layout.slots) flow.excess[own] = flow.places[own] ?? 0;
          }
          const places = [...flow.places];
          const excess = [...flow.excess];
          changePlaces(flow, { slot, grows: true });
          const more = places.map((count, at) => (flow.places[at] ?? 0) - count);
          expect(more[slot % flow.layout.slots]).toBe(1);
          const fewer = more.filter((count) => count < 0).length;
          expect(more.reduce((sum, count) => sum + count, 0)).toBe(1 - fewer);
          expect([...flow.excess]).toEqual(excess.map((count, at) => count + Math.min(0, more[at] ?? 0)));
          expect(flow.total).toBe(costOf(flow));
          expect(boundByPrices(flow, flow.price)).toBe(flow.total);
        }
      },
    ),
  );
});

it('moves a case from a slot in excess to the place that another one gets, at once', () => {
  const [compact] = compactsIn(
    {
      version: 1,
      leaders: ['ann', 'bea'].map((id) => ({ id, days: 5 })),
      cases: ['held', 'left'].map((id) => ({ id, days: 5, priority: 1 })),
      candidates: [
        { leader: 'ann', case: 'held', score: 9 },
        { leader: 'bea', case: 'held', score: 4 },
        { leader: 'ann', case: 'left', score: 50 },
      ],
    },
    1,
  );
  if (compact === undefined) throw new Error('no component');
  const flow = emptyFlow(compact);
  const [first, other] = [flow.layout.slotStart[0] ?? 0, flow.layout.slotStart[1] ?? 0];
  flow.grow(first);
  flow.excess[first] = 1;
  flow.grow(other);
  expect([flow.places[first], flow.places[other], flow.excess[first]]).toEqual([0, 1, 0]);
  expect(flow.seats.pairOf.filter((pair) => pair >= 0)).toHaveLength(1);
  expect(flow.total).toBe(costOf(flow));
});

it('puts slots that share a case into one group, and lengths that share none into groups of their own', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), (problem) => {
      for (const compact of compactsIn(problem, LEVELS)) {
        const { layout } = emptyFlow(compact);
        const groupsOf = Array.from({ length: compact.cases }, (_, index) => [
          ...layout.casePair
            .subarray(layout.caseStart[index], layout.caseStart[index + 1])
            .map((pair) => layout.groupOf[layout.slotOf[pair] ?? 0] ?? -1),
        ]);
        expect(groupsOf.every((own) => own.every((group) => group === own[0]))).toBe(true);
        const lengths = new Set(compact.weight);
        const isOneLengthEach = groupsOf.every((_, index) => {
          const own = compact.weight.subarray(compact.caseStart[index], compact.caseStart[index + 1]);
          return own.every((weight) => weight === own[0]);
        });
        const groups = new Set(layout.groupOf);
        expect(groups.size).toBeLessThanOrEqual(lengths.size);
        expect(!isOneLengthEach || groups.size === lengths.size).toBe(true);
      }
    }),
  );
});
