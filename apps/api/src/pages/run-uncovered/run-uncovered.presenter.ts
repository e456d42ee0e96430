import { daysFromHalfDays } from '../../../../../libs/domain/kernel/index.js';
import { LIVE_MATCH_STATES } from '../../../../../libs/domain/lifecycle/index.js';
import type { RunMatchView } from '../../../../../libs/features/matches/index.js';
import type {
  MarginalView,
  RunPlaces,
  RunResultView,
  UncoveredCaseView,
} from '../../../../../libs/features/runs/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import {
  leaderCalled,
  marginalSentence,
  plural,
  regionSentence,
  remedySentence,
  uncoveredGroupName,
  whyUncovered,
} from '../../../../../libs/wording/index.js';
import { type ColumnName, type SortColumn, sortColumns, sortedRows } from '../sorted-list.js';
import { uncoveredAddress, type UncoveredForm } from './run-uncovered.form.js';

export interface UncoveredRow {
  readonly caseId: string;
  readonly href: string;
  readonly name: string;
  readonly days: number;
  readonly priority: number;
  readonly region: string;
  readonly why: string;
  readonly remedy: string;
  /** Somebody was given the case since the run; null: nobody. */
  readonly since: string | null;
}

export interface UncoveredGroup {
  readonly reason: string;
  readonly title: string;
  readonly count: string;
  readonly rows: readonly UncoveredRow[];
  /** The rest of a long group; null: all are shown. */
  readonly more: { readonly href: string; readonly text: string } | null;
}

export interface UncoveredPage {
  readonly headline: string;
  readonly columns: readonly SortColumn[];
  readonly tags: readonly { readonly text: string; readonly href: string }[];
  readonly links: { readonly csv: string; readonly xlsx: string };
  readonly choices: { readonly reasons: readonly Item[]; readonly regions: readonly Item[] };
  readonly groups: readonly UncoveredGroup[];
  readonly recruit: {
    readonly regions: readonly string[];
    readonly leaders: readonly string[];
  };
}

interface Item {
  readonly value: string;
  readonly text: string;
}

export interface UncoveredFacts {
  readonly runId: string;
  readonly result: RunResultView;
  readonly marginal: MarginalView | null;
  readonly matches: readonly RunMatchView[];
  readonly places: RunPlaces;
  readonly leaderNames: ReadonlyMap<string, string>;
  /** Of one reason: that group with every row. */
  readonly form: UncoveredForm;
}

const ROWS_SHOWN = 25;
const NO_REGION = 'Not known';
const SUGGESTIONS = 10;
const HOLDING: readonly string[] = ['proposed', ...LIVE_MATCH_STATES];

/** The cases that a run leaves without a leader, by reason, with what would change that and where to look for leaders. */
export function presentUncovered(facts: UncoveredFacts): UncoveredPage {
  const { result, marginal, form } = facts;
  const placed = new Map(
    facts.matches
      .filter(({ state }) => HOLDING.includes(state))
      .map((match) => [match.caseId, match.leaderName]),
  );
  const chosen = chosenUncovered(result.uncovered, facts.places, form);
  const groups = [...groupByReason(chosen)].sort(
    ([a, own], [b, other]) => other.length - own.length || (a < b ? -1 : 1),
  );
  const regions = (marginal?.regions ?? []).filter(({ uncovered }) => uncovered > 0);
  const called = leaderCalled(facts.leaderNames, facts.places.cases);
  const worth = (marginal?.leaders ?? []).filter(({ oneMoreDay, nextCase }) => oneMoreDay ?? nextCase);
  return {
    headline:
      result.uncovered.length === 0
        ? 'Every case has a leader.'
        : `${plural(result.uncovered.length, 'case has', 'cases have')} no leader in this run.`,
    ...listParts(facts),
    groups: groups.map(([code, own]) => group(facts, code, own, placed)),
    recruit: {
      regions: regions.map((need) => regionSentence(need, called)),
      leaders: worth.slice(0, SUGGESTIONS).map((value) => marginalSentence(value, called)),
    },
  };
}

/** The rows that the filters let through, in the order that is asked for. */
export function chosenUncovered(
  rows: readonly UncoveredCaseView[],
  places: RunPlaces,
  { reason, region, sort, direction }: UncoveredForm,
): readonly UncoveredCaseView[] {
  const regionOf = (row: UncoveredCaseView): string => places.cases.get(row.caseId)?.region ?? NO_REGION;
  const keys: Readonly<Record<UncoveredForm['sort'], (row: UncoveredCaseView) => string | number>> = {
    name: (row) => row.name,
    priority: (row) => row.priority,
    days: (row) => row.halfDays,
    region: regionOf,
  };
  const chosen = rows.filter(
    (row) => (reason === '' || row.reason === reason) && (region === '' || regionOf(row) === region),
  );
  return sortedRows(chosen, keys[sort], direction);
}

