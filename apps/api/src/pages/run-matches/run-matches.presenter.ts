import { plural } from '../../../../../libs/wording/index.js';
import { mayBeChanged } from '../override/override.form.js';
import type { SortColumn } from '../sorted-list.js';
import { chosenRows, type MatchRow, needsText, stateText } from './match-rows.js';
import {
  DISTANCES,
  MATCH_SORTS,
  matchesAddress,
  type MatchesForm,
  type MatchSort,
  NEEDS,
  NO_REGION,
} from './run-matches.form.js';

const ROWS_ON_A_PAGE = 50;

interface Item {
  readonly value: string;
  readonly text: string;
}

export interface MatchesPage {
  readonly found: string;
  readonly rows: readonly (Omit<MatchRow, 'state' | 'region' | 'why'> & {
    readonly needs: string;
    readonly why: string;
    readonly region: string;
    readonly state: string;
    readonly href: string;
    /** Where a reviewer decides otherwise; null: the match is past that, or this person may not. */
    readonly overrideHref: string | null;
  })[];
  readonly columns: readonly SortColumn[];
  readonly choices: Readonly<Record<'regions' | 'distances' | 'needs' | 'states', readonly Item[]>>;
  readonly tags: readonly { readonly text: string; readonly href: string }[];
  readonly pages: {
    readonly previous: string | null;
    readonly next: string | null;
    readonly text: string | null;
  };
  readonly links: Readonly<Record<'csv' | 'xlsx', string>> & { readonly all: string | null };
}

const DISTANCE_TEXTS: Readonly<Record<MatchesForm['distance'], string>> = {
  '': 'Any distance',
  'up-to-10': 'Up to 10 miles',
  '10-to-25': 'More than 10, up to 25 miles',
  '25-to-50': 'More than 25, up to 50 miles',
  'over-50': 'More than 50 miles',
};
const NEED_TEXTS: Readonly<Record<MatchesForm['needs'], string>> = {
  '': 'Any needs',
  'all-met': 'Every need met',
  'some-missed': 'Some need not met',
};
const COLUMN_TEXTS: Readonly<Record<MatchSort, string>> = {
  case: 'School or trust',
  leader: 'Leader',
  region: 'Region',
  priority: 'Priority',
  days: 'Days',
  miles: 'Miles',
  score: 'Score',
  state: 'State',
};
const NUMERIC: readonly MatchSort[] = ['priority', 'days', 'miles', 'score'];

/** The matches of one run as its address asks for them. */
export function presentMatches(
  runId: string,
  rows: readonly MatchRow[],
  form: MatchesForm,
  mayOverride: boolean,
): MatchesPage {
  const path = `/runs/${runId}/matches`;
  const address = (change: Partial<Record<keyof MatchesForm, string>> = {}): string =>
    matchesAddress(path, form, change);
  const chosen = chosenRows(rows, form);
  const lastPage = Math.max(1, Math.ceil(chosen.length / ROWS_ON_A_PAGE));
  const page = Math.min(form.page, lastPage);
  const from = (page - 1) * ROWS_ON_A_PAGE;
  const shown = form.all ? chosen : chosen.slice(from, from + ROWS_ON_A_PAGE);
  const paged = !form.all && lastPage > 1;
  return {
    found:
      chosen.length === rows.length
        ? foundText(rows)
        : `${String(chosen.length)} of ${plural(rows.length, 'match', 'matches')} shown.`,
    rows: shown.map((row) => ({
      ...row,
      needs: needsText(row),
      why: row.why(),
      region: row.region ?? 'Not known',
      state: stateText(row.state),
      href: `/runs/${runId}/cases/${encodeURIComponent(row.caseId)}`,
      overrideHref: mayOverride && mayBeChanged(row.state) ? `/matches/${row.matchId}/override` : null,
    })),
    columns: columns(form, address),
    choices: choices(rows),
    tags: tags(form, address),
    pages: {
      previous: paged && page > 1 ? address({ page: page === 2 ? '' : String(page - 1) }) : null,
      next: paged && page < lastPage ? address({ page: String(page + 1) }) : null,
      text: paged ? `Page ${String(page)} of ${String(lastPage)}` : null,
    },
    links: {
      csv: matchesAddress(`${path}.csv`, form),
      xlsx: matchesAddress(`${path}.xlsx`, form),
      all: paged ? address({ all: 'yes' }) : null,
    },
  };
}

function foundText(rows: readonly MatchRow[]): string {
  const replaced = rows.filter(({ state }) => state === 'superseded').length;
  const standing = `${plural(rows.length - replaced, 'match', 'matches')} in this run`;
  return replaced === 0
    ? `${standing}.`
    : `${standing}, and ${String(replaced)} that others took the place of.`;
}

type Address = (change: Partial<Record<keyof MatchesForm, string>>) => string;

function columns(form: MatchesForm, address: Address): readonly SortColumn[] {
  return MATCH_SORTS.map((sort) => {
    const isSorted = form.sort === sort;
    const direction = isSorted && form.direction === 'up' ? 'down' : 'up';
    return {
      text: COLUMN_TEXTS[sort],
      numeric: NUMERIC.includes(sort),
      href: address({ sort, direction }),
      ariaSort: isSorted ? (form.direction === 'up' ? 'ascending' : 'descending') : 'none',
    };
  });
}

function choices(rows: readonly MatchRow[]): MatchesPage['choices'] {
  const regions = [...new Set(rows.map((row) => row.region ?? NO_REGION))].sort();
  const states = [...new Set(rows.map((row) => row.state))].sort();
  return {
    regions: [
      { value: '', text: 'Every region' },
      ...regions.map((value) => ({ value, text: regionText(value) })),
    ],
    distances: ['' as const, ...DISTANCES].map((value) => ({ value, text: DISTANCE_TEXTS[value] })),
    needs: ['' as const, ...NEEDS].map((value) => ({ value, text: NEED_TEXTS[value] })),
    states: [{ value: '', text: 'Any state' }, ...states.map((value) => ({ value, text: stateText(value) }))],
  };
}

function regionText(region: string): string {
  return region === NO_REGION ? 'Region not known' : region;
}

function tags(form: MatchesForm, address: Address): MatchesPage['tags'] {
  const tag = (name: keyof MatchesForm, text: string): MatchesPage['tags'] =>
    form[name] === '' ? [] : [{ text, href: address({ [name]: '' }) }];
  return [
    ...tag('region', regionText(form.region)),
    ...tag('leader', `Leader: ${form.leader}`),
    ...tag('distance', DISTANCE_TEXTS[form.distance]),
    ...tag('needs', NEED_TEXTS[form.needs]),
    ...tag('state', form.state === '' ? '' : stateText(form.state)),
  ];
}
