import { type ComparedSide, comparePlans, planMetrics, type PlanMatch } from './index.js';

const match = (leader: string, id: string, score = 5): PlanMatch => ({ leader, case: id, days: 5, score });

function side(matches: readonly PlanMatch[], changes: Partial<ComparedSide> = {}): ComparedSide {
  return {
    plan: { matches, score: matches.reduce((sum, one) => sum + one.score, 0) },
    leaders: new Map(['K', 'L', 'M'].map((id) => [id, { days: 10, maxEngagements: null }])),
    cases: new Map(['A', 'B', 'C'].map((id) => [id, { days: 5, priority: id === 'C' ? 2 : 1 }])),
    pair: () => ({ kind: 'possible', score: 5 }),
    isPinned: () => false,
    ...changes,
  };
}
const without = (id: string) => new Map([...side([]).leaders].filter(([leader]) => leader !== id));
const only = (code: string) => (leader: string) =>
  leader === 'K' ? ({ kind: 'refused', codes: [code] } as const) : ({ kind: 'possible', score: 5 } as const);
const oneCase = (id: string, days: number) => new Map([[id, { days, priority: 1 }]]);

it.each<[string, string, ComparedSide, ComparedSide, boolean?]>([
  ['the case is in the first alone', 'case-gone', side([match('K', 'A')]), side([], { cases: new Map() })],
  ['the case is in the second alone', 'case-new', side([], { cases: new Map() }), side([match('K', 'A')])],
  [
    'the leader is gone',
    'leader-gone',
    side([match('K', 'A')]),
    side([match('L', 'A')], { leaders: without('K') }),
  ],
  [
    'a rule refuses the pair now',
    'rule-refuses',
    side([match('K', 'A')]),
    side([match('L', 'A')], { pair: only('same-trust') }),
  ],
  [
    'a reviewer pinned it',
    'pinned',
    side([match('K', 'A')]),
    side([match('L', 'A')], { isPinned: (leader) => leader === 'L' }),
  ],
  [
    'the leader is new',
    'leader-new',
    side([match('L', 'A')], { leaders: without('K') }),
    side([match('K', 'A')]),
  ],
  [
    'the pair became possible',
    'became-possible',
    side([match('L', 'A')], { pair: only('no-days-left') }),
    side([match('K', 'A')]),
  ],
  [
    'the leader has fewer days',
    'days-changed',
    side([match('K', 'A')]),
    side([], { leaders: new Map([['K', { days: 4 }]]) }),
  ],
  [
    'the leader takes fewer engagements',
    'days-changed',
    side([match('K', 'A')]),
    side([], { leaders: new Map([['K', { days: 10, maxEngagements: 0 }]]) }),
  ],
  [
    'who has it now has more days',
    'days-changed',
    side([]),
    side([match('K', 'A')], { leaders: new Map([['K', { days: 11 }]]) }),
  ],
  [
    'the case needs other days',
    'case-days-changed',
    side([match('K', 'A')], { cases: oneCase('A', 5) }),
    side([], { cases: oneCase('A', 10) }),
  ],
  [
    'the run weighs otherwise',
    'parameters-changed',
    side([match('K', 'A')]),
    side([match('L', 'A', 1)]),
    false,
  ],
  ['it is better elsewhere', 'better-elsewhere', side([match('K', 'A')]), side([match('L', 'A', 1)])],
  ['it is a tie', 'same-score', side([match('K', 'A')]), side([match('L', 'A')])],
  ['it is dearer', 'days-went-to-others', side([match('K', 'A')]), side([match('L', 'A', 9)])],
  ['it lost its days', 'days-went-to-others', side([match('K', 'A')]), side([])],
  ['it found days', 'days-came-free', side([]), side([match('K', 'A')])],
])('says why: %s', (_what, reason, a, b, sameParameters = true) => {
  expect(comparePlans(a, b, sameParameters)[0]).toMatchObject({ case: 'A', reason });
});

it('names the rules, and the cases that have the days now', () => {
  const refused = comparePlans(side([match('K', 'A')]), side([], { pair: only('same-trust') }), true);
  expect(refused[0]).toMatchObject({ kind: 'newly-uncovered', rules: ['same-trust'], after: null });
  const lost = comparePlans(side([match('K', 'A')]), side([match('K', 'B')]), true);
  expect(lost).toMatchObject([
    { case: 'A', kind: 'newly-uncovered', because: ['B'] },
    { case: 'B', kind: 'newly-covered', because: ['A'] },
  ]);
});

it('calls a case gone that the second plan does not have, and puts it last', () => {
  const rows = comparePlans(
    side([match('K', 'A'), match('L', 'B')]),
    side([], { cases: oneCase('B', 3) }),
    true,
  );
  expect(rows).toMatchObject([
    { case: 'B', kind: 'newly-uncovered' },
    { case: 'A', kind: 'gone', reason: 'case-gone', before: 'K', after: null },
  ]);
});

it('puts the best priority first, then what became uncovered', () => {
  const rows = comparePlans(side([match('K', 'C'), match('L', 'B')]), side([match('K', 'A')]), true);
  expect(rows.map((row) => row.case)).toEqual(['B', 'A', 'C']);
});

it('finds nothing between a plan and itself', () => {
  expect(comparePlans(side([match('K', 'A')]), side([match('K', 'A', 9)]), true)).toEqual([]);
});

it('measures a plan', () => {
  const measured = (distanceMiles: number | null, needsMissed: number | null, leader = 'K') => ({
    ...{ leader, priority: 1, days: 2.5, score: 1.001, distanceMiles, needsMissed },
  });
  const cases = [1, 1, 1, 2].map((priority) => ({ priority }));
  const days = new Map([
    ['K', 10],
    ['L', 0],
  ]);
  expect(planMetrics(cases, [measured(1, 0), measured(4.04, 2), measured(2, 1, 'M')], days)).toEqual({
    ...{ cases: 4, covered: 3, score: 3.003, meanMiles: 2.3, medianMiles: 2, longestMiles: 4 },
    coverage: [
      { priority: 1, cases: 3, covered: 3 },
      { priority: 2, cases: 1, covered: 0 },
    ],
    ...{ needsMissed: 3, daysUsed: 7.5, leadersUsed: 2, largestShare: 0.5 },
  });
  expect(planMetrics([], [], new Map())).toMatchObject({
    meanMiles: null,
    medianMiles: null,
    largestShare: null,
  });
  expect(planMetrics(cases, [measured(null, null)], days)).toMatchObject({
    longestMiles: null,
    needsMissed: null,
  });
});
