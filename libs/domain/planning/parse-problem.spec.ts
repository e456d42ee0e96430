import { parseProblem } from './index.js';

const GOOD = {
  version: 1,
  leaders: [
    { id: 'L1', days: 10, maxEngagements: 2 },
    { id: 'L2', days: 0.5 },
  ],
  cases: [
    { id: 'C1', days: 3, priority: 2 },
    { id: 'C2', days: 5 },
  ],
  candidates: [
    { leader: 'L1', case: 'C1', score: 12.345 },
    { leader: 'L1', case: 'C2', score: 0, days: 4.5 },
  ],
  pins: [{ leader: 'L1', case: 'C1' }],
  forbids: [{ leader: 'L2', case: 'C2' }],
};

function faultsOf(input: unknown): string[] {
  const parsed = parseProblem(input);
  return parsed.ok ? [] : parsed.refusal.facts.faults.map((fault) => `${fault.pointer} ${fault.code}`);
}

it('reads a whole problem and leaves out fields it does not know', () => {
  expect(
    parseProblem({ ...GOOD, comment: 'x', leaders: GOOD.leaders.map((one) => ({ ...one, name: 'y' })) }),
  ).toEqual({
    ok: true,
    value: GOOD,
  });
});

it('accepts a pin that is also forbidden: that problem can be read, and has no plan', () => {
  expect(faultsOf({ ...GOOD, forbids: GOOD.pins })).toEqual([]);
});

it.each<[string, unknown, string[]]>([
  ['null', null, [' not-an-object']],
  ['a list', [], [' not-an-object']],
  ['nothing in it', {}, ['/version missing', '/leaders missing', '/cases missing', '/candidates missing']],
  ['a later version', { ...GOOD, version: 2 }, ['/version unknown-version']],
  ['a list that is none', { ...GOOD, pins: {} }, ['/pins not-an-array']],
  ['an item that is none', { ...GOOD, cases: [...GOOD.cases, 7] }, ['/cases/2 not-an-object']],
])('refuses %s', (_what, input, expected) => {
  expect(faultsOf(input)).toEqual(expected);
});

it.each<[string, object, string[]]>([
  ['no id', { days: 1 }, ['/leaders/0/id missing']],
  ['a number as id', { id: 7, days: 1 }, ['/leaders/0/id not-a-string']],
  ['a blank id', { id: ' ', days: 1 }, ['/leaders/0/id empty']],
  ['no days', { id: 'L' }, ['/leaders/0/days missing']],
  ['days as text', { id: 'L', days: '3' }, ['/leaders/0/days not-a-number']],
  ['negative days', { id: 'L', days: -0.5 }, ['/leaders/0/days negative']],
  ['a third of a day', { id: 'L', days: 0.33 }, ['/leaders/0/days not-a-half-day']],
  ['days beyond any calendar', { id: 'L', days: 1e300 }, ['/leaders/0/days too-large']],
  [
    'half an engagement',
    { id: 'L', days: 1, maxEngagements: 1.5 },
    ['/leaders/0/maxEngagements not-a-whole-number'],
  ],
  [
    'engagements below zero',
    { id: 'L', days: 1, maxEngagements: -1 },
    ['/leaders/0/maxEngagements negative'],
  ],
  [
    'null engagements',
    { id: 'L', days: 1, maxEngagements: null },
    ['/leaders/0/maxEngagements not-a-number'],
  ],
])('refuses a leader with %s', (_what, leader, expected) => {
  expect(faultsOf({ version: 1, leaders: [leader], cases: [], candidates: [] })).toEqual(expected);
});

it.each<[string, object, string[]]>([
  ['priority 0', { priority: 0 }, ['/cases/0/priority too-small']],
  ['a broken priority', { priority: 1.5 }, ['/cases/0/priority not-a-whole-number']],
])('refuses a case with %s', (_what, change, expected) => {
  expect(
    faultsOf({ version: 1, leaders: [], cases: [{ id: 'C', days: 1, ...change }], candidates: [] }),
  ).toEqual(expected);
});

