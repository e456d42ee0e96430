import { explainUncovered, type Problem } from './index.js';

const PROBLEM: Problem = {
  version: 1,
  leaders: [
    { id: 'K', days: 8, maxEngagements: 1 },
    { id: 'L', days: 6 },
  ],
  cases: [
    { id: 'A', days: 5 },
    { id: 'B', days: 4.5 },
    { id: 'N', days: 1 },
    { id: 'F', days: 1 },
    { id: 'Q', days: 2, priority: 2 },
    { id: 'X', days: 2 },
  ],
  candidates: [
    { leader: 'K', case: 'A', score: 1 },
    { leader: 'K', case: 'B', score: 9 },
    { leader: 'L', case: 'B', score: 1 },
    { leader: 'L', case: 'F', score: 1 },
    { leader: 'K', case: 'Q', score: 1 },
    { leader: 'L', case: 'X', score: 1 },
  ],
  forbids: [{ leader: 'L', case: 'F' }],
};
const MATCHES = [
  { leader: 'K', case: 'A', days: 5, score: 1 },
  { leader: 'L', case: 'X', days: 2, score: 1 },
];
const PROVEN = [
  { priority: 1, cases: 4, covered: 1, bound: 1 },
  { priority: 2, cases: 1, covered: 0, bound: 0 },
];

function explanations(coverage = PROVEN) {
  return Object.fromEntries(
    explainUncovered(PROBLEM, { matches: MATCHES, coverage }).map(({ case: id, ...rest }) => [id, rest]),
  );
}

it('names nobody, only rulings, and full leaders apart', () => {
  const said = explanations();
  expect(Object.keys(said)).toEqual(['B', 'N', 'F', 'Q']);
  expect(said['N']).toEqual({
    reason: 'no-candidate',
    facts: { candidates: 0, forbidden: 0, lackDays: 0, lackEngagements: 0 },
    remedy: null,
  });
  expect(said['F']).toEqual({
    reason: 'forbidden-only',
    facts: { candidates: 1, forbidden: 1, lackDays: 0, lackEngagements: 0 },
    remedy: { code: 'lift-forbid', leader: 'L', days: 0, engagements: 0 },
  });
  expect(said['B']).toMatchObject({
    reason: 'all-candidates-full',
    facts: { candidates: 2, lackDays: 2, lackEngagements: 1 },
  });
});

it('finds the leader with the fewest days to add, and counts an engagement apart', () => {
  expect(explanations()['B']?.remedy).toEqual({ code: 'more-days', leader: 'L', days: 0.5, engagements: 0 });
  expect(explanations()['Q']?.remedy).toEqual({
    code: 'more-engagements',
    leader: 'K',
    days: 0,
    engagements: 1,
  });
});

it('says that the time ran out where more of that priority may be covered', () => {
  const open = explanations([{ priority: 1, cases: 4, covered: 1, bound: 2 }, ...PROVEN.slice(1)]);
  expect(open['B']?.reason).toBe('not-reached-in-time');
  expect(open['N']?.reason).toBe('no-candidate');
  expect(open['Q']?.reason).toBe('all-candidates-full');
});

it('tells both when a leader lacks days and an engagement', () => {
  const said = explainUncovered(
    {
      ...PROBLEM,
      candidates: PROBLEM.candidates.filter((one) => one.leader === 'K' || one.case === 'X'),
    },
    { matches: MATCHES, coverage: PROVEN },
  );
  expect(said[0]?.remedy).toEqual({
    code: 'more-days-and-engagements',
    leader: 'K',
    days: 1.5,
    engagements: 1,
  });
});

describe('a way past others', () => {
  const matches = [
    { leader: 'K', case: 'A', days: 5, score: 1 },
    { leader: 'L', case: 'X', days: 2, score: 1 },
  ];
  const problem: Problem = {
    version: 1,
    leaders: [
      { id: 'K', days: 5 },
      { id: 'L', days: 6 },
      { id: 'M', days: 3 },
    ],
    cases: [
      { id: 'A', days: 5 },
      { id: 'B', days: 5 },
      { id: 'X', days: 2 },
    ],
    candidates: [
      { leader: 'K', case: 'A', score: 1 },
      { leader: 'L', case: 'A', score: 3.5 },
      { leader: 'K', case: 'B', score: 2 },
      { leader: 'L', case: 'X', score: 1 },
    ],
  };
  const explain = (changes: Partial<Problem> = {}) =>
    explainUncovered({ ...problem, ...changes }, { matches, coverage: [] })[0];

  it('asks the fewest days of whoever ends it', () => {
    expect(explain()).toMatchObject({
      reason: 'all-candidates-full',
      remedy: {
        code: 'more-days',
        leader: 'L',
        days: 1,
        engagements: 0,
        moves: [
          { case: 'B', from: null, to: 'K' },
          { case: 'A', from: 'K', to: 'L' },
        ],
      },
    });
  });

  it('is a remedy of its own where it needs nothing, and shows that the plan could cover more', () => {
    const toM = { leader: 'M', case: 'X', score: 9 };
    expect(explain({ candidates: [...problem.candidates, toM] })).toMatchObject({
      reason: 'not-reached-in-time',
      remedy: {
        code: 'move-others',
        leader: 'K',
        moves: [
          { case: 'B', from: null, to: 'K' },
          { case: 'A', from: 'K', to: 'L' },
          { case: 'X', from: 'L', to: 'M' },
        ],
      },
    });
  });

  it('never moves a pinned case', () => {
    const pins = [{ leader: 'K', case: 'A' }];
    expect(explain({ pins })?.remedy).toEqual({ code: 'more-days', leader: 'K', days: 5, engagements: 0 });
  });

  it('may follow a ruling that is lifted', () => {
    const forbids = [{ leader: 'K', case: 'B' }];
    const leaders = problem.leaders.map((one) => (one.id === 'L' ? { ...one, days: 7 } : one));
    expect(explain({ forbids, leaders })).toMatchObject({
      reason: 'forbidden-only',
      remedy: { code: 'lift-forbid', leader: 'K', days: 0, moves: [{ case: 'B' }, { case: 'A', to: 'L' }] },
    });
  });
});
