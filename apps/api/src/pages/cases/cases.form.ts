import { OFFER_YEARS, type OfferYear } from '../../../../../libs/domain/kernel/index.js';
import { CASE_STATES, type CaseState } from '../../../../../libs/domain/lifecycle/index.js';
import { CONTACT_STATUSES, type ContactStatus } from '../../../../../libs/domain/offers/index.js';
import { CASE_SORTS, type CaseFilter, type CaseSort } from '../../../../../libs/features/offers/index.js';
import { type Form, textField } from '../form.js';
import { addressOf, sortOrder, type SortOrder } from '../sorted-list.js';

/** Filter and order of the list as its address holds them; empty: not filtered by that. */
export interface CasesForm extends SortOrder<CaseSort> {
  readonly offer: OfferYear;
  readonly contact: ContactStatus | '';
  readonly state: CaseState | '';
  readonly text: string;
}

const BEST_FIRST: SortOrder<CaseSort> = { sort: 'priority', direction: 'ascending' };

/** What the address asks for. What is not known counts as not asked, but for the offer, which falls back. */
export function casesForm(query: Form, otherwise: OfferYear): CasesForm {
  const among = <Value extends string>(values: readonly Value[], name: string): Value | '' =>
    values.find((value) => value === textField(query, name)) ?? '';
  return {
    offer: among(OFFER_YEARS, 'offer') || otherwise,
    contact: among(CONTACT_STATUSES, 'contact'),
    state: among(CASE_STATES, 'state'),
    text: textField(query, 'text').slice(0, 100),
    ...sortOrder(query, CASE_SORTS, BEST_FIRST),
  };
}

/** Cases that are no longer eligible stay in the list: work on them may be under way. */
export function caseFilter({ contact, state, text }: CasesForm): CaseFilter {
  return {
    ...(contact === '' ? {} : { contact }),
    ...(state === '' ? {} : { states: [state] }),
    ...(text === '' ? {} : { text }),
  };
}

/** The same list as an address, with something changed. */
export function casesAddress(
  form: CasesForm,
  change: Partial<Record<keyof CasesForm | 'page', string>> = {},
  path = '/cases',
): string {
  const { sort, direction, ...filter } = { ...form, ...change };
  const isUsual = sort === BEST_FIRST.sort && direction === BEST_FIRST.direction;
  return addressOf(path, { ...filter, ...(isUsual ? {} : { sort, direction }) });
}

/** The page of one case. */
export function caseAddress(offer: OfferYear, caseId: string): string {
  return `/cases/${offer}/${encodeURIComponent(caseId)}`;
}
