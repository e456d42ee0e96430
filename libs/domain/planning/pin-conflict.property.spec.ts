import fc from 'fast-check';
import { type ProblemShape, smallProblems } from '../../../test/support/planning-problems.js';
import { allPlans } from '../../../test/support/planning-brute-force.js';
import type { Problem, ProblemPair } from './index.js';
import { integerProblem } from './integer-problem.js';
import { pinConflict } from './pin-conflict.js';

const SHAPE: ProblemShape = { leaders: 2, cases: 5, halfDays: [1, 2, 3], pins: true };

function hasPlan(problem: Problem, pins: readonly ProblemPair[]): boolean {
  return allPlans({ ...problem, pins }).leastScore.size > 0;
}

/** Every set of some of these, the small ones first. */
function subsets(pins: readonly ProblemPair[]): (readonly ProblemPair[])[] {
  const all = pins.reduce<(readonly ProblemPair[])[]>(
    (sets, pin) => [...sets, ...sets.map((set) => [...set, pin])],
    [[]],
  );
  return all.sort((a, b) => a.length - b.length);
}

it('is as small as any contradiction that trying every set of pins finds', () => {
  const sizes = new Map<number, number>();
  const withManyPins = smallProblems(SHAPE).map((problem): Problem => ({
    ...problem,
    pins: problem.candidates.slice(0, 6).map(({ leader, case: id }) => ({ leader, case: id })),
  }));
  fc.assert(
    fc.property(withManyPins, (problem) => {
      const integers = integerProblem(problem);
      const found = pinConflict(integers);
      const smallest = subsets(problem.pins ?? []).find((set) => !hasPlan(problem, set));
      expect(found?.length ?? null).toBe(smallest?.length ?? null);
      if (found === null) return;
      sizes.set(found.length, (sizes.get(found.length) ?? 0) + 1);
      const named = found.flatMap((index) => {
        const pair = integers.pairs[index];
        const leader = integers.leaders[pair?.leader ?? -1]?.id;
        const id = integers.cases[pair?.case ?? -1]?.id;
        return leader === undefined || id === undefined ? [] : [{ leader, case: id }];
      });
      expect(named).toHaveLength(found.length);
      expect(hasPlan(problem, named)).toBe(false);
      const parts = named.map((_pin, index) => named.toSpliced(index, 1));
      expect(parts.every((part) => hasPlan(problem, part))).toBe(true);
    }),
    { numRuns: 300, seed: 51 },
  );
  expect([1, 2, 3].map((size) => (sizes.get(size) ?? 0) > 0)).toEqual([true, true, true]);
});