it.each<[string, object, string[]]>([
  ['an unknown leader', { leader: 'L9' }, ['/candidates/2/leader unknown-leader']],
  ['an unknown case', { case: 'C9' }, ['/candidates/2/case unknown-case']],
  ['a pair listed before', { leader: 'L1' }, ['/candidates/2 duplicate-candidate']],
  ['a negative score', { score: -1 }, ['/candidates/2/score negative']],
  ['four decimals', { score: 1.0001 }, ['/candidates/2/score too-many-decimals']],
  ['a score beyond exact sums', { score: 1e12 }, ['/candidates/2/score too-large']],
  ['days in thirds', { days: 1.3 }, ['/candidates/2/days not-a-half-day']],
])('refuses a candidate with %s', (_what, change, expected) => {
  const extra = { leader: 'L2', case: 'C1', score: 1, ...change };
  expect(faultsOf({ ...GOOD, candidates: [...GOOD.candidates, extra] })).toEqual(expected);
});

it('refuses duplicate ids, pins that are no candidate and rulings on strangers, all at once', () => {
  expect(
    faultsOf({
      ...GOOD,
      leaders: [...GOOD.leaders, { id: 'L1', days: 1 }],
      cases: [...GOOD.cases, { id: 'C2', days: 1 }],
      pins: [
        { leader: 'L2', case: 'C1' },
        { leader: 'X', case: 'C1' },
      ],
      forbids: [{ leader: 'L1', case: 'Y' }],
    }),
  ).toEqual([
    '/leaders/2/id duplicate-id',
    '/cases/2/id duplicate-id',
    '/pins/1/leader unknown-leader',
    '/forbids/0/case unknown-case',
    '/pins/0 pin-is-no-candidate',
  ]);
});

it('tells a slip once: what refers to a faulty item is not called unknown', () => {
  expect(faultsOf({ ...GOOD, leaders: [{ id: 'L1', days: 0.3 }, ...GOOD.leaders.slice(1)] })).toEqual([
    '/leaders/0/days not-a-half-day',
  ]);
  expect(faultsOf({ ...GOOD, cases: 'none' })).toEqual(['/cases not-an-array']);
  expect(faultsOf({ ...GOOD, candidates: GOOD.candidates.map((one) => ({ ...one, score: -1 })) })).toEqual([
    '/candidates/0/score negative',
    '/candidates/1/score negative',
  ]);
});

it('takes names from the prototype for what they are: ids', () => {
  const input = JSON.parse(
    '{"version":1,"leaders":[{"id":"__proto__","days":1},{"id":"constructor","days":1}],' +
      '"cases":[{"id":"toString","days":1}],"candidates":[{"leader":"__proto__","case":"toString","score":1}]}',
  ) as unknown;
  expect(faultsOf(input)).toEqual([]);
  expect(
    faultsOf({ version: 1, leaders: [Object.create({ id: 'L', days: 1 })], cases: [], candidates: [] }),
  ).toEqual(['/leaders/0/id missing', '/leaders/0/days missing']);
});

it('refuses scores whose sum would leave the exact integers, and accepts the largest that stay', () => {
  const many = (count: number, score: number) => ({
    version: 1,
    leaders: [{ id: 'L', days: 1 }],
    cases: Array.from({ length: count }, (_, index) => ({ id: `C${index}`, days: 1 })),
    candidates: Array.from({ length: count }, (_, index) => ({ leader: 'L', case: `C${index}`, score })),
  });
  expect(faultsOf(many(9000, 1e9))).toEqual([]);
  expect(faultsOf(many(9100, 1e9))).toEqual(['/candidates scores-too-large-together']);
});

it('points into the document as RFC 6901 has it', () => {
  expect(faultsOf({ ...GOOD, 'a/b~c': 1, leaders: [{ id: 'L/1', days: 'x' }] })).toContain(
    '/leaders/0/days not-a-number',
  );
});
