import type { MatchState } from '../../../../../libs/domain/lifecycle/index.js';
import type { MatchView } from '../../../../../libs/features/matches/index.js';
import { runMapSvg } from '../../../../../libs/features/reports/index.js';
import type { RunPlaces, UncoveredCaseView } from '../../../../../libs/features/runs/index.js';
import { matchViewWith, uncoveredCaseWith } from '../../../../../test/support/view-factories.js';
import { csvText } from '../../../../../libs/platform/files/index.js';
import { mapForm } from './run-map.form.js';
import { MAP_FILE_COLUMNS, type MapFacts, mapRows, presentMap, presentMarks } from './run-map.presenter.js';

const LEEDS = { latitude: 53.8, longitude: -1.55, approximate: true };
const PLACES: RunPlaces = {
  cases: new Map([
    ['a', { caseId: 'a', name: 'A', region: 'London', location: LEEDS }],
    ['b', { caseId: 'b', name: 'B', region: null, location: null }],
    ['c', { caseId: 'c', name: 'C', region: 'London', location: { ...LEEDS, approximate: false } }],
  ]),
  leaders: new Map([
    ['L1', { leaderRef: 'L1', region: null, location: LEEDS }],
    ['L2', { leaderRef: 'L2', region: null, location: LEEDS }],
  ]),
};
const match = (caseId: string, state: MatchState = 'proposed'): MatchView =>
  matchViewWith({ caseId, caseName: caseId, state });
const uncovered = (caseId: string): UncoveredCaseView =>
  uncoveredCaseWith({ caseId, name: caseId, halfDays: 6 });

function shown(query: Record<string, string>, more: Partial<MapFacts> = {}) {
  return presentMap({
    ...{ runId: 'r1', matches: [match('a')], uncovered: [uncovered('b'), uncovered('c')], places: PLACES },
    ...{ form: mapForm(query), page: Number(query['page'] ?? 1), ...more },
  });
}
const ids = (query: Record<string, string>, more: Partial<MapFacts> = {}): readonly string[] =>
  shown(query, more).rows.map(({ caseId }) => caseId);

it.each([
  [{}, ['b', 'c', 'a']],
  [{ show: 'covered' }, ['a']],
  [{ show: 'uncovered' }, ['b', 'c']],
  [{ region: 'London' }, ['c', 'a']],
  [{ region: '-' }, ['b']],
  [{ region: 'nowhere' }, []],
] satisfies [Record<string, string>, string[]][])('lists what the map draws: %j', (query, expected) => {
  const page = shown(query);
  expect(page.rows.map(({ caseId }) => caseId)).toEqual(expected);
  expect(page.content.matches.length + page.content.uncovered.length).toBe(expected.length);
});

it('says of each place how well it is known', () => {
  expect(shown({}).rows.map(({ place }) => place)).toEqual([
    'Place not known, not drawn',
    '',
    'Drawn approximately',
  ]);
});

it('follows what reviewers did since: a case that was given to somebody is covered, one whose match ended is not drawn as such', () => {
  expect(ids({ show: 'covered' }, { matches: [match('a'), match('c')] })).toEqual(['a', 'c']);
  expect(ids({ show: 'uncovered' }, { matches: [match('c')] })).toEqual(['b']);
  expect(ids({ show: 'covered' }, { matches: [match('a', 'superseded')] })).toEqual([]);
});

it.each(['declined', 'lapsed', 'superseded'] as const)(
  'a case whose match is %s, and that nobody else took, is one without a leader',
  (state) => {
    expect(ids({}, { matches: [match('a', state)] })).toEqual(['a', 'b', 'c']);
    expect(ids({ show: 'uncovered' }, { matches: [match('a', state), match('a')] })).toEqual(['b', 'c']);
  },
);

it('pages the table and keeps the filter', () => {
  const many = Array.from({ length: 150 }, (_, n) => uncovered(`x${String(n)}`));
  const page = shown({ show: 'uncovered', page: '1' }, { uncovered: many });
  expect([page.rows.length, page.pages.next]).toEqual([100, '/runs/r1/map?show=uncovered&page=2#cases']);
  expect(shown({ show: 'uncovered', page: '2' }, { uncovered: many }).rows).toHaveLength(50);
  expect(page.content.uncovered).toHaveLength(150);
});

it('sorts the table by a link in each column, lifts each filter, and gives the same rows as a file', () => {
  expect(ids({ sort: 'case', direction: 'descending' })).toEqual(['c', 'b', 'a']);
  expect(ids({ sort: 'miles', direction: 'descending' })[0]).toBe('a');
  const page = shown({ region: 'London', show: 'covered', sort: 'days', direction: 'ascending' });
  expect(page.columns.find(({ text }) => text === 'Days')?.ariaSort).toBe('ascending');
  expect(page.tags).toEqual([
    { text: 'London', href: '/runs/r1/map?show=covered&sort=days&direction=ascending' },
    { text: 'Cases with a leader', href: '/runs/r1/map?region=London&sort=days&direction=ascending' },
  ]);
  expect(page.links.csv).toBe(
    '/runs/r1/map/cases.csv?region=London&show=covered&sort=days&direction=ascending',
  );
  const facts: MapFacts = {
    ...{ runId: 'r1', matches: [], uncovered: [uncovered('b')], places: PLACES, form: mapForm({}), page: 1 },
  };
  expect(csvText(MAP_FILE_COLUMNS, mapRows(facts))).toContain(
    'b,b,Not known,3,No leader,,"Place not known, not drawn"',
  );
});

it('gives the map that moves the same cases, each where the drawing has it, with its words and its page', () => {
  const facts: MapFacts = {
    ...{ runId: 'r1', matches: [match('a')], uncovered: [uncovered('b'), uncovered('c')], places: PLACES },
    ...{ form: mapForm({}), page: 1 },
  };
  const { cases, leaders, width } = presentMarks(facts, null);
  expect(cases.map(({ text, isCovered, href }) => [text, isCovered, href])).toEqual([
    [expect.stringMatching(/^a: .*, \d+\.\d miles$/), true, '/runs/r1/cases/a'],
    ['c: no leader', false, '/runs/r1/cases/c'],
  ]);
  expect(cases[1]?.leaderAt).toBeNull();
  expect(leaders).toHaveLength(2);
  const at = cases[1]?.at ?? [NaN, NaN];
  const svg = runMapSvg(presentMap(facts).content, null, 'A map');
  // the cross of an uncovered case begins four pixels up and left of its place
  expect(svg).toContain(`M${String(at[0] - 4)},${String(at[1] - 4)}l8,8`);
  expect(at[0]).toBeLessThan(width);
  expect(presentMarks({ ...facts, form: mapForm({ show: 'uncovered' }) }, null).cases).toHaveLength(1);
});
