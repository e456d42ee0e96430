import type { MatchState } from '../../../../../libs/domain/lifecycle/index.js';
import type { MarginalView, UncoveredCaseView } from '../../../../../libs/features/runs/index.js';
import {
  matchViewWith,
  runResultWith,
  uncoveredCaseWith,
} from '../../../../../test/support/view-factories.js';
import { csvText } from '../../../../../libs/platform/files/index.js';
import { byReason, uncoveredColumns } from './uncovered-list.js';
import { presentUncovered, type UncoveredFacts } from './run-uncovered.presenter.js';

function uncovered(caseId: string, reason: string): UncoveredCaseView {
  return uncoveredCaseWith({ caseId, name: `School ${caseId}`, reason });
}
const FULL = 'all-candidates-full';
const MARGINAL: MarginalView = {
  runId: 'r1',
  leaders: [
    {
      ...{ leader: 'L1', daysLeft: 0, engagementsBind: false, saves: 0, savedBy: null, nextCase: null },
      oneMoreDay: { case: 'a', priority: 1, days: 1, moves: [] },
    },
    {
      ...{ leader: 'L2', daysLeft: 0, engagementsBind: false, saves: 3, savedBy: 'b', nextCase: null },
      oneMoreDay: null,
    },
  ],
  regions: [
    {
      ...{
        region: 'London',
        cases: 9,
        uncovered: 2,
        withoutCandidate: 0,
        daysShort: 20,
        leadersOneDayShort: 1,
      },
      ...{ uncoveredByPriority: [{ priority: 1, cases: 2 }], fewestDays: 1 },
    },
    {
      ...{ region: 'South West', cases: 4, uncovered: 0, withoutCandidate: 0, daysShort: 0 },
      ...{ leadersOneDayShort: 0, uncoveredByPriority: [], fewestDays: null },
    },
  ],
};

function facts(rows: readonly UncoveredCaseView[], more: Partial<UncoveredFacts> = {}): UncoveredFacts {
  return {
    runId: 'r1',
    result: runResultWith({ uncovered: rows }),
    marginal: MARGINAL,
    matches: [],
    places: { cases: new Map(), leaders: new Map() },
    leaderNames: new Map([['L1', 'Ada Example']]),
    query: {},
    ...more,
  };
}

