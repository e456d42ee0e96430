import { presentReport } from './reports.presenter.js';

it('adds up days in words and rows', () => {
  const days = {
    ...{ leaders: 1, grantedHalfDays: 9, reservedHalfDays: 3, deliveredHalfDays: 2, leftHalfDays: 4 },
  };
  const summary = { offer: '2024-25' as const, total: days, regions: [{ region: null, ...days }] };
  const page = presentReport(
    { ...summary, matches: { 'ended-early': 2 } },
    {
      ...{ regions: summary.regions, ended: [] },
      overrides: [{ reasonCode: 'travel', decisions: 3, takenBack: 1 }],
    },
  );
  expect(page.sentence).toBe('1 leader offers 4.5 days: 1.5 days reserved, 1 day delivered, 2 days left.');
  expect(page.rows.map(({ region, left }) => [region, left])).toEqual([
    ['Region not known', 2],
    ['All', 2],
  ]);
  expect(page.states).toEqual([{ name: 'Ended early', count: 2 }]);
  expect(page.charts.join()).toContain(
    '2.5 days are used and 2 days are left, most of them with leaders whose region is not known.',
  );
  expect(page.overrides).toEqual([{ reason: 'Travel', decisions: 3, takenBack: 1 }]);
});
