import type { MarginalView } from '../../../../../libs/features/runs/index.js';
import { runResultWith } from '../../../../../test/support/view-factories.js';
import { runLeadersForm } from './run-leaders.form.js';
import { type LeaderRow, presentRunLeaderList, presentRunLeaders } from './run-leaders.presenter.js';

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

describe('the list of leaders of a run', () => {
  const row = (ref: string, more: Partial<LeaderRow> = {}): LeaderRow => ({
    ...{ ref, name: `Leader ${ref}`, region: 'London', offered: 10, used: 3, left: 7, engagements: 1 },
    worth: '',
    ...more,
  });
  const page = (rows: readonly LeaderRow[], query: Record<string, string>) =>
    presentRunLeaderList('/x', rows, runLeadersForm(query));

  it('shows a hundred at a time, or all of them to print', () => {
    const rows = Array.from({ length: 250 }, (_, n) => row(String(n)));
    expect(page(rows, {})).toMatchObject({
      pages: { words: 'Leaders 1 to 100 of 250', past: null, previous: null, next: '/x?page=2' },
      links: { all: '/x?all=yes', csv: '/x.csv' },
    });
    const last = page(rows, { page: '9' });
    expect(last.leaders).toHaveLength(50);
    expect(last.pages).toEqual({
      words: 'Leaders 201 to 250 of 250',
      past: null,
      previous: '/x?page=2',
      next: null,
    });
    const whole = page(rows, { all: 'yes' });
    expect([whole.leaders.length, whole.pages.next, whole.links.all]).toEqual([250, null, null]);
  });

  it('comes as the run ranks them, or by any column, filtered, the file as the page', () => {
    const rows = [row('b', { left: 0 }), row('a', { region: 'South West' }), row('c', { used: 9 })];
    const refs = (query: Record<string, string>) =>
      page(rows, query)
        .leaders.map(({ ref }) => ref)
        .join('');
    expect([refs({}), refs({ sort: 'worth', direction: 'descending' })]).toEqual(['bac', 'cab']);
    expect([refs({ sort: 'name' }), refs({ sort: 'used', direction: 'descending' })]).toEqual(['abc', 'cba']);
    expect([refs({ left: 'none' }), refs({ region: 'South West' }), refs({ text: 'LEADER C' })]).toEqual([
      ...['b', 'a', 'c'],
    ]);
    const shown = page(rows, { left: 'some', sort: 'used', direction: 'descending' });
    expect(shown.tags).toEqual([{ text: 'Some days left', href: '/x?sort=used&direction=descending' }]);
    expect(shown.links.xlsx).toBe('/x.xlsx?left=some&sort=used&direction=descending');
    expect(shown.columns.find(({ ariaSort }) => ariaSort === 'descending')?.text).toBe(
      'Days used by this plan',
    );
  });
});
