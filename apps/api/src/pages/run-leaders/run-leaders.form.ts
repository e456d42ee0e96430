import { type Form, textField } from '../form.js';
import { addressOf, pageNumber, sortOrder, type SortOrder } from '../sorted-list.js';

export const RUN_LEADER_SORTS = [
  'worth',
  'name',
  'region',
  'offered',
  'used',
  'left',
  'engagements',
] as const;
export type RunLeaderSort = (typeof RUN_LEADER_SORTS)[number];

export const DAYS_LEFT = ['some', 'none'] as const;

/** Filter and order of the list as its address holds them; empty: not filtered by that. */
export interface RunLeadersForm extends SortOrder<RunLeaderSort> {
  readonly region: string;
  readonly left: (typeof DAYS_LEFT)[number] | '';
  /** Part of a name or reference. */
  readonly text: string;
  /** From 1. */
  readonly page: number;
  /** Every row on one page, for printing. */
  readonly all: boolean;
}

const TEXT_LENGTH = 100;
const MOST_WORTH_FIRST: SortOrder<RunLeaderSort> = { sort: 'worth', direction: 'ascending' };

/** What the address asks for. What is not known counts as not asked. */
export function runLeadersForm(query: Form): RunLeadersForm {
  return {
    region: textField(query, 'region').slice(0, TEXT_LENGTH),
    left: DAYS_LEFT.find((known) => known === textField(query, 'left')) ?? '',
    text: textField(query, 'text').slice(0, TEXT_LENGTH),
    ...sortOrder(query, RUN_LEADER_SORTS, MOST_WORTH_FIRST),
    page: pageNumber(query),
    all: textField(query, 'all') === 'yes',
  };
}

/** The same list as an address, with something changed; a changed filter or order begins on the first page. */
export function runLeadersAddress(
  path: string,
  form: RunLeadersForm,
  change: Partial<Record<keyof RunLeadersForm, string>> = {},
): string {
  const { region, left, text, sort, direction, all } = form;
  const isUsual = sort === MOST_WORTH_FIRST.sort && direction === MOST_WORTH_FIRST.direction;
  return addressOf(path, {
    ...{ region, left, text },
    ...(isUsual ? {} : { sort, direction }),
    ...(all ? { all: 'yes' } : {}),
    ...change,
  });
}
