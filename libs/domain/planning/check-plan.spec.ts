import { checkPlan, type Plan, type Problem } from './index.js';

const PROBLEM: Problem = {
  version: 1,
  leaders: [
    { id: 'K', days: 8, maxEngagements: 2 },
    { id: 'L', days: 5 },
  ],
  cases: [
    { id: 'A', days: 3 },
    { id: 'B', days: 5 },
    { id: 'C', days: 3, priority: 2 },
    { id: 'D', days: 3, priority: 2 },
  ],
  candidates: [
    { leader: 'K', case: 'A', score: 1.5 },
    { leader: 'K', case: 'B', score: 2 },
    { leader: 'K', case: 'C', score: 1 },
    { leader: 'L', case: 'A', score: 0.5 },
    { leader: 'L', case: 'C', score: 4, days: 2 },
  ],
  pins: [{ leader: 'K', case: 'A' }],
  forbids: [{ leader: 'K', case: 'C' }],
};

const PLAN: Plan = {
  version: 1,
  status: 'optimal',
  matches: [
    { leader: 'K', case: 'A', days: 3, score: 1.5 },
    { leader: 'K', case: 'B', days: 5, score: 2 },
    { leader: 'L', case: 'C', days: 2, score: 4 },
  ],
  uncovered: [{ case: 'D', reason: 'no-candidate' }],
  coverage: [
    { priority: 1, cases: 2, covered: 2, bound: 2 },
    { priority: 2, cases: 2, covered: 1, bound: 1 },
  ],
  score: 7.5,
  scoreBound: 7.5,
  gap: 0,
  engine: 'test 1.0',
  seconds: 0.1,
  seed: 1,
  largestShare: 1,
};

function codes(problem: Problem, plan: Plan): string[] {
  return [...new Set(checkPlan(problem, plan).map((violation) => violation.code))];
}

function withMatch(index: number, change: Partial<Plan['matches'][number]>): Plan {
  return {
    ...PLAN,
    matches: PLAN.matches.map((match, at) => (at === index ? { ...match, ...change } : match)),
  };
}

function withLevel(index: number, change: Partial<Plan['coverage'][number]>): Plan {
  return {
    ...PLAN,
    coverage: PLAN.coverage.map((level, at) => (at === index ? { ...level, ...change } : level)),
  };
}

it('accepts a sound plan', () => {
  expect(checkPlan(PROBLEM, PLAN)).toEqual([]);
});

it('accepts a plan whose bounds are not met, called feasible', () => {
  const plan = { ...withLevel(1, { bound: 2 }), status: 'feasible' as const, scoreBound: 6, gap: 0.2 };
  expect(checkPlan(PROBLEM, plan)).toEqual([]);
});

