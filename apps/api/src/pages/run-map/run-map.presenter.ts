import { daysFromHalfDays, type Location, milesFromMetres } from '../../../../../libs/domain/kernel/index.js';
import { LIVE_MATCH_STATES } from '../../../../../libs/domain/lifecycle/index.js';
import type { RunMatchView } from '../../../../../libs/features/matches/index.js';
import {
  type MapContent,
  mapFrame,
  mapSentence,
  type Point,
} from '../../../../../libs/features/reports/index.js';
import type { PlacedLeader, RunPlaces, UncoveredCaseView } from '../../../../../libs/features/runs/index.js';
import type { Boundaries } from '../../../../../libs/platform/geography/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import {
  type ColumnName,
  type PageLinks,
  pageLinks,
  type SortColumn,
  sortColumns,
  sortedRows,
} from '../sorted-list.js';
import { mapAddress, type MapForm, type MapSort, NO_REGION } from './run-map.form.js';

const ROWS_ON_A_PAGE = 100;
const HOLDING: readonly string[] = ['proposed', ...LIVE_MATCH_STATES, 'completed', 'ended-early'];

export interface MapRow {
  readonly href: string;
  readonly caseId: string;
  readonly name: string;
  readonly region: string;
  readonly days: number;
  readonly leader: string;
  readonly miles: string;
  /** Empty: its exact place is known. */
  readonly place: string;
}

export interface MapPage {
  readonly content: MapContent;
  readonly sentence: string;
  /** Where the same marks can be asked for by who can draw them in the browser. */
  readonly marks: string;
  readonly rows: readonly MapRow[];
  readonly regions: readonly { readonly value: string; readonly text: string }[];
  readonly columns: readonly SortColumn[];
  readonly tags: readonly { readonly text: string; readonly href: string }[];
  readonly pages: PageLinks;
  readonly links: { readonly csv: string; readonly xlsx: string };
}

export interface MapFacts {
  readonly runId: string;
  readonly matches: readonly RunMatchView[];
  readonly uncovered: readonly UncoveredCaseView[];
  readonly places: RunPlaces;
  readonly form: MapForm;
  /** Of the table, from 1. */
  readonly page: number;
}

type LeaderlessCase = Pick<UncoveredCaseView, 'caseId' | 'name' | 'halfDays'>;

interface Drawn {
  readonly matches: readonly RunMatchView[];
  readonly uncovered: readonly LeaderlessCase[];
  readonly idleLeaders: readonly PlacedLeader[];
}

/** Those that the plan left out, and those whose leader declined, did not answer or was taken away since. */
function leaderless(
  { matches, uncovered }: MapFacts,
  placed: ReadonlySet<string>,
): readonly LeaderlessCase[] {
  const lost = matches.map(({ caseId, caseName: name, halfDays }): LeaderlessCase => ({
    caseId,
    name,
    halfDays,
  }));
  const byCase = new Map([...lost, ...uncovered].map((one) => [one.caseId, one]));
  return [...byCase.values()].filter(({ caseId }) => !placed.has(caseId));
}

/** The cases that the filter leaves, and further leaders. */
function drawn(facts: MapFacts): Drawn {
  const { matches: all, places, form } = facts;
  const regionOf = (caseId: string): string => places.cases.get(caseId)?.region ?? NO_REGION;
  const isShown = ({ caseId }: { readonly caseId: string }): boolean =>
    form.region === '' || regionOf(caseId) === form.region;
  const held = all.filter(({ state }) => HOLDING.includes(state));
  const placed = new Set(held.map(({ caseId }) => caseId));
  const busy = new Set(held.map(({ leaderRef }) => leaderRef));
  return {
    matches: form.show === 'uncovered' ? [] : held.filter(isShown),
    uncovered: form.show === 'covered' ? [] : leaderless(facts, placed).filter(isShown),
    idleLeaders:
      form.region === '' && form.show !== 'covered'
        ? [...places.leaders.values()].filter(({ leaderRef }) => !busy.has(leaderRef))
        : [],
  };
}

function contentOf({ matches, uncovered, idleLeaders }: Drawn, places: RunPlaces): MapContent {
  return {
    matches: matches.map(({ caseId, leaderRef }) => ({
      caseAt: places.cases.get(caseId)?.location ?? null,
      leaderAt: places.leaders.get(leaderRef)?.location ?? null,
    })),
    uncovered: uncovered.map(({ caseId }) => places.cases.get(caseId)?.location ?? null),
    idleLeaders: idleLeaders.map(({ location }) => location),
  };
}

/** What the map draws and the table under it lists: the same cases. */
export function presentMap(facts: MapFacts): MapPage {
  const { places, form } = facts;
  const shown = drawn(facts);
  const content = contentOf(shown, places);
  const rows = rowsOf(facts, shown);
  const first = (facts.page - 1) * ROWS_ON_A_PAGE;
  const address = (change: Parameters<typeof mapAddress>[2], path = ''): string =>
    mapAddress(facts.runId, form, change, path);
  const known = [...new Set([...places.cases.values()].map(({ region }) => region ?? NO_REGION))].sort();
  return {
    content,
    sentence: mapSentence(content),
    rows: rows.slice(first, first + ROWS_ON_A_PAGE),
    columns: sortColumns(COLUMNS, form, (change) => `${address(change)}#cases`),
    tags: mapTags(facts),
    pages: pageLinks(
      { page: facts.page, size: ROWS_ON_A_PAGE, total: rows.length },
      'Cases',
      (to) => `${address({ page: to })}#cases`,
    ),
    links: { csv: address({}, '/cases.csv'), xlsx: address({}, '/cases.xlsx') },
    marks: `/runs/${facts.runId}/map/marks?${new URLSearchParams({ region: form.region, show: form.show }).toString()}`,
    regions: [
      { value: '', text: 'Every region' },
      ...known.map((value) => ({ value, text: value === NO_REGION ? 'Region not known' : value })),
    ],
  };
}