describe('the cases without a leader', () => {
  it('stand by reason, the most frequent first', () => {
    const page = presentUncovered(
      facts([uncovered('a', 'no-candidate'), uncovered('b', FULL), uncovered('c', FULL)]),
    );
    expect(page.headline).toBe('3 cases have no leader in this run.');
    expect(
      page.groups.map(({ title, count, rows }) => [title, count, rows.map(({ caseId }) => caseId)]),
    ).toEqual([
      ['Every leader who could take it is full', '2 cases', ['b', 'c']],
      ['No leader passes every rule', '1 case', ['a']],
    ]);
    expect(page.groups[0]?.rows[0]).toMatchObject({
      ...{ href: '/runs/r1/cases/b', days: 10, region: 'Not known', since: null },
      remedy: 'No single change would cover it.',
    });
  });

  it('names the leaders that stand nearest and that would have to change', () => {
    const row = {
      ...uncovered('a', 'no-candidate'),
      refusals: [{ code: 'same-school', leaders: 1, nearest: { leaderRef: 'L1', distanceMetres: 16_093 } }],
      remedy: { code: 'more-days', leader: 'L1', days: 2, engagements: 0 },
    } as const;
    const [group] = presentUncovered(facts([row])).groups;
    expect(group?.rows[0]?.why).toContain('(the nearest, Ada Example (L1), 10 miles away)');
    expect(group?.rows[0]?.remedy).toBe('Ada Example (L1) would have to give 2 days more.');
  });

  it('shows a long group in part, and the whole of it when asked', () => {
    const many = Array.from({ length: 30 }, (_, n) => uncovered(String(n), FULL));
    const [group] = presentUncovered(facts(many)).groups;
    expect(group?.rows).toHaveLength(25);
    expect(group?.more).toEqual({
      href: '/runs/r1/uncovered?reason=all-candidates-full',
      text: 'Show all 30 cases',
    });
    const [whole] = presentUncovered(
      facts([...many, uncovered('x', 'no-candidate')], { query: { reason: FULL } }),
    ).groups;
    expect([whole?.rows.length, whole?.more]).toEqual([30, null]);
  });

  it('come in pages of one reason, or all at once to be printed', () => {
    const many = Array.from({ length: 70 }, (_, n) => uncovered(String(n), FULL));
    const of = (query: Record<string, string>) => presentUncovered(facts(many, { query }));
    const second = of({ reason: FULL, page: '2' });
    expect([second.groups[0]?.rows.length, second.list.pages.words]).toEqual([20, 'Cases 51 to 70 of 70']);
    expect(of({ all: 'yes' }).groups[0]?.rows).toHaveLength(70);
  });

  it('are sorted and filtered as asked, on the page and in the file, with a tag for each filter', () => {
    const rows = [
      { ...uncovered('b', FULL), priority: 2 },
      uncovered('a', FULL),
      uncovered('c', 'no-candidate'),
    ];
    const of = (query: Record<string, string>) => presentUncovered(facts(rows, { query })).list;
    const ids = (query: Record<string, string>): readonly string[] =>
      of(query).found.map(({ caseId }) => caseId);
    expect(ids({})).toEqual(['a', 'c', 'b']);
    expect(ids({ sort: 'name', direction: 'descending', reason: FULL })).toEqual(['b', 'a']);
    expect(ids({ text: 'school c' })).toEqual(['c']);
    const page = of({ sort: 'name', reason: FULL, region: 'Not known' });
    expect(page.tags).toEqual([
      {
        text: 'Every leader who could take it is full',
        href: '/runs/r1/uncovered?region=Not+known&sort=name&direction=ascending',
      },
      { text: 'Not known', href: `/runs/r1/uncovered?reason=${FULL}&sort=name&direction=ascending` },
    ]);
    expect(page.columns.map(({ ariaSort }) => ariaSort)).toEqual([
      ...['ascending', 'none', 'none', 'none', null, null],
    ]);
    expect(page.links.csv).toBe(
      `/runs/r1/uncovered.csv?reason=${FULL}&region=Not+known&sort=name&direction=ascending`,
    );
  });

  it('go to a file in the groups of the page', () => {
    const rows = [uncovered('c', 'no-candidate'), uncovered('b', FULL), uncovered('a', FULL)];
    const { groups, list } = presentUncovered(facts(rows, { query: { sort: 'name' } }));
    const shown = groups.flatMap((group) => group.rows.map(({ caseId }) => caseId));
    expect(shown).toEqual(['a', 'b', 'c']);
    const filed = byReason(list.found).flatMap(([, own]) => own);
    const a = { caseId: 'a', name: 'A', region: 'London', location: null };
    const places = { cases: new Map([['a', a]]), leaders: new Map() };
    const file = csvText(uncoveredColumns(places), filed).split('\n');
    expect(file.slice(1, 4).map((line) => line.split(',')[0])).toEqual(shown);
    expect(file[1]).toContain(',London,');
  });

  it('says who was given a case since', () => {
    const since = (state: MatchState) =>
      presentUncovered(facts([uncovered('a', FULL)], { matches: [matchViewWith({ state })] })).groups[0]
        ?.rows[0]?.since;
    expect([since('published'), since('declined')]).toEqual(['Given to Ada Example since', null]);
  });

  it('says where to look for leaders, and whom to ask: only what would bring somebody in', () => {
    const { recruit } = presentUncovered(facts([]));
    expect(recruit.regions).toHaveLength(1);
    expect(recruit.regions[0]).toContain('London: 2 cases have no leader');
    expect(recruit.leaders).toEqual(['One more day of Ada Example (L1) would bring in a (priority 1).']);
  });
});