// Every kind of corruption of the sound plan, and the code that must be among those found.
it.each<[string, Plan, string]>([
  ['an unknown version', { ...PLAN, version: 2 as unknown as 1 }, 'unknown-version'],
  ['a stranger as leader', withMatch(2, { leader: 'Z' }), 'unknown-leader'],
  ['a stranger as case', withMatch(2, { case: 'Z' }), 'unknown-case'],
  ['a pair that is no candidate', withMatch(2, { case: 'D' }), 'not-a-candidate'],
  ['other days than the candidate has', withMatch(2, { days: 3 }), 'wrong-days'],
  ['another score than the candidate has', withMatch(1, { score: 2.001 }), 'wrong-score'],
  [
    'a case matched twice',
    { ...PLAN, matches: [...PLAN.matches, { leader: 'L', case: 'A', days: 3, score: 0.5 }] },
    'case-matched-twice',
  ],
  [
    'the same match twice',
    { ...PLAN, matches: [...PLAN.matches, ...PLAN.matches.slice(2)] },
    'case-matched-twice',
  ],
  ['a pin left out', { ...PLAN, matches: PLAN.matches.slice(1) }, 'pin-missing'],
  ['a pin given to somebody else', withMatch(0, { leader: 'L', score: 0.5 }), 'pin-missing'],
  ['a forbidden match', withMatch(2, { leader: 'K', days: 3, score: 1 }), 'forbidden-match'],
  ['a case neither matched nor uncovered', { ...PLAN, uncovered: [] }, 'uncovered-list-wrong'],
  [
    'a matched case called uncovered',
    { ...PLAN, uncovered: [...PLAN.uncovered, { case: 'A', reason: 'x' }] },
    'uncovered-list-wrong',
  ],
  [
    'an uncovered case listed twice',
    { ...PLAN, uncovered: [...PLAN.uncovered, ...PLAN.uncovered] },
    'uncovered-list-wrong',
  ],
  ['no reason', { ...PLAN, uncovered: [{ case: 'D', reason: '' }] }, 'reason-missing'],
  ['a wrong count of cases', withLevel(1, { cases: 3 }), 'coverage-wrong'],
  ['a wrong count of covered', withLevel(1, { covered: 2, bound: 2 }), 'coverage-wrong'],
  ['a missing priority', { ...PLAN, coverage: PLAN.coverage.slice(0, 1) }, 'coverage-wrong'],
  ['priorities out of order', { ...PLAN, coverage: PLAN.coverage.toReversed() }, 'coverage-wrong'],
  ['a bound below what is covered', withLevel(0, { bound: 1 }), 'coverage-bound-wrong'],
  [
    'a bound above the cases there are',
    { ...withLevel(0, { bound: 3 }), status: 'feasible' },
    'coverage-bound-wrong',
  ],
  ['half a case as bound', { ...withLevel(1, { bound: 1.5 }), status: 'feasible' }, 'coverage-bound-wrong'],
  ['a wrong total', { ...PLAN, score: 7.501, scoreBound: 7.501 }, 'total-score-wrong'],
  [
    'a bound above the score',
    { ...PLAN, scoreBound: 8, gap: -0.5 / 7.5, status: 'feasible' },
    'score-bound-wrong',
  ],
  ['a negative bound', { ...PLAN, scoreBound: -1, gap: 8.5 / 7.5, status: 'feasible' }, 'score-bound-wrong'],
  [
    'a bound that is no number',
    { ...PLAN, scoreBound: NaN, gap: 0, status: 'feasible' },
    'score-bound-wrong',
  ],
  ['a wrong gap', { ...PLAN, gap: 0.01 }, 'gap-wrong'],
  ['optimal with an open score', { ...PLAN, scoreBound: 6, gap: 0.2 }, 'status-wrong'],
  ['optimal with an open coverage', withLevel(1, { bound: 2 }), 'status-wrong'],
  ['feasible with every bound met', { ...PLAN, status: 'feasible' }, 'status-wrong'],
  ['infeasible with matches', { ...PLAN, status: 'infeasible' }, 'status-wrong'],
  ['a wrong largest share', { ...PLAN, largestShare: 0.9 }, 'largest-share-wrong'],
  ['no engine', { ...PLAN, engine: '' }, 'header-wrong'],
  ['a broken seed', { ...PLAN, seed: 1.5 }, 'header-wrong'],
  ['negative time', { ...PLAN, seconds: -1 }, 'header-wrong'],
  [
    'a conflict in a plan that is not infeasible',
    { ...PLAN, conflict: [{ leader: 'K', case: 'A' }] },
    'conflict-wrong',
  ],
])('finds %s', (_what, plan, code) => {
  expect(codes(PROBLEM, plan)).toContain(code);
});

it('finds a leader over days, and one over engagements', () => {
  const leaders = (change: object) =>
    PROBLEM.leaders.map((leader) => (leader.id === 'K' ? { ...leader, ...change } : leader));
  expect(codes({ ...PROBLEM, leaders: leaders({ days: 7.5 }) }, PLAN)).toContain('over-days');
  expect(codes({ ...PROBLEM, leaders: leaders({ maxEngagements: 1 }) }, PLAN)).toContain('over-engagements');
});

describe('of an infeasible plan', () => {
  const problem: Problem = {
    ...PROBLEM,
    pins: [
      { leader: 'K', case: 'A' },
      { leader: 'L', case: 'A' },
      { leader: 'K', case: 'B' },
    ],
  };
  const infeasible = (conflict: Plan['conflict']): Plan => ({
    ...PLAN,
    status: 'infeasible',
    matches: [],
    uncovered: PROBLEM.cases.map((one) => ({ case: one.id, reason: 'pins-contradict' })),
    coverage: PLAN.coverage.map((level) => ({ ...level, covered: 0, bound: 0 })),
    score: 0,
    scoreBound: 0,
    largestShare: 0,
    ...(conflict ? { conflict } : {}),
  });
  const [first, second, third] = problem.pins ?? [];

  it('accepts a smallest conflict', () => {
    expect(checkPlan(problem, infeasible(problem.pins?.slice(0, 2)))).toEqual([]);
  });

  it.each<[string, Plan['conflict'], string]>([
    ['none', undefined, 'no-contradiction'],
    ['pins that go together', first && third && [first, third], 'no-contradiction'],
    ['more pins than it takes', first && second && third && [first, second, third], 'not-minimal'],
    ['a pair that is no pin', [{ leader: 'L', case: 'C' }], 'not-all-are-pins'],
  ])('refuses %s', (_what, conflict, why) => {
    expect(checkPlan(problem, infeasible(conflict))).toEqual([{ code: 'conflict-wrong', facts: { why } }]);
  });
});
