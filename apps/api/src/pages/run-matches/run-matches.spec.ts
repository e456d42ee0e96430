import { chosenRows, type MatchRow, needsText } from './match-rows.js';
import { matchesAddress, matchesForm } from './run-matches.form.js';
import { presentMatches } from './run-matches.presenter.js';

function row(caseId: string, changes: Partial<MatchRow> = {}): MatchRow {
  return {
    ...{ matchId: `m-${caseId}`, caseId, caseName: `School ${caseId}`, priority: 1, region: 'London' },
    ...{ leaderRef: 'L1', leaderName: 'Ada Example', days: 10, miles: 12.5, needsMet: [], needsMissed: [] },
    ...{ score: 12.5, state: 'proposed', why: () => '12.5 miles away.', ...changes },
  };
}
const ROWS = [
  row('a', { miles: 10, priority: 2, needsMissed: ['send'] }),
  row('b', { miles: 25.1, region: null, leaderName: 'Bo Other', leaderRef: 'L2' }),
  row('c', { miles: 3, state: 'published', needsMet: ['send'] }),
];
const ids = (query: Record<string, unknown>): readonly string[] =>
  chosenRows(ROWS, matchesForm(query)).map(({ caseId }) => caseId);

describe('the list of matches', () => {
  it.each([
    [{}, ['b', 'c', 'a']],
    [{ region: 'London' }, ['c', 'a']],
    [{ region: '-' }, ['b']],
    [{ leader: 'bo o' }, ['b']],
    [{ leader: 'l1' }, ['c', 'a']],
    [{ distance: 'up-to-10' }, ['c', 'a']],
    [{ distance: '25-to-50' }, ['b']],
    [{ needs: 'all-met' }, ['b', 'c']],
    [{ needs: 'some-missed' }, ['a']],
    [{ state: 'published' }, ['c']],
    [{ state: 'no-such-state' }, ['b', 'c', 'a']],
    [{ sort: 'miles' }, ['c', 'a', 'b']],
    [{ sort: 'miles', direction: 'down' }, ['b', 'a', 'c']],
  ])('with %j', (query, expected) => {
    expect(ids(query)).toEqual(expected);
  });

  it('names its filters, each with the way to be rid of it, and keeps the order', () => {
    const form = matchesForm({ region: 'London', needs: 'all-met', sort: 'miles', page: '3' });
    const page = presentMatches('r1', ROWS, form, true);
    expect(page.found).toBe('1 of 3 matches shown.');
    expect(page.tags).toEqual([
      { text: 'London', href: '/runs/r1/matches?needs=all-met&sort=miles&direction=up' },
      { text: 'Every need met', href: '/runs/r1/matches?region=London&sort=miles&direction=up' },
    ]);
    expect(page.links.csv).toBe('/runs/r1/matches.csv?region=London&needs=all-met&sort=miles&direction=up');
  });

  it('does not count as matches those that others took the place of', () => {
    const found = (...rows: MatchRow[]): string => presentMatches('r1', rows, matchesForm({}), false).found;
    expect([found(...ROWS), found(...ROWS, row('d', { state: 'superseded' }))]).toEqual([
      ...['3 matches in this run.', '3 matches in this run, and 1 that others took the place of.'],
    ]);
  });

  it('marks the column that is sorted by, and turns it round', () => {
    const { columns } = presentMatches('r1', ROWS, matchesForm({ sort: 'miles' }), false);
    const miles = columns.find(({ text }) => text === 'Miles');
    expect(miles).toEqual({
      ...{ text: 'Miles', numeric: true, ariaSort: 'ascending' },
      href: '/runs/r1/matches?sort=miles&direction=down',
    });
    expect(columns.filter(({ ariaSort }) => ariaSort === 'none')).toHaveLength(columns.length - 1);
  });

  it('pages, or shows all to be printed', () => {
    const many = Array.from({ length: 120 }, (_, n) => row(String(n).padStart(3, '0')));
    const last = presentMatches('r1', many, matchesForm({ page: '99' }), true);
    expect([last.rows.length, last.pages.text, last.pages.next]).toEqual([20, 'Page 3 of 3', null]);
    expect(last.pages.previous).toBe('/runs/r1/matches?page=2');
    const all = presentMatches('r1', many, matchesForm({ all: 'yes' }), true);
    expect([all.rows.length, all.pages.text, all.links.all]).toEqual([120, null, null]);
  });

  it('leads to an override only those who may, and only while it is open', () => {
    const links = (mayOverride: boolean) =>
      presentMatches(
        'r1',
        [row('a'), row('b', { state: 'declined' })],
        matchesForm({}),
        mayOverride,
      ).rows.map(({ overrideHref }) => overrideHref);
    expect(links(true)).toEqual(['/matches/m-a/override', null]);
    expect(links(false)).toEqual([null, null]);
  });

  it('begins a changed list on the first page', () => {
    const form = matchesForm({ page: '2', leader: 'a&b' });
    expect(matchesAddress('/x', form, { sort: 'days' })).toBe('/x?leader=a%26b&sort=days');
  });

  it.each([
    [[], [], 'None recorded'],
    [['send'], [], 'All 1'],
    [['send'], ['governance'], '1 of 2; not governance'],
  ])('says which needs are met', (needsMet, needsMissed, expected) => {
    expect(needsText({ needsMet, needsMissed })).toBe(expected);
  });
});
