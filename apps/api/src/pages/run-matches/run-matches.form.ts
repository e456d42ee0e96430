import { MATCH_STATES, type MatchState } from '../../../../../libs/domain/lifecycle/index.js';
import { type Form, textField } from '../form.js';

export const DISTANCES = ['up-to-10', '10-to-25', '25-to-50', 'over-50'] as const;
export const NEEDS = ['all-met', 'some-missed'] as const;
export const MATCH_SORTS = [
  'case',
  'leader',
  'region',
  'priority',
  'days',
  'miles',
  'score',
  'state',
] as const;
export type MatchSort = (typeof MATCH_SORTS)[number];

/** Cases whose region is not known, as the filter names them. */
export const NO_REGION = '-';

/** The filter of the page as its address holds it; empty: not filtered by that. */
export interface MatchesForm {
  readonly region: string;
  /** Part of a leader's name or reference. */
  readonly leader: string;
  readonly distance: (typeof DISTANCES)[number] | '';
  readonly needs: (typeof NEEDS)[number] | '';
  readonly state: MatchState | '';
  readonly sort: MatchSort;
  readonly direction: 'up' | 'down';
  /** From 1. */
  readonly page: number;
  /** Every row on one page, for printing. */
  readonly all: boolean;
}

const TEXT_LENGTH = 100;
const DEFAULT_SORT: MatchSort = 'priority';

/** What the address asks for. What is not known counts as not asked. */
export function matchesForm(query: Form): MatchesForm {
  const among = <Value extends string>(values: readonly Value[], name: string): Value | '' =>
    values.find((value) => value === textField(query, name)) ?? '';
  const page = Number(textField(query, 'page'));
  return {
    region: textField(query, 'region').slice(0, TEXT_LENGTH),
    leader: textField(query, 'leader').slice(0, TEXT_LENGTH),
    distance: among(DISTANCES, 'distance'),
    needs: among(NEEDS, 'needs'),
    state: among(MATCH_STATES, 'state'),
    sort: among(MATCH_SORTS, 'sort') || DEFAULT_SORT,
    direction: textField(query, 'direction') === 'down' ? 'down' : 'up',
    page: Number.isInteger(page) && page > 0 ? page : 1,
    all: textField(query, 'all') === 'yes',
  };
}

/** The same list as an address, with something changed; a changed filter or order begins on the first page. */
export function matchesAddress(
  path: string,
  form: MatchesForm,
  change: Partial<Record<keyof MatchesForm, string>> = {},
): string {
  const { page, all, sort, direction, ...filter } = form;
  const given = {
    ...filter,
    ...(sort === DEFAULT_SORT && direction === 'up' ? {} : { sort, direction }),
    ...(all ? { all: 'yes' } : {}),
    ...(page > 1 && 'page' in change ? { page: String(page) } : {}),
    ...change,
  };
  const query = new URLSearchParams(Object.entries(given).filter(([, value]) => value !== ''));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
