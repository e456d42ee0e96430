import { explainRun, type Plan, type Problem } from './index.js';

const PROBLEM: Problem = {
  version: 1,
  leaders: [
    { id: 'K', days: 5 },
    { id: 'L', days: 4.5 },
  ],
  cases: [
    { id: 'A', days: 5 },
    { id: 'B', days: 5 },
  ],
  candidates: [
    { leader: 'K', case: 'A', score: 1 },
    { leader: 'K', case: 'B', score: 2 },
    { leader: 'L', case: 'A', score: 4 },
  ],
};
const PLAN: Plan = {
  ...{ version: 1, status: 'optimal', score: 1, scoreBound: 1, gap: 0, engine: 'test', seconds: 0, seed: 1 },
  matches: [{ leader: 'K', case: 'A', days: 5, score: 1 }],
  uncovered: [{ case: 'B', reason: 'all-candidates-full' }],
  coverage: [{ priority: 1, cases: 2, covered: 1, bound: 1 }],
};

it('says of every case what there is to say, and where one more day would help', () => {
  const insight = explainRun(PROBLEM, PLAN, () => 'London');
  expect(insight.cases).toMatchObject([
    {
      case: 'A',
      leader: 'K',
      score: 1,
      candidates: 2,
      uncovered: null,
      alternatives: [{ leader: 'L', reason: 'too-long' }],
    },
    {
      ...{ case: 'B', leader: null, score: null, candidates: 1 },
      alternatives: [{ leader: 'K', reason: 'full', dearerBy: null, serves: [{ case: 'A' }] }],
      uncovered: { reason: 'all-candidates-full', remedy: { code: 'more-days', leader: 'L', days: 0.5 } },
    },
  ]);
  expect(insight.leaders[0]).toMatchObject({ leader: 'L', oneMoreDay: { case: 'B', days: 0.5 } });
  expect(insight.regions).toMatchObject([{ region: 'London', uncovered: 1, fewestDays: 0.5 }]);
});

it('works out what making room costs for fewer leaders of each case where there are very many cases', () => {
  const many = 6000;
  const cases = Array.from({ length: many }, (_, index) => ({ id: `C${String(index)}`, days: 5 }));
  const problem: Problem = {
    version: 1,
    leaders: ['K', 'L', 'M', 'N'].map((id) => ({ id, days: 5 })),
    cases,
    candidates: ['K', 'L', 'M', 'N'].flatMap((leader, score) =>
      cases.slice(0, 5).map((one) => ({ leader, case: one.id, score })),
    ),
  };
  const matches = ['K', 'L', 'M', 'N'].map((leader, score) => ({
    leader,
    case: `C${String(score)}`,
    days: 5,
    score,
  }));
  const insight = explainRun(problem, { ...PLAN, matches, uncovered: [], coverage: [] }, () => null);
  const last = insight.cases.find((one) => one.case === 'C4');
  expect(last?.alternatives.map((one) => [one.leader, one.reason, one.roomNotLookedFor ?? false])).toEqual([
    ['K', 'full', false],
    ['L', 'full', false],
    ['M', 'full', true],
    ['N', 'full', true],
  ]);
  expect(last?.alternatives.map((one) => one.makingRoom?.uncovers)).toEqual([
    'C0',
    'C1',
    undefined,
    undefined,
  ]);
});
