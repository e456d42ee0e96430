import fc from 'fast-check';
import { bestPlanOf } from '../../../test/support/planning-best-plan.js';
import { compareCoverage } from '../../../test/support/planning-brute-force.js';
import { type ProblemShape, smallProblems } from '../../../test/support/planning-problems.js';
import { marginalValues, PlanState, type Problem, regionNeeds } from './index.js';

const PROBLEM: Problem = {
  version: 1,
  leaders: [
    { id: 'K', days: 5 },
    { id: 'L', days: 9, maxEngagements: 1 },
    { id: 'M', days: 4.5 },
    { id: 'N', days: 3 },
  ],
  cases: [
    { id: 'A', days: 5 },
    { id: 'B', days: 5 },
    { id: 'C', days: 3, priority: 2 },
    { id: 'D', days: 5 },
    { id: 'E', days: 4, priority: 2 },
  ],
  candidates: [
    { leader: 'K', case: 'A', score: 9 },
    { leader: 'M', case: 'A', score: 5 },
    { leader: 'K', case: 'B', score: 2 },
    { leader: 'L', case: 'D', score: 1 },
    { leader: 'L', case: 'E', score: 1 },
    { leader: 'N', case: 'C', score: 1 },
    { leader: 'K', case: 'E', score: 8 },
  ],
};
const MATCHES = [
  { leader: 'K', case: 'A' },
  { leader: 'L', case: 'D' },
  { leader: 'N', case: 'C' },
];

const STATE = PlanState.of(PROBLEM, MATCHES);
const VALUES = marginalValues(STATE);
const valueOf = (leader: string) => VALUES.find((one) => one.leader === leader);

it('says whom one more day would bring in, past others too, and what it would save', () => {
  expect(VALUES.map(({ leader }) => leader)).toEqual(['M', 'K', 'L', 'N']);
  expect(valueOf('M')).toMatchObject({
    daysLeft: 4.5,
    oneMoreDay: {
      case: 'B',
      priority: 1,
      days: 0.5,
      moves: [
        { case: 'B', from: null, to: 'K' },
        { case: 'A', from: 'K', to: 'M' },
      ],
    },
    saves: 4,
    savedBy: 'A',
  });
});

it('says how many days bring in the next where one does not', () => {
  expect(valueOf('K')).toMatchObject({ oneMoreDay: null, nextCase: { case: 'E', days: 4 }, saves: 0 });
});

it('says where engagements bind, whatever the days', () => {
  expect(valueOf('L')).toMatchObject({ engagementsBind: true, oneMoreDay: null, nextCase: null });
});

it('ranks regions by the uncovered cases of the best priority', () => {
  const regionOf = (id: string): string | null => ({ A: 'North', B: 'South', E: 'North' })[id] ?? null;
  const daysOf = (id: string): number => PROBLEM.cases.find((one) => one.id === id)?.days ?? 0;
  expect(regionNeeds(STATE, VALUES, regionOf, daysOf)).toEqual([
    {
      ...{ region: 'South', cases: 1, uncovered: 1, withoutCandidate: 0, daysShort: 5 },
      ...{ uncoveredByPriority: [{ priority: 1, cases: 1 }], leadersOneDayShort: 1, fewestDays: 0.5 },
    },
    {
      ...{ region: 'North', cases: 2, uncovered: 1, withoutCandidate: 0, daysShort: 4 },
      ...{ uncoveredByPriority: [{ priority: 2, cases: 1 }], leadersOneDayShort: 0, fewestDays: 4 },
    },
    {
      ...{ region: null, cases: 2, uncovered: 0, withoutCandidate: 0, daysShort: 0 },
      ...{ uncoveredByPriority: [], leadersOneDayShort: 0, fewestDays: null },
    },
  ]);
});

describe('beside what the solving told', () => {
  const day = { mostCases: 1, mostPoints: null };
  const told = [
    { leader: 'K', priority: 2, price: 0.5, ...day },
    { leader: 'L', priority: 2, price: 0.75, ...day },
    { leader: 'N', priority: 1, price: 0, ...day },
  ];
  const values = marginalValues(STATE, told);

  it('a sure gain comes first, then the price of the day', () => {
    expect(values.map(({ leader, atMost }) => [leader, atMost?.price])).toEqual([
      ['M', undefined],
      ['L', 0.75],
      ['K', 0.5],
      ['N', 0],
    ]);
  });

  it('a region is told of the dearest day among the leaders who may take its cases', () => {
    const regionOf = (id: string): string => (id === 'B' || id === 'C' ? 'South' : 'North');
    const regions = regionNeeds(STATE, values, regionOf, () => 1);
    expect(regions.map(({ region, dearestDay }) => [region, dearestDay?.leader])).toEqual([
      ['South', 'K'],
      ['North', 'L'],
    ]);
  });
});

const SHAPE: ProblemShape = { leaders: 3, cases: 6, halfDays: [1, 2, 3, 4], pins: false };

/** The best plan once the leader gives so many days more. */
function withMore(problem: Problem, id: string, days: number) {
  return bestPlanOf({
    ...problem,
    leaders: problem.leaders.map((one) => (one.id === id ? { ...one, days: one.days + days } : one)),
  });
}

it('never promises more than solving again with those days would give', () => {
  const promised = { cases: 0, points: 0 };
  fc.assert(
    fc.property(smallProblems(SHAPE), (problem) => {
      const best = bestPlanOf(problem);
      if (best === null) return;
      for (const value of marginalValues(PlanState.of(problem, best.matches))) {
        for (const next of [value.oneMoreDay, value.nextCase]) {
          if (next === null) continue;
          const more = withMore(problem, value.leader, next.days);
          expect(compareCoverage(more?.coverage ?? [], best.coverage)).toBeGreaterThan(0);
          promised.cases += 1;
        }
        if (value.saves === 0) continue;
        const more = withMore(problem, value.leader, 1);
        const order = compareCoverage(more?.coverage ?? [], best.coverage);
        const saved = order > 0 ? Infinity : best.cost - (more?.cost ?? Infinity);
        expect(saved).toBeGreaterThanOrEqual(Math.round(value.saves * 1000));
        promised.points += 1;
      }
    }),
    { numRuns: 250, seed: 41 },
  );
  expect(promised.cases).toBeGreaterThan(50);
  expect(promised.points).toBeGreaterThan(5);
});
