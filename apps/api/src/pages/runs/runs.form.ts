import { OFFER_YEARS, type OfferYear } from '../../../../../libs/domain/kernel/index.js';
import { RUN_STATES, type RunState } from '../../../../../libs/domain/lifecycle/index.js';
import { RUN_SORTS, type RunSort } from '../../../../../libs/features/runs/index.js';
import { type Form, textField } from '../form.js';
import { addressOf, sortOrder, type SortOrder } from '../sorted-list.js';

/** Filter and order of the list as its address holds them; empty: not filtered by that. */
export interface RunsForm extends SortOrder<RunSort> {
  readonly offer: OfferYear | '';
  readonly state: RunState | '';
}

const NEWEST_FIRST: SortOrder<RunSort> = { sort: 'started', direction: 'descending' };

/** What the address asks for. What is not known counts as not asked. */
export function runsForm(query: Form): RunsForm {
  return {
    offer: OFFER_YEARS.find((year) => year === textField(query, 'offer')) ?? '',
    state: RUN_STATES.find((state) => state === textField(query, 'state')) ?? '',
    ...sortOrder(query, RUN_SORTS, NEWEST_FIRST),
  };
}

/** The same list as an address, with something changed. */
export function runsAddress(
  form: RunsForm,
  change: Partial<Record<keyof RunsForm | 'page', string>> = {},
  path = '/runs',
): string {
  const { sort, direction, ...rest } = { ...form, ...change };
  const isUsual = sort === NEWEST_FIRST.sort && direction === NEWEST_FIRST.direction;
  return addressOf(path, { ...rest, ...(isUsual ? {} : { sort, direction }) });
}
