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
  ],
  candidates: [
    { leader: 'K', case: 'A', score: 1 },
    { leader: 'K', case: 'B', score: 9 },
    { leader: 'L', case: 'B', score: 1 },
    { leader: 'L', case: 'F', score: 1 },
    { leader: 'K', case: 'Q', score: 1 },
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
    { ...PROBLEM, candidates: [{ leader: 'K', case: 'B', score: 1 }] },
    { matches: MATCHES, coverage: PROVEN },
  );
  expect(said[0]?.remedy).toEqual({
    code: 'more-days-and-engagements',
    leader: 'K',
    days: 1.5,
    engagements: 1,
  });
});
