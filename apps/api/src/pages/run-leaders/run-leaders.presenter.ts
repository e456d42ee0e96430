import { daysFromHalfDays, type LeaderRef } from '../../../../../libs/domain/kernel/index.js';
import type { MarginalValue } from '../../../../../libs/domain/planning/index.js';
import type { MarginalView, RunPlaces, RunResultView } from '../../../../../libs/features/runs/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import { leaderCalled, marginalSentence } from '../../../../../libs/wording/index.js';
import {
  type ColumnName,
  type PageLinks,
  pageLinks,
  type SortColumn,
  sortColumns,
  sortedRows,
} from '../sorted-list.js';
import { DAYS_LEFT, runLeadersAddress, type RunLeadersForm, type RunLeaderSort } from './run-leaders.form.js';

export interface LeaderRow {
  readonly ref: string;
  readonly name: string;
  readonly region: string;
  readonly offered: number;
  readonly used: number;
  readonly left: number;
  readonly engagements: number;
  readonly worth: string;
}

const ROWS_ON_A_PAGE = 100;

interface Item {
  readonly value: string;
  readonly text: string;
}

export interface RunLeadersPage {
  readonly leaders: readonly LeaderRow[];
  readonly columns: readonly SortColumn[];
  readonly choices: Readonly<Record<'regions' | 'left', readonly Item[]>>;
  readonly tags: readonly { readonly text: string; readonly href: string }[];
  readonly pages: PageLinks;
  readonly links: Readonly<Record<'csv' | 'xlsx', string>> & {
    /** Null: all are shown. */
    readonly all: string | null;
  };
}

const LEFT_TEXTS = { '': 'Any days left', some: 'Some days left', none: 'No days left' } as const;
const COLUMN_NAMES: readonly ColumnName<RunLeaderSort>[] = [
  ['name', 'Leader'],
  ['region', 'Region'],
  ['offered', 'Days offered', 'number'],
  ['used', 'Days used by this plan', 'number'],
  ['left', 'Days left after it', 'number'],
  ['engagements', 'Matches', 'number'],
  ['worth', 'What more days would do'],
];

/** The leaders that the form asks for, in its order; `rows`: most worth first. */
export function chosenLeaders(rows: readonly LeaderRow[], form: RunLeadersForm): readonly LeaderRow[] {
  const text = form.text.toLowerCase();
  const chosen = rows.filter(
    ({ name, ref, region, left }) =>
      (text === '' || `${name} ${ref}`.toLowerCase().includes(text)) &&
      (form.region === '' || region === form.region) &&
      (form.left === '' || left > 0 === (form.left === 'some')),
  );
  const { sort, direction } = form;
  if (sort === 'worth') return direction === 'ascending' ? chosen : chosen.reverse();
  return sortedRows(chosen, (row) => row[sort], direction);
}

/** A hundred of them at a time, or all of them to print. */
export function presentRunLeaderList(
  path: string,
  rows: readonly LeaderRow[],
  form: RunLeadersForm,
): RunLeadersPage {
  const address = (change: Partial<Record<keyof RunLeadersForm, string>> = {}): string =>
    runLeadersAddress(path, form, change);
  const chosen = chosenLeaders(rows, form);
  const last = Math.max(1, Math.ceil(chosen.length / ROWS_ON_A_PAGE));
  const page = form.all ? 1 : Math.min(form.page, last);
  const size = form.all ? Math.max(chosen.length, 1) : ROWS_ON_A_PAGE;
  const regions = [...new Set(rows.map(({ region }) => region))].sort();
  return {
    leaders: chosen.slice((page - 1) * size, page * size),
    columns: sortColumns(COLUMN_NAMES, form, address),
    choices: {
      regions: [{ value: '', text: 'Every region' }, ...regions.map((value) => ({ value, text: value }))],
      left: (['', ...DAYS_LEFT] as const).map((value) => ({ value, text: LEFT_TEXTS[value] })),
    },
    tags: [
      ...(form.region === '' ? [] : [{ text: form.region, href: address({ region: '' }) }]),
      ...(form.left === '' ? [] : [{ text: LEFT_TEXTS[form.left], href: address({ left: '' }) }]),
      ...(form.text === '' ? [] : [{ text: `“${form.text}”`, href: address({ text: '' }) }]),
    ],
    pages: pageLinks({ page, size, total: chosen.length }, 'Leaders', (to) => address({ page: to })),
    links: {
      csv: runLeadersAddress(`${path}.csv`, form, { all: '' }),
      xlsx: runLeadersAddress(`${path}.xlsx`, form, { all: '' }),
      all: last > 1 && !form.all ? address({ all: 'yes' }) : null,
    },
  };
}

/** The list as a file: the columns of leaders.csv (contracts), and what the page shows besides. */
export const RUN_LEADER_COLUMNS: readonly CsvColumn<LeaderRow>[] = [
  { name: 'leader_ref', of: (row) => row.ref },
  { name: 'leader_name', of: (row) => row.name },
  { name: 'region', of: (row) => row.region },
  { name: 'days_offered', of: (row) => row.offered },
  { name: 'days_used', of: (row) => row.used },
  { name: 'days_left', of: (row) => row.left },
  { name: 'engagements', of: (row) => row.engagements },
  { name: 'more_days', of: (row) => row.worth },
];

/** What a run takes of each leader and what one more day of them is worth, most worth first. */
export function presentRunLeaders(facts: {
  readonly result: RunResultView;
  readonly marginal: MarginalView | null;
  readonly places: RunPlaces;
  readonly leaderNames: ReadonlyMap<LeaderRef, string>;
}): readonly LeaderRow[] {
  const called = leaderCalled(facts.leaderNames, facts.places.cases);
  const values = facts.marginal?.leaders ?? [];
  const rank = new Map(values.map(({ leader }, place) => [leader, place]));
  const worth = new Map(values.map((value): [string, MarginalValue] => [value.leader, value]));
  return facts.result.leaders
    .map((leader) => {
      const value = worth.get(leader.leaderRef);
      return {
        ref: leader.leaderRef,
        name: facts.leaderNames.get(leader.leaderRef) ?? leader.leaderRef,
        region: facts.places.leaders.get(leader.leaderRef)?.region ?? 'Not known',
        offered: daysFromHalfDays(leader.halfDaysOffered),
        used: daysFromHalfDays(leader.halfDaysUsed),
        left: daysFromHalfDays(leader.halfDaysLeft),
        engagements: leader.engagements,
        worth: value === undefined ? '' : marginalSentence(value, called),
      };
    })
    .sort(
      (a, b) => (rank.get(a.ref) ?? Infinity) - (rank.get(b.ref) ?? Infinity) || (a.ref < b.ref ? -1 : 1),
    );
}
