import type { PlanMetrics } from '../../../../../libs/domain/planning/index.js';
import type { ComparedCaseView, RunPlaces } from '../../../../../libs/features/runs/index.js';
import { runResultWith } from '../../../../../test/support/view-factories.js';
import { comparedIds } from './compared-ids.js';
import { csvText } from '../../../../../libs/platform/files/index.js';
import { chosenRows, listForm } from '../short-list.js';
import { byKind, comparedColumns, comparedList } from './compared-list.js';
import { presentComparison } from './run-compare.presenter.js';

const METRICS: PlanMetrics = {
  ...{ cases: 3, covered: 2, coverage: [{ priority: 1, cases: 3, covered: 2 }], score: 10.5, meanMiles: 5.5 },
  ...{ medianMiles: 5, longestMiles: 9, needsMissed: null, daysUsed: 7.5, leadersUsed: 2, largestShare: 1 },
};
const CHANGED = { covered: 3, score: 10.25, longestMiles: 10, daysUsed: 8 };
const CASE: ComparedCaseView = {
  ...{ case: 'a', name: 'School a', kind: 'moved', priority: 1, before: 'L1', after: 'L2', scoreBefore: 1 },
  ...{ scoreAfter: 2, reason: 'days-changed', rules: [], because: [], why: 'By reference.' },
};
const PLACES: RunPlaces = {
  cases: new Map([['a', { caseId: 'a', name: 'A', region: 'London', location: null }]]),
  leaders: new Map(),
};

function page(
  cases: readonly ComparedCaseView[],
  sameParameters = true,
  query: Readonly<Record<string, string>> = {},
  changed: Partial<PlanMetrics> = CHANGED,
) {
  return presentComparison({
    comparison: {
      a: { runId: 'r1', label: 'Run 1', metrics: METRICS },
      b: { runId: 'r2', label: 'Run 2', metrics: { ...METRICS, ...changed } },
      ...{ sameParameters, cases },
    },
    results: [runResultWith(), runResultWith({}, ['a'])],
    places: [PLACES, PLACES],
    leaderNames: new Map([['L1', 'Ada Example']]),
    query,
  });
}

