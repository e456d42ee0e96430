import fc from 'fast-check';
import { bestPlanOf } from '../../../test/support/planning-best-plan.js';
import { type ProblemShape, smallProblems } from '../../../test/support/planning-problems.js';
import { loadHighsEngine } from '../../engines/highs/index.js';
import { javascriptLpEngine } from '../../engines/javascript-lp/index.js';
import type { LinearEngine } from '../linear/index.js';
import { type DayValue, makePlan, type Plan, type Problem } from './index.js';

const ANY_SIZE = { mixedDaysCases: Infinity, equalDaysPairs: Infinity };
const MIXED: ProblemShape = { leaders: 3, cases: 6, halfDays: [1, 2, 3, 5], pins: true };
const EQUAL: ProblemShape = { leaders: 3, cases: 6, halfDays: [3], pins: true };

let highs: LinearEngine = javascriptLpEngine();
beforeAll(async () => {
  highs = await loadHighsEngine();
});

function planned(problem: Problem, decomposedFromCases: number, timeLimitSeconds = 60): Plan {
  const outcome = makePlan(
    problem,
    { engine: 'auto', timeLimitSeconds, gap: 0, seed: 1, deterministic: true },
    {
      engines: [{ engine: highs, preferredUpTo: ANY_SIZE, refusedBeyond: ANY_SIZE }],
      ...{ secondsElapsed: () => 0, onProgress: () => undefined, decomposedFromCases },
    },
  );
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value;
}

/** What the best plan gains by solving again with one more day: the level first gained at, or the points. */
function gainOf(problem: Problem, leader: string) {
  const leaders = problem.leaders.map((one) => (one.id === leader ? { ...one, days: one.days + 1 } : one));
  const [before, after] = [bestPlanOf(problem), bestPlanOf({ ...problem, leaders })];
  if (before === null || after === null) throw new Error('no plan');
  const priorities = [...new Set(problem.cases.map((one) => one.priority ?? 1))].sort((a, b) => a - b);
  const at = after.coverage.findIndex((count, level) => count > (before.coverage[level] ?? 0));
  return {
    priority: priorities[at] ?? null,
    cases: (after.coverage[at] ?? 0) - (before.coverage[at] ?? 0),
    points: (before.cost - after.cost) / 1000,
  };
}

/** Whether solving again gains more than was said to be possible. */
function isBroken(value: DayValue, gain: ReturnType<typeof gainOf>): boolean {
  const [said, found] = [value.priority ?? Infinity, gain.priority ?? Infinity];
  if (found !== said) return found < said;
  return gain.priority === null
    ? gain.points > (value.mostPoints ?? NaN) + 1e-9
    : gain.cases > value.mostCases;
}

it.each([
  ['mixed days, by decomposition', MIXED, 1, 60],
  ['mixed days, by an engine', MIXED, Infinity, 60],
  ['mixed days, stopped before anything is proven', MIXED, 1, 1e-9],
  ['equal days, by flow', EQUAL, 1, 60],
] as const)(
  '%s: solving again with one more day gains at most what is said',
  (_way, shape, from, seconds) => {
    const told = { all: 0, nothing: 0, exact: 0 };
    fc.assert(
      fc.property(smallProblems(shape), (problem) => {
        const plan = planned(problem, from, seconds);
        if (plan.status === 'infeasible') return;
        for (const value of plan.dayValues ?? []) {
          const gain = gainOf(problem, value.leader);
          expect({ problem, value, gain, isBroken: isBroken(value, gain) }).toMatchObject({
            isBroken: false,
          });
          told.all += 1;
          told.nothing += Number(value.priority === null && value.mostPoints === 0);
          const isExact = value.priority === gain.priority && value.mostCases === gain.cases;
          told.exact += Number(isExact && (value.priority !== null || value.mostPoints === gain.points));
        }
      }),
      { numRuns: 200, seed: 51 },
    );
    // Not by saying little: mostly it is exactly what solving again gains.
    expect(told.all - told.nothing).toBeGreaterThan(20);
    expect(told.exact / told.all).toBeGreaterThan(0.9);
  },
);

describe('what one more day gains', () => {
  /** K is half a day short of B; a whole day of L would let A come over at a better score. */
  const problem: Problem = {
    version: 1,
    leaders: [
      { id: 'K', days: 6.5 },
      { id: 'L', days: 3 },
      { id: 'Z', days: 1 },
    ],
    cases: [
      { id: 'A', days: 4 },
      { id: 'B', days: 3, priority: 2 },
    ],
    candidates: [
      { leader: 'K', case: 'A', score: 9 },
      { leader: 'K', case: 'B', score: 4 },
      { leader: 'L', case: 'A', score: 2 },
      { leader: 'L', case: 'B', score: 30 },
      { leader: 'Z', case: 'A', score: 1 },
    ],
  };

  it('is told for every leader, nothing for one whom a day does not make longer than any case', () => {
    const { dayValues, coverage, score } = planned(problem, 1);
    expect([coverage.map(({ covered }) => covered), score]).toEqual([[1, 1], 39]);
    expect(dayValues).toEqual([
      { leader: 'K', priority: null, mostCases: 0, mostPoints: 26, price: 26 },
      { leader: 'L', priority: null, mostCases: 0, mostPoints: 33, price: 33 },
      { leader: 'Z', priority: null, mostCases: 0, mostPoints: 0, price: 0 },
    ]);
  });

  it('counts cases that nobody may take until then', () => {
    const made = planned(
      {
        ...problem,
        leaders: [
          { id: 'K', days: 0 },
          { id: 'L', days: 2.5 },
          { id: 'Z', days: 0 },
        ],
      },
      1,
    );
    expect(made.matches).toEqual([]);
    expect(made.dayValues).toEqual([
      { leader: 'K', priority: null, mostCases: 0, mostPoints: 0, price: 0 },
      { leader: 'L', priority: 2, mostCases: 1, mostPoints: null, price: 1 },
      { leader: 'Z', priority: null, mostCases: 0, mostPoints: 0, price: 0 },
    ]);
  });

  it('is told of nobody where the pins contradict each other', () => {
    const pins = [
      { leader: 'K', case: 'A' },
      { leader: 'L', case: 'A' },
    ];
    expect(planned({ ...problem, pins }, 1)).not.toHaveProperty('dayValues');
  });
});
