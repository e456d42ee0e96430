import type { MarginalView } from '../../../../../libs/features/runs/index.js';
import { runResultWith } from '../../../../../test/support/view-factories.js';
import { type LeaderRow, pageOfLeaders, presentRunLeaders } from './run-leaders.presenter.js';

it('names leaders, in days and not in half-days, those first of whom more days are worth most', () => {
  const use = { halfDaysOffered: 20, halfDaysUsed: 7, halfDaysLeft: 13, engagements: 2 };
  const result = runResultWith({
    leaders: [
      { leaderRef: 'L1', ...use },
      { leaderRef: 'L2', ...use },
    ],
  });
  const value = { daysLeft: 6.5, engagementsBind: false, oneMoreDay: null, savedBy: 'a', nextCase: null };
  const marginal: MarginalView = {
    ...{ runId: 'r1', regions: [] },
    leaders: [
      { leader: 'L2', saves: 2, ...value },
      { leader: 'L1', saves: 0, ...value },
    ],
  };
  const rows = presentRunLeaders({
    ...{ result, marginal, leaderNames: new Map([['L1', 'Ada Example']]) },
    places: {
      cases: new Map(),
      leaders: new Map([['L1', { leaderRef: 'L1', region: 'London', location: null }]]),
    },
  });
  expect(rows).toEqual([
    {
      ...{ ref: 'L2', name: 'L2', region: 'Not known', offered: 10, used: 3.5, left: 6.5, engagements: 2 },
      worth: 'One more day of L2 would lower the total score by 2, by a going to them.',
    },
    {
      ...{
        ref: 'L1',
        name: 'Ada Example',
        region: 'London',
        offered: 10,
        used: 3.5,
        left: 6.5,
        engagements: 2,
      },
      worth: 'More days of Ada Example (L1) would change nothing.',
    },
  ]);
});

it('shows a hundred leaders at a time, or all of them to print', () => {
  const rows = Array.from({ length: 250 }, (_, n) => ({ ref: String(n) }) as LeaderRow);
  const of = (asked: number | 'all') => pageOfLeaders(rows, '/x', asked);
  expect(of(Number.NaN)).toMatchObject({
    pages: { text: 'Page 1 of 3', previous: null, next: '/x?page=2', all: '/x?all=yes' },
  });
  expect(of(9).leaders).toHaveLength(50);
  expect(of(9).pages).toMatchObject({ text: 'Page 3 of 3', previous: '/x?page=2', next: null });
  expect(of('all')).toMatchObject({ leaders: rows, pages: { text: null, all: null } });
});