describe('two runs side by side', () => {
  it('sets every figure beside its other, with the difference', () => {
    const figures = Object.fromEntries(page([]).metrics.map(({ name, ...row }) => [name, row]));
    expect(figures).toMatchObject({
      'Cases covered': { a: '2', b: '3', change: '+1', judged: 'Better' },
      'Miles on average': { a: '5.5', b: '5.5', change: 'Same', judged: null },
      'Needs not met': { a: 'Not known', change: '', judged: null },
      'Days used': { a: '7.5', b: '8', judged: null },
      'Score (lower is better)': { a: '10.5', b: '10.3', change: '-0.2', judged: null },
      'Longest way in miles': { change: '+1', judged: null },
    });
  });

  it('calls less distance or score better only between runs that cover as many of as many cases', () => {
    const judged = (changed: Partial<PlanMetrics>) =>
      Object.fromEntries(page([], true, {}, changed).metrics.map(({ name, judged }) => [name, judged]));
    expect(judged({ ...CHANGED, covered: 2 })).toMatchObject({
      'Score (lower is better)': 'Better',
      'Longest way in miles': 'Worse',
      'Days used': null,
    });
    const fewer = { ...CHANGED, cases: 1, covered: 1 };
    expect(Object.values(judged(fewer)).filter((one) => one !== null)).toEqual([]);
  });

  it('lists what was lost first, then what was gained, then what moved, each with the reason', () => {
    const lost: ComparedCaseView = { ...CASE, kind: 'newly-uncovered', after: null };
    const { groups, headline } = page([CASE, lost, { ...CASE, kind: 'newly-covered', before: null }]);
    expect(headline).toBe('3 cases are treated otherwise by Run 2 than by Run 1.');
    expect(groups.map(({ title }) => title)).toEqual([
      ...['Lost their leader (1 case)', 'Gained a leader (1 case)', 'Went to another leader (1 case)'],
    ]);
    expect(groups[2]?.rows[0]).toMatchObject({
      before: 'Ada Example',
      after: 'L2',
      why: 'The days or engagements of the leaders changed.',
    });
    expect(groups[0]?.rows[0]).toMatchObject({ after: 'No leader', href: '/runs/r2/cases/a' });
  });

  it('says of a case that only one run has that it is not in the other', () => {
    const gone: ComparedCaseView = { ...CASE, kind: 'gone', after: null, reason: 'case-gone' };
    const added: ComparedCaseView = { ...CASE, kind: 'newly-covered', before: null, reason: 'case-new' };
    const { groups, headline } = page([gone, added]);
    expect(headline).toBe(
      '1 case is treated otherwise by Run 2 than by Run 1. 1 case matched by Run 1 is no longer in Run 2, most often because of a match published in between.',
    );
    expect(groups.map(({ title, rows }) => [title, rows[0]?.before, rows[0]?.after])).toEqual([
      ['Gained a leader (1 case)', 'Not in this run', 'L2'],
      ['Not in the second run (1 case)', 'Ada Example', 'Not in this run'],
    ]);
    expect(groups[1]?.rows[0]?.href).toBe('/runs/r1/cases/a');
    expect(page([gone]).headline).toContain(
      'Both runs give every case that both have to the same leader. 1 case',
    );
  });

  it('shows a long group in part, and the whole of it when asked', () => {
    const many = Array.from({ length: 60 }, () => CASE);
    expect(page(many).groups[0]).toMatchObject({
      more: { href: '/runs/compare?a=r1&b=r2&show=moved#moved', text: 'Show all 60 cases' },
    });
    expect(page(many).groups[0]?.rows).toHaveLength(50);
    const last = page(many, true, { show: 'moved', page: '2' });
    expect([last.groups[0]?.more, last.groups[0]?.rows.length]).toEqual([null, 10]);
    expect(last.list.pages.words).toBe('Cases 51 to 60 of 60');
    expect(page(many, true, { all: 'yes' }).groups[0]?.rows).toHaveLength(60);
  });

  it('sorts and filters what differs, with a tag for each filter, in its links and files', () => {
    const lost: ComparedCaseView = { ...CASE, case: 'b', name: 'Beck', kind: 'newly-uncovered', after: null };
    const other = { ...CASE, case: 'c', name: 'Aire', priority: 2 };
    const { list, groups } = page([CASE, lost, other], true, { sort: 'name', text: 'ada', region: 'London' });
    expect(list.found.map(({ case: id }) => id)).toEqual(['a']);
    expect(groups.map(({ id }) => id)).toEqual(['moved']);
    expect(list.tags).toEqual([
      { text: 'London', href: '/runs/compare?a=r1&b=r2&text=ada&sort=name&direction=ascending' },
      { text: '“ada”', href: '/runs/compare?a=r1&b=r2&region=London&sort=name&direction=ascending' },
    ]);
    expect(list.links.csv).toBe(
      '/runs/compare.csv?a=r1&b=r2&region=London&text=ada&sort=name&direction=ascending',
    );
    expect(page([CASE, lost, other], true, { sort: 'name' }).list.found.map(({ name }) => name)).toEqual([
      ...['Aire', 'Beck', 'School a'],
    ]);
  });

  it('goes to a file in the groups, the order and the words of the page', () => {
    const lost: ComparedCaseView = { ...CASE, case: 'b', name: 'Beck', kind: 'newly-uncovered', after: null };
    const cases = [{ ...CASE, case: 'c', name: 'Aire' }, lost, { ...CASE, name: 'Zeal' }];
    const query = { sort: 'name', direction: 'descending' };
    const facts = {
      a: { runId: 'r1', label: 'Run 1' },
      b: { runId: 'r2', label: 'Run 2' },
      ...{ cases, places: [PLACES, PLACES] as const, leaderNames: new Map([['L1', 'Ada Example']]) },
    };
    const list = comparedList(facts);
    const rows = byKind(chosenRows(list, cases, listForm(list, query)));
    const shown = page(cases, true, query).groups.flatMap(({ rows: own }) => own.map(({ name }) => name));
    expect(shown).toEqual(['Beck', 'Zeal', 'Aire']);
    expect(rows.map(({ name }) => name)).toEqual(shown);
    expect(csvText(comparedColumns(facts), rows).split('\n')[1]).toBe(
      'Lost their leader,b,Beck,1,L1,Ada Example,,,1,2,The days or engagements of the leaders changed.',
    );
  });

  it('says when nothing differs, and when the settings do', () => {
    expect(page([]).headline).toBe('Both runs give every case to the same leader.');
    expect(page([], false).settings).toContain('different limits');
  });

  it('draws the regions', () => {
    expect(page([]).charts.join('')).toContain('The second run covers more in London (+1).');
  });
});

it.each([
  [
    { a: '1', b: '2' },
    { a: '1', b: '2' },
  ],
  [{ run: ['new', 'old'] }, { a: 'old', b: 'new' }],
  [{ run: ['one'] }, null],
  [{ run: 'one' }, null],
  [{ run: ['1', '2', '3'] }, null],
  [{ a: '1', b: '1' }, null],
  [{}, null],
])('compares the runs that %j names', (query, expected) => {
  expect(comparedIds(query)).toEqual(expected);
});