/** The marks of the map that can be moved and enlarged: where each is in the picture, and what it says. */
export interface MapMarks {
  readonly width: number;
  readonly height: number;
  readonly cases: readonly {
    readonly at: Point;
    /** Null: nobody serves it, or it is not known where they are. */
    readonly leaderAt: Point | null;
    readonly isCovered: boolean;
    readonly text: string;
    readonly href: string;
  }[];
  readonly leaders: readonly Point[];
}

export function presentMarks(facts: MapFacts, boundaries: Boundaries | null): MapMarks {
  const { places, runId } = facts;
  const shown = drawn(facts);
  const { width, height, at } = mapFrame(contentOf(shown, places), boundaries);
  const pointOf = (location: Location | null | undefined): Point | null => (location ? at(location) : null);
  const leaderAt = (ref: string): Point | null => pointOf(places.leaders.get(ref)?.location);
  const mark = (caseId: string, to: Point | null, isCovered: boolean, text: string): MapMarks['cases'] => {
    const point = pointOf(places.cases.get(caseId)?.location);
    const href = `/runs/${runId}/cases/${encodeURIComponent(caseId)}`;
    return point === null ? [] : [{ at: point, leaderAt: to, isCovered, text, href }];
  };
  return {
    ...{ width, height },
    cases: [
      ...shown.matches.flatMap(({ caseId, caseName, leaderRef, leaderName, distanceMetres }) => {
        const miles = milesFromMetres(distanceMetres).toFixed(1);
        return mark(caseId, leaderAt(leaderRef), true, `${caseName}: ${leaderName}, ${miles} miles`);
      }),
      ...shown.uncovered.flatMap(({ caseId, name }) => mark(caseId, null, false, `${name}: no leader`)),
    ],
    leaders: [...new Set([...shown.matches, ...shown.idleLeaders].map(({ leaderRef }) => leaderRef))].flatMap(
      (ref) => {
        const point = leaderAt(ref);
        return point === null ? [] : [point];
      },
    ),
  };
}

function matchRow({ runId, places }: MapFacts, match: RunMatchView): MapRow {
  return {
    ...rowOf(runId, places, match.caseId),
    name: match.caseName,
    days: daysFromHalfDays(match.halfDays),
    leader: match.leaderName,
    miles: milesFromMetres(match.distanceMetres).toFixed(1),
  };
}

function uncoveredRow({ runId, places }: MapFacts, one: LeaderlessCase): MapRow {
  return {
    ...rowOf(runId, places, one.caseId),
    ...{ name: one.name, days: daysFromHalfDays(one.halfDays), leader: 'No leader', miles: '' },
  };
}

function rowOf(
  runId: string,
  places: RunPlaces,
  caseId: string,
): Pick<MapRow, 'href' | 'caseId' | 'region' | 'place'> {
  const placed = places.cases.get(caseId);
  const location = placed?.location ?? null;
  return {
    href: `/runs/${runId}/cases/${encodeURIComponent(caseId)}`,
    caseId,
    region: placed?.region ?? 'Not known',
    place:
      location === null ? 'Place not known, not drawn' : location.approximate ? 'Drawn approximately' : '',
  };
}

const COLUMNS: readonly ColumnName<MapSort>[] = [
  ['case', 'School or trust'],
  ['region', 'Region'],
  ['days', 'Days', 'number'],
  ['leader', 'Leader'],
  ['miles', 'Miles', 'number'],
  ['place', 'On the map'],
];
const KEYS: Readonly<Record<MapSort, (row: MapRow) => string | number>> = {
  covered: ({ miles }) => Number(miles !== ''),
  case: ({ name }) => name,
  region: ({ region }) => region,
  days: ({ days }) => days,
  leader: ({ leader }) => leader,
  miles: ({ miles }) => (miles === '' ? -1 : Number(miles)),
  place: ({ place }) => place,
};

function rowsOf(facts: MapFacts, { uncovered, matches }: Drawn): readonly MapRow[] {
  const rows = [
    ...uncovered.map((one) => uncoveredRow(facts, one)),
    ...matches.map((one) => matchRow(facts, one)),
  ];
  return sortedRows(rows, KEYS[facts.form.sort], facts.form.direction);
}

/** Every row of the table, over all its pages. */
export function mapRows(facts: MapFacts): readonly MapRow[] {
  return rowsOf(facts, drawn(facts));
}

/** Each filter in force, with the address that lifts it. */
function mapTags({ runId, form }: MapFacts): MapPage['tags'] {
  const { region, show } = form;
  return [
    ...(region === ''
      ? []
      : [
          {
            text: region === NO_REGION ? 'Region not known' : region,
            href: mapAddress(runId, form, { region: '' }),
          },
        ]),
    ...(show === ''
      ? []
      : [
          {
            text: show === 'covered' ? 'Cases with a leader' : 'Cases without a leader',
            href: mapAddress(runId, form, { show: '' }),
          },
        ]),
  ];
}

/** The table as a file. */
export const MAP_FILE_COLUMNS: readonly CsvColumn<MapRow>[] = [
  { name: 'case_id', of: ({ caseId }) => caseId },
  { name: 'name', of: ({ name }) => name },
  { name: 'region', of: ({ region }) => region },
  { name: 'days', of: ({ days }) => days },
  { name: 'leader', of: ({ leader }) => leader },
  { name: 'distance_miles', of: ({ miles }) => miles },
  { name: 'on_the_map', of: ({ place }) => (place === '' ? 'Drawn' : place) },
];
