import fc from 'fast-check';
import { type ProblemShape, smallProblems } from '../../../../test/support/planning-problems.js';
import { javascriptLpEngine } from '../../../engines/javascript-lp/index.js';
import { integerProblem } from '../integer-problem.js';
import { checkPlan, makePlan, type Problem } from '../index.js';
import { Assignment } from './assignment.js';
import { type Component, componentsOf } from './component.js';
import { evenedOut } from './even-out.js';
import { startingPlan } from './local-search.js';

const PROBLEM: Problem = {
  version: 1,
  leaders: [
    { id: 'K', days: 10 },
    { id: 'L', days: 10 },
    { id: 'M', days: 10 },
  ],
  cases: [
    { id: 'A', days: 5 },
    { id: 'B', days: 4 },
    { id: 'C', days: 6 },
    { id: 'D', days: 3 },
  ],
  candidates: [
    { leader: 'K', case: 'A', score: 1 },
    { leader: 'L', case: 'A', score: 2 },
    { leader: 'K', case: 'B', score: 3 },
    { leader: 'L', case: 'B', score: 3 },
    { leader: 'L', case: 'C', score: 4 },
    { leader: 'M', case: 'C', score: 4 },
  ],
};
const SHORT = { leader: 'K', case: 'D', score: 3 };

function componentOf(problem: Problem): Component {
  const [component] = componentsOf(integerProblem(problem)).toReversed();
  if (component === undefined) throw new Error('no component');
  return component;
}

/** Leaders K, L, M are 0, 1, 2 and cases A to D are 0 to 3; back come the same. */
function evened(matches: readonly (readonly [number, number])[], problem = PROBLEM, floor = 0): number[][] {
  const component = componentOf(problem);
  const plan = new Assignment(component, 1);
  for (const [leader, caseIndex] of matches) plan.place(component.pairBetween(caseIndex, leader) ?? -1);
  return evenedOut(plan, floor)
    .matchedPairs()
    .map((pair) => [component.pairs[pair]?.leader ?? -1, component.pairs[pair]?.case ?? -1]);
}

describe('the largest share falls', () => {
  it('by a case that goes to another leader at the same score', () => {
    expect(
      evened([
        [0, 0],
        [0, 1],
        [2, 2],
      ]),
    ).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  });

  it('by a case that pushes another one on', () => {
    expect(
      evened([
        [0, 0],
        [0, 1],
        [1, 2],
      ]),
    ).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  });

  it('by an exchange', () => {
    const candidates = [
      ...PROBLEM.candidates.filter(({ leader }) => leader !== 'M'),
      SHORT,
      { leader: 'L', case: 'D', score: 3 },
    ].filter((one) => one.case !== 'C');
    const leaders = PROBLEM.leaders.map((one) => ({ ...one, maxEngagements: one.id === 'K' ? 2 : 1 }));
    // Without A, which stays where it is: D comes from L in place of B.
    expect(
      evened(
        [
          [0, 0],
          [0, 1],
          [1, 2],
        ],
        { ...PROBLEM, leaders, candidates },
      ),
    ).toEqual([
      [0, 0],
      [1, 1],
      [0, 2],
    ]);
  });

  it('by a shorter case that was left out', () => {
    const leaders = PROBLEM.leaders.map((one) => ({ ...one, days: one.id === 'K' ? 10 : 0.5 }));
    const candidates = [...PROBLEM.candidates, SHORT];
    expect(
      evened(
        [
          [0, 0],
          [0, 1],
        ],
        { ...PROBLEM, leaders, candidates },
      ),
    ).toEqual([
      [0, 0],
      [0, 2],
    ]);
  });
});

it('leaves a plan as it is where every move costs, or where nothing is gained', () => {
  const candidates = PROBLEM.candidates.map((one) => ({ ...one, score: one.leader === 'L' ? 9 : one.score }));
  const matches = [
    [0, 0],
    [0, 1],
    [2, 2],
  ] as const;
  expect(evened(matches, { ...PROBLEM, candidates })).toEqual(matches);
  expect(evened(matches, PROBLEM, 0.9)).toEqual(matches);
});

const SHAPE: ProblemShape = { leaders: 5, cases: 9, halfDays: [0, 1, 2, 3, 5], pins: true };

it('keeps every limit, covers as much at every level, and never costs more', () => {
  let lowered = 0;
  fc.assert(
    fc.property(smallProblems(SHAPE), fc.boolean(), (problem, isFlat) => {
      const candidates = problem.candidates.map((one) => ({ ...one, score: isFlat ? 1 : one.score }));
      for (const component of componentsOf(integerProblem({ ...problem, candidates }))) {
        const before = startingPlan(component, 3, 1, 0);
        const [covered, score, share] = [[...before.covered], before.score, before.largestShare()];
        const after = evenedOut(before, 0);
        expect(after.covered).toEqual(covered);
        expect(after.score).toBeLessThanOrEqual(score);
        expect(after.largestShare()).toBeLessThanOrEqual(share);
        component.leaders.forEach((leader, index) => {
          expect(after.used(index)).toBeLessThanOrEqual(leader.halfDaysLeft);
          expect(after.heldBy(index).length).toBeLessThanOrEqual(leader.engagementsLeft);
        });
        lowered += Number(after.largestShare() < share);
      }
    }),
    { numRuns: 300, seed: 61 },
  );
  expect(lowered).toBeGreaterThan(8);
});

const ANY_SIZE = { mixedDaysCases: Infinity, equalDaysPairs: Infinity };

it('is done for components that are too large for an engine', () => {
  const problem: Problem = {
    version: 1,
    leaders: Array.from({ length: 30 }, (_, index) => ({ id: `L${index}`, days: 20 })),
    cases: Array.from({ length: 60 }, (_, index) => ({ id: `C${index}`, days: [3, 5][index % 2] ?? 5 })),
    candidates: Array.from({ length: 30 * 60 }, (_, index) => ({
      leader: `L${index % 30}`,
      case: `C${Math.floor(index / 30)}`,
      score: 1,
    })),
  };
  const settings = { engine: 'auto', timeLimitSeconds: 10, gap: 0, seed: 1, deterministic: true };
  const made = makePlan(problem, settings, {
    engines: [{ engine: javascriptLpEngine(), preferredUpTo: ANY_SIZE, refusedBeyond: ANY_SIZE }],
    secondsElapsed: () => 0,
    onProgress: () => undefined,
  });
  if (!made.ok) throw new Error(made.refusal.code);
  expect(checkPlan(problem, made.value)).toEqual([]);
  expect(made.value).toMatchObject({ status: 'optimal', score: 60 });
  // 240 days of 600: 8 of 20 each at best, and cases of 3 and 5 days make 8.
  expect(made.value.largestShare).toBeLessThanOrEqual(0.5);
});
