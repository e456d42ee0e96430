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
import { type Form, textField } from '../form.js';

export const MAP_SHOWS = ['', 'covered', 'uncovered'] as const;
const ROWS_ON_A_PAGE = 100;
const NO_REGION = '-';
const HOLDING: readonly string[] = ['proposed', ...LIVE_MATCH_STATES, 'completed', 'ended-early'];

/** The filter of the map as its address holds it. */
export interface MapForm {
  readonly region: string;
  readonly show: (typeof MAP_SHOWS)[number];
  /** From 1. */
  readonly page: number;
}

export function mapForm(query: Form): MapForm {
  const page = Number(textField(query, 'page'));
  return {
    region: textField(query, 'region').slice(0, 100),
    show: MAP_SHOWS.find((one) => one === textField(query, 'show')) ?? '',
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

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
  readonly pages: {
    readonly text: string;
    readonly previous: string | null;
    readonly next: string | null;
  } | null;
}

export interface MapFacts {
  readonly runId: string;
  readonly matches: readonly RunMatchView[];
  readonly uncovered: readonly UncoveredCaseView[];
  readonly places: RunPlaces;
  readonly form: MapForm;
}

interface Drawn {
  readonly matches: readonly RunMatchView[];
  readonly uncovered: readonly UncoveredCaseView[];
  readonly idleLeaders: readonly PlacedLeader[];
}

/** The cases that the filter leaves, and further leaders. */
function drawn({ matches: all, uncovered: without, places, form }: MapFacts): Drawn {
  const regionOf = (caseId: string): string => places.cases.get(caseId)?.region ?? NO_REGION;
  const isShown = ({ caseId }: { readonly caseId: string }): boolean =>
    form.region === '' || regionOf(caseId) === form.region;
  const held = all.filter(({ state }) => HOLDING.includes(state));
  const placed = new Set(held.map(({ caseId }) => caseId));
  const busy = new Set(held.map(({ leaderRef }) => leaderRef));
  return {
    matches: form.show === 'uncovered' ? [] : held.filter(isShown),
    uncovered:
      form.show === 'covered' ? [] : without.filter((one) => !placed.has(one.caseId) && isShown(one)),
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
  const rows = [
    ...shown.uncovered.map((one) => () => uncoveredRow(facts, one)),
    ...shown.matches.map((one) => () => matchRow(facts, one)),
  ];
  const known = [...new Set([...places.cases.values()].map(({ region }) => region ?? NO_REGION))].sort();
  return {
    content,
    sentence: mapSentence(content),
    ...paged(facts.runId, rows, form),
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

function uncoveredRow({ runId, places }: MapFacts, one: UncoveredCaseView): MapRow {
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

function paged(
  runId: string,
  rows: readonly (() => MapRow)[],
  form: MapForm,
): Pick<MapPage, 'rows' | 'pages'> {
  const last = Math.max(1, Math.ceil(rows.length / ROWS_ON_A_PAGE));
  const page = Math.min(form.page, last);
  const address = (to: number): string => {
    const query = new URLSearchParams({
      ...(form.region === '' ? {} : { region: form.region }),
      ...(form.show === '' ? {} : { show: form.show }),
      page: String(to),
    });
    return `/runs/${runId}/map?${query.toString()}#cases`;
  };
  return {
    rows: rows.slice((page - 1) * ROWS_ON_A_PAGE, page * ROWS_ON_A_PAGE).map((row) => row()),
    pages:
      last === 1
        ? null
        : {
            text: `Page ${String(page)} of ${String(last)} of the same cases`,
            previous: page > 1 ? address(page - 1) : null,
            next: page < last ? address(page + 1) : null,
          },
  };
}
