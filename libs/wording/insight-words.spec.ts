import {
  type Alternative,
  type ChangedMatch,
  COMPARE_REASONS,
  type ComparedCase,
  type MarginalValue,
  type RegionNeed,
} from '../domain/planning/index.js';
import {
  compareSentence,
  effectSentence,
  insightSentences,
  leaderCalled,
  marginalSentence,
  regionSentence,
  remedySentence,
  whyNotInstead,
} from './index.js';

const READABLE = /^[A-Za-z0-9].{5,}\.$/;
const HOLES = /undefined|null|NaN|\[object| {2}|\.\.|\(\)/;

const OTHER: Alternative = {
  leader: 'L2',
  score: 12.5,
  days: 10,
  dearerBy: 2.25,
  reason: 'full',
  daysLeft: 0.5,
  engagementsLeft: null,
  serves: [{ case: 'school-2', priority: 1, days: 10, isPinned: false }],
  makingRoom: null,
};

it.each([
  ['case-pinned', 'L2 (score 12.5) is not asked: a reviewer has fixed who takes this case.'],
  ['forbidden', 'L2 (score 12.5) is ruled out by a reviewer.'],
  ['too-long', 'L2 (score 12.5) has half a day left and 10 days would be needed.'],
  ['full-with-pins', 'L2 (score 12.5) holds cases that a reviewer has fixed (school-2).'],
  ['dearer', 'L2 (score 12.5) has room, but scores 2.3 worse.'],
  ['same-score', 'L2 (score 12.5) has room and the same score: either would do.'],
  [
    'better-not-reached',
    'L2 (score 12.5) would be better: the solving stopped at its limit before it came to this.',
  ],
  [
    'full',
    'L2 (score 12.5) is taken up by school-2; making room would leave several cases without a leader.',
  ],
] as const)('says why not them: %s', (reason, expected) => {
  expect(whyNotInstead({ ...OTHER, reason })).toBe(expected);
});

it.each([
  [12, 'has the days, but takes no more engagements beside school-2'],
  [0.5, 'has half a day left and takes no more engagements beside school-2'],
])('says that a leader with %s days left takes no more engagements', (daysLeft, expected) => {
  expect(whyNotInstead({ ...OTHER, daysLeft, engagementsLeft: 0 })).toContain(`L2 (score 12.5) ${expected};`);
  expect(whyNotInstead({ ...OTHER, daysLeft, engagementsLeft: 0, serves: [] })).toContain(
    'takes no more engagements;',
  );
});

it('says what making room would take', () => {
  const room = { moves: [], uncovers: null, uncoversPriority: null, scoreChange: 3 };
  const moves = [{ case: 'school-2', from: 'L2', to: 'L3' }];
  expect(whyNotInstead({ ...OTHER, makingRoom: { ...room, moves } })).toBe(
    'L2 (score 12.5) is taken up by school-2; there would be room if school-2 goes from L2 to L3, which makes the ' +
      'total score 3 worse.',
  );
  const dropped = { ...room, uncovers: 'school-2', uncoversPriority: 1 };
  expect(whyNotInstead({ ...OTHER, makingRoom: dropped })).toContain(
    'school-2 (priority 1) would be left without a leader',
  );
  expect(whyNotInstead({ ...OTHER, roomNotLookedFor: true })).toBe(
    'L2 (score 12.5) is taken up by school-2; what making room would cost was not worked out.',
  );
});

it('begins with the remedy of an uncovered case', () => {
  const remedy = { code: 'more-days', leader: 'L2', days: 1, engagements: 0 } as const;
  const uncovered = { reason: 'all-candidates-full', facts: {}, remedy } as const;
  const said = insightSentences({
    ...{ case: 'school-1', leader: null, score: null, candidates: 1, alternatives: [OTHER], uncovered },
  });
  expect(said).toEqual(['L2 would have to give 1 day more.', whyNotInstead(OTHER)]);
});

const VALUE: MarginalValue = {
  ...{ leader: 'L1', daysLeft: 0, engagementsBind: false, oneMoreDay: null, saves: 0, savedBy: null },
  nextCase: null,
};
const FURTHER = {
  case: 'school-1',
  priority: 1,
  days: 1,
  moves: [{ case: 'school-1', from: null, to: 'L1' }],
};

it.each<[MarginalValue, string]>([
  [{ ...VALUE, oneMoreDay: FURTHER }, 'One more day of L1 would bring in school-1 (priority 1).'],
  [
    { ...VALUE, saves: 4.5, savedBy: 'school-2' },
    'One more day of L1 would lower the total score by 4.5, by school-2 going to them.',
  ],
  [{ ...VALUE, nextCase: { ...FURTHER, days: 4 } }, 'L1 would need 4 days more to bring in school-1.'],
  [{ ...VALUE, engagementsBind: true }, 'L1 takes no further engagement, so more days alone change nothing.'],
  [VALUE, 'More days of L1 would change nothing.'],
])('says what a day is worth', (value, expected) => {
  expect(marginalSentence(value)).toBe(expected);
});

const DAY = { leader: 'L1', priority: null, mostCases: 0, mostPoints: 0, price: 0 };
it.each<[MarginalValue, string]>([
  [{ ...VALUE, atMost: DAY }, 'More days of L1 would change nothing.'],
  [
    { ...VALUE, atMost: { ...DAY, mostPoints: 14.5 } },
    'No gain from more days of L1 was found. One more day brings in no case and saves no more than 14.5.',
  ],
  [
    { ...VALUE, atMost: { ...DAY, mostPoints: 14.5, price: 12 } },
    'No gain from more days of L1 was found. One more day brings in no case and saves no more than 14.5; its worth is put at 12 points.',
  ],
  [
    { ...VALUE, atMost: { ...DAY, priority: 2, mostCases: 1, mostPoints: null, price: 0.246 } },
    'No gain from more days of L1 was found. No more than 1 case of priority 2 can come of one more day; its worth is put at 0.25 of a case of priority 2.',
  ],
])('says what a day gains at most', (value, expected) => {
  expect(marginalSentence(value)).toBe(expected);
});

it('says nothing of the most where a case is sure to come in', () => {
  expect(marginalSentence({ ...VALUE, oneMoreDay: FURTHER, atMost: DAY })).toBe(
    'One more day of L1 would bring in school-1 (priority 1).',
  );
});

it('says what a region lacks', () => {
  const need: RegionNeed = {
    ...{ region: 'London', cases: 9, uncovered: 3, withoutCandidate: 1, daysShort: 25 },
    uncoveredByPriority: [
      { priority: 1, cases: 2 },
      { priority: 2, cases: 1 },
    ],
    ...{ leadersOneDayShort: 1, fewestDays: 0.5 },
  };
  expect(regionSentence(need)).toBe(
    'London: 3 cases have no leader (2 of priority 1 and 1 of priority 2), 25 days short; 1 can be taken by no leader ' +
      'of today; half a day more of one leader would bring in the first.',
  );
  expect(regionSentence({ ...need, dearestDay: { ...DAY, leader: 'L2', price: 3.5 } })).toMatch(
    /; one more day is worth most with L2, put at 3\.5 points\.$/,
  );
  expect(regionSentence({ ...need, region: null, uncovered: 0 })).toBe(
    'Cases without a known region: every case has a leader.',
  );
});

const CHANGED: ChangedMatch = {
  ...{ case: 'school-1', priority: 1, before: 'L1', after: 'L2', scoreBefore: 1, scoreAfter: 2 },
  ...{ reason: 'asked', because: ['school-2'] },
};

it.each(['asked', 'lost-its-place', 'made-room', 'took-freed-place', 'brought-in'] as const)(
  'tells an effect: %s',
  (reason) => {
    expect(effectSentence({ ...CHANGED, reason })).toMatch(READABLE);
    expect(effectSentence({ ...CHANGED, reason, after: null, before: null, because: [] })).not.toMatch(HOLES);
  },
);

it.each(COMPARE_REASONS)('tells a difference: %s', (reason) => {
  const row: ComparedCase = {
    ...{ case: 'school-1', kind: 'moved', priority: 1, before: 'L1', after: 'L2', reason },
    ...{
      scoreBefore: 1,
      scoreAfter: 2,
      rules: ['same-trust', 'a-new-rule'],
      because: ['a', 'b', 'c', 'd', 'e'],
    },
  };
  expect(compareSentence(row)).toMatch(READABLE);
  expect(compareSentence(row)).not.toMatch(HOLES);
  expect(compareSentence({ ...row, before: null, after: null, because: [] })).not.toMatch(HOLES);
});

it.each([
  ['became-possible', 'B may take it now; in the first run they had declined it before.'],
  ['rule-refuses', 'A may not take it any more: in the second run they had declined it before.'],
] as const)('says what held of one leader: %s', (reason, expected) => {
  const rules = ['declined-by-leader'] as const;
  const row: ComparedCase = {
    ...{ case: 'c', kind: 'moved', priority: 1, before: 'A', after: 'B', reason, rules },
    ...{ scoreBefore: 1, scoreAfter: 2, because: [] },
  };
  expect(compareSentence(row)).toBe(expected);
});

it('counts the names that it does not list', () => {
  const because = ['a', 'b', 'c', 'd', 'e', 'f'];
  expect(effectSentence({ ...CHANGED, reason: 'lost-its-place', because })).toContain(
    'a, b, c, d and 2 more',
  );
});

it('calls every leader of a sentence as it is told to', () => {
  const called = leaderCalled(
    new Map([
      ['L1', 'Ada Example'],
      ['L2', 'Bo Sample'],
    ]),
  );
  const moves = [{ case: 'school-2', from: 'L2', to: 'L3' }];
  const room = { moves, uncovers: null, uncoversPriority: null, scoreChange: 0 };
  expect(whyNotInstead({ ...OTHER, makingRoom: room }, called)).toBe(
    'Bo Sample (L2) (score 12.5) is taken up by school-2; there would be room if school-2 goes from Bo Sample (L2) to ' +
      'L3, at the same total score.',
  );
  expect(marginalSentence(VALUE, called)).toBe('More days of Ada Example (L1) would change nothing.');
  const remedy = { code: 'more-days', leader: 'L2', days: 1, engagements: 0, moves } as const;
  expect(remedySentence(remedy, called)).toBe(
    'Bo Sample (L2) would have to give 1 day more; then school-2 goes from Bo Sample (L2) to L3.',
  );
});

it('calls leaders and cases by their names where they are known', () => {
  const called = leaderCalled(new Map([['L2', 'Ada']]), new Map([['school-2', { name: 'Aire Street' }]]));
  expect(whyNotInstead(OTHER, called)).toBe(
    'Ada (L2) (score 12.5) is taken up by Aire Street; making room would leave several cases without a leader.',
  );
  expect(marginalSentence({ ...VALUE, leader: 'L2', saves: 3.14159, savedBy: 'school-2' }, called)).toBe(
    'One more day of Ada (L2) would lower the total score by 3.1, by Aire Street going to them.',
  );
});
