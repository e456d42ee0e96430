import type { MarginalView } from '../../../../../libs/features/runs/index.js';
import { runResultWith } from '../../../../../test/support/view-factories.js';
import { presentRunLeaders } from './run-leaders.presenter.js';

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
    leaders: [{ leader: 'L2', saves: 2, ...value }],
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
      worth: '',
    },
  ]);
});
