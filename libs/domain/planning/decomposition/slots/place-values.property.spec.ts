import fc from 'fast-check';
import { changes, changePlaces, boundByPrices, emptyFlow } from '../../../../../test/support/slot-flows.js';
import { compactsIn } from '../../../../../test/support/planning-compacts.js';
import { smallProblems } from '../../../../../test/support/planning-problems.js';
import { PlaceValues } from './place-values.js';
import type { SlotFlow } from './slot-flow.js';

const SHAPE = { leaders: 4, cases: 8, halfDays: [1, 3, 5], pins: false };
const LEVELS = 3;

function changeBy(flow: SlotFlow, slot: number, grows: boolean): number {
  flow.begin();
  const before = flow.total;
  changePlaces(flow, { slot, grows });
  const change = flow.total - before;
  flow.undo();
  return change;
}

it('says exactly what one more place saves and what one less costs', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), changes, changes, (problem, first, then) => {
      for (const compact of compactsIn(problem, LEVELS)) {
        const flow = emptyFlow(compact);
        for (const step of first) changePlaces(flow, step);
        const values = new PlaceValues(flow);
        for (const step of then) changePlaces(flow, step);
        values.update();
        for (let slot = 0; slot < flow.layout.slots; slot++) {
          expect((values.lower[slot] ?? 0) + changeBy(flow, slot, true)).toBe(0);
          if (flow.places[slot] === 0) continue;
          expect((values.upper[slot] ?? 0) - changeBy(flow, slot, false)).toBe(0);
        }
      }
    }),
  );
});

it('gives prices that prove the filling, the lower ones as well as the upper ones', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), changes, (problem, steps) => {
      for (const compact of compactsIn(problem, LEVELS)) {
        const flow = emptyFlow(compact);
        for (const step of steps) changePlaces(flow, step);
        const values = new PlaceValues(flow);
        expect(boundByPrices(flow, values.lower)).toBe(flow.total);
        expect(boundByPrices(flow, values.upper)).toBe(flow.total);
      }
    }),
  );
});
