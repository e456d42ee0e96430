import { daysFromHalfDays, OFFER_YEARS, type OfferYear } from '../../../../../libs/domain/kernel/index.js';
import { CLAIM_STATES, type ClaimState } from '../../../../../libs/domain/lifecycle/index.js';
import type { ClaimView } from '../../../../../libs/features/delivery/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import { CLAIM_STATE_NAMES, OFFER_NAMES } from '../../../../../libs/wording/index.js';
import { type Form, textField } from '../form.js';
import {
  addressOf,
  type ColumnName,
  type SortColumn,
  sortColumns,
  sortedRows,
  sortOrder,
  type SortOrder,
} from '../sorted-list.js';

const CLAIM_SORTS = ['made', 'offer', 'whose', 'from', 'days', 'amount', 'state'] as const;
type ClaimSort = (typeof CLAIM_SORTS)[number];

/** Filter and order of the list as its address holds them; empty: not filtered by that. */
export interface ClaimsForm extends SortOrder<ClaimSort> {
  readonly offer: OfferYear | '';
  readonly state: ClaimState | '';
}

/** What the address asks for. What is not known counts as not asked. */
export function claimsForm(query: Form): ClaimsForm {
  return {
    offer: OFFER_YEARS.find((year) => year === textField(query, 'offer')) ?? '',
    state: CLAIM_STATES.find((state) => state === textField(query, 'state')) ?? '',
    ...sortOrder(query, CLAIM_SORTS, { sort: 'made', direction: 'descending' }),
  };
}

/** The same list as an address, with something changed. */
export function claimsAddress(
  form: ClaimsForm,
  change: Partial<Record<keyof ClaimsForm, string>> = {},
  path = '/claims',
): string {
  return addressOf(path, { ...form, ...change });
}

const KEYS: Readonly<Record<ClaimSort, (claim: ClaimView) => string | number>> = {
  made: ({ madeAt }) => madeAt.getTime(),
  offer: ({ offer }) => offer,
  whose: ({ leaderName }) => leaderName ?? '',
  from: ({ from }) => from,
  days: ({ halfDays }) => halfDays,
  amount: ({ amountPence }) => amountPence,
  state: ({ state }) => state,
};
const COLUMN_NAMES: readonly ColumnName<ClaimSort>[] = [
  ['made', 'Made'],
  ['offer', 'Offer'],
  ['whose', 'For'],
  ['from', 'Visits from'],
  ['days', 'Days', 'number'],
  ['amount', 'Amount', 'number'],
  ['state', 'State'],
];

/** The claims that the form asks for, in its order. */
export function chosenClaims(claims: readonly ClaimView[], form: ClaimsForm): readonly ClaimView[] {
  const chosen = claims.filter(
    ({ offer, state }) =>
      (form.offer === '' || offer === form.offer) && (form.state === '' || state === form.state),
  );
  return sortedRows(chosen, KEYS[form.sort], form.direction);
}

export interface ClaimsListParts {
  readonly columns: readonly SortColumn[];
  readonly tags: readonly { readonly text: string; readonly href: string }[];
  readonly states: readonly { readonly value: string; readonly text: string }[];
  readonly links: Readonly<Record<'csv' | 'xlsx', string>>;
}

/** What stands around the rows: headings, filters in force, files. */
export function claimsListParts(form: ClaimsForm): ClaimsListParts {
  return {
    columns: sortColumns(COLUMN_NAMES, form, (change) => claimsAddress(form, change)),
    tags: [
      ...(form.offer === ''
        ? []
        : [{ text: OFFER_NAMES[form.offer], href: claimsAddress(form, { offer: '' }) }]),
      ...(form.state === ''
        ? []
        : [{ text: CLAIM_STATE_NAMES[form.state], href: claimsAddress(form, { state: '' }) }]),
    ],
    states: [
      { value: '', text: 'Any state' },
      ...CLAIM_STATES.map((value) => ({ value, text: CLAIM_STATE_NAMES[value] })),
    ],
    links: {
      csv: claimsAddress(form, {}, '/claims/claims.csv'),
      xlsx: claimsAddress(form, {}, '/claims/claims.xlsx'),
    },
  };
}

/** The list as a file. */
export const CLAIM_LIST_COLUMNS: readonly CsvColumn<ClaimView>[] = [
  { name: 'claim_id', of: ({ id }) => id },
  { name: 'made_on', of: ({ madeAt }) => madeAt.toISOString().slice(0, 10) },
  { name: 'offer', of: ({ offer }) => offer },
  { name: 'leader_ref', of: ({ leaderRef }) => leaderRef },
  { name: 'leader_name', of: ({ leaderName }) => leaderName },
  { name: 'from', of: ({ from }) => from },
  { name: 'to', of: ({ to }) => to },
  { name: 'visits', of: ({ visits }) => visits },
  { name: 'days', of: ({ halfDays }) => daysFromHalfDays(halfDays) },
  { name: 'day_rate_pounds', of: ({ dayRatePence }) => dayRatePence / 100 },
  { name: 'amount_pounds', of: ({ amountPence }) => amountPence / 100 },
  { name: 'state', of: ({ state }) => CLAIM_STATE_NAMES[state] },
];
