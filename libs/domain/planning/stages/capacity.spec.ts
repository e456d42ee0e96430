import { capacitiesOf } from './capacity.js';
import type { Component } from './component.js';

/** One leader with pairs of these half-days. */
function leaderWith(halfDays: readonly number[], engagementsLeft = Infinity): Component {
  const pairs = halfDays.map((own, index) => ({
    leader: 0,
    case: index,
    halfDays: own,
    score: 0,
    source: index,
  }));
  return {
    leaders: [
      { halfDaysLeft: 0, halfDaysPinned: 0, engagementsLeft, pairs: pairs.map((_pair, index) => index) },
    ],
    cases: pairs.map((_pair, index) => ({ level: 0, pairs: [index] })),
    pairs,
    mixedDays: new Set(halfDays).size > 1,
    pairBetween: (caseIndex) => caseIndex,
  };
}

it.each<[string, number[], number, number, { engagements: number; halfDays: number | null }]>([
  ['equal days: divided and floored', [6, 6, 6, 6], 17, Infinity, { engagements: 2, halfDays: null }],
  ['equal days: not more than there are pairs', [6, 6], 60, Infinity, { engagements: 2, halfDays: null }],
  ['equal days: engagements bind first', [6, 6, 6], 18, 1, { engagements: 1, halfDays: null }],
  ['mixed days: everything fits', [6, 10, 16], 32, Infinity, { engagements: 3, halfDays: null }],
  ['mixed days: no two fit', [10, 16, 20], 20, Infinity, { engagements: 1, halfDays: null }],
  ['mixed days: any one engagement fits', [6, 10, 16], 20, 1, { engagements: 1, halfDays: null }],
  ['mixed days: it depends which', [6, 10, 16], 20, Infinity, { engagements: 2, halfDays: 20 }],
  [
    'mixed days: the longest does not fit at all',
    [6, 10, 16],
    15,
    Infinity,
    { engagements: 1, halfDays: 15 },
  ],
  ['cases without days', [0, 0, 0], 0, Infinity, { engagements: 3, halfDays: null }],
  ['nothing fits', [6, 6], 5, Infinity, { engagements: 0, halfDays: null }],
])('%s', (_what, halfDays, budget, engagements, expected) => {
  expect(capacitiesOf(leaderWith(halfDays, engagements), [budget])).toEqual([expected]);
});