function listParts({
  runId,
  result,
  places,
  form,
}: UncoveredFacts): Pick<UncoveredPage, 'columns' | 'tags' | 'links' | 'choices'> {
  const address = (change: Partial<Record<keyof UncoveredForm, string>>): string =>
    uncoveredAddress(runId, form, change);
  const { reason, region } = form;
  const reasons = [...new Set(result.uncovered.map((row) => row.reason))];
  const regions = [
    ...new Set(result.uncovered.map((row) => places.cases.get(row.caseId)?.region ?? NO_REGION)),
  ];
  return {
    columns: sortColumns(COLUMNS, form, (change) => address(change)),
    tags: [
      ...(reason === '' ? [] : [{ text: uncoveredGroupName(reason), href: address({ reason: '' }) }]),
      ...(region === '' ? [] : [{ text: region, href: address({ region: '' }) }]),
    ],
    links: {
      csv: uncoveredAddress(runId, form, {}, '.csv'),
      xlsx: uncoveredAddress(runId, form, {}, '.xlsx'),
    },
    choices: {
      reasons: [
        { value: '', text: 'Every reason' },
        ...reasons.map((value) => ({ value, text: uncoveredGroupName(value) })),
      ],
      regions: [
        { value: '', text: 'Every region' },
        ...regions.sort().map((value) => ({ value, text: value })),
      ],
    },
  };
}

const COLUMNS: readonly ColumnName<UncoveredForm['sort']>[] = [
  ['name', 'School or trust'],
  ['priority', 'Priority', 'number'],
  ['days', 'Days', 'number'],
  ['region', 'Region'],
  [null, 'The smallest change that would cover it'],
  [null, 'Why no leader'],
];

function group(
  { runId, places, form, leaderNames }: UncoveredFacts,
  code: string,
  own: readonly UncoveredCaseView[],
  placed: ReadonlyMap<string, string>,
): UncoveredGroup {
  const called = leaderCalled(leaderNames, places.cases);
  const shown = form.reason === '' ? own.slice(0, ROWS_SHOWN) : own;
  return {
    reason: code,
    title: uncoveredGroupName(code),
    count: plural(own.length, 'case', 'cases'),
    rows: shown.map((row) => {
      const leader = placed.get(row.caseId);
      return {
        caseId: row.caseId,
        href: `/runs/${runId}/cases/${encodeURIComponent(row.caseId)}`,
        name: row.name,
        days: daysFromHalfDays(row.halfDays),
        priority: row.priority,
        region: places.cases.get(row.caseId)?.region ?? NO_REGION,
        why: whyUncovered(row, called),
        remedy: row.remedy === null ? 'No single change would cover it.' : remedySentence(row.remedy, called),
        since: leader === undefined ? null : `Given to ${leader} since`,
      };
    }),
    more:
      shown.length === own.length
        ? null
        : {
            href: uncoveredAddress(runId, form, { reason: code }),
            text: `Show all ${plural(own.length, 'case', 'cases')}`,
          },
  };
}

function groupByReason(
  rows: readonly UncoveredCaseView[],
): ReadonlyMap<string, readonly UncoveredCaseView[]> {
  const groups = new Map<string, UncoveredCaseView[]>();
  for (const row of rows) {
    const own = groups.get(row.reason);
    if (own === undefined) groups.set(row.reason, [row]);
    else own.push(row);
  }
  return groups;
}

/** As uncovered.csv (contracts). */
export const UNCOVERED_FILE_COLUMNS: readonly CsvColumn<UncoveredCaseView>[] = [
  { name: 'case_id', of: (row) => row.caseId },
  { name: 'subject_kind', of: (row) => row.unit },
  { name: 'subject_id', of: (row) => row.supportedId },
  { name: 'name', of: (row) => row.name },
  { name: 'days', of: (row) => daysFromHalfDays(row.halfDays) },
  { name: 'priority', of: (row) => row.priority },
  { name: 'reason', of: (row) => row.reason },
  { name: 'nearest_remedy', of: (row) => row.nearestRemedy },
  { name: 'why', of: (row) => row.why },
];
