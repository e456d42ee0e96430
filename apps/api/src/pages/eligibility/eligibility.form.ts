import { OFFER_YEARS, type OfferYear } from '../../../../../libs/domain/kernel/index.js';
import { CRITERION_CODES } from '../../../../../libs/domain/offers/index.js';
import {
  DECISION_SORTS,
  type DecisionFilter,
  type DecisionSort,
} from '../../../../../libs/features/offers/index.js';
import { type Form, textField } from '../form.js';
import { sortOrder, type SortOrder } from '../sorted-list.js';

const ANSWERS = ['yes', 'no', 'undetermined'] as const;
const KINDS = ['school', 'trust'] as const;

/** Filter and order of the page as its address holds them; empty: not filtered by that. */
export interface EligibilityForm extends SortOrder<DecisionSort> {
  readonly offer: OfferYear;
  readonly eligible: (typeof ANSWERS)[number] | '';
  readonly kind: (typeof KINDS)[number] | '';
  readonly criterion: string;
  readonly text: string;
}

const BY_NAME: SortOrder<DecisionSort> = { sort: 'name', direction: 'ascending' };

/** What the address asks for. What is not known counts as not asked, but for the offer, which falls back. */
export function eligibilityForm(query: Form, otherwise: OfferYear): EligibilityForm {
  const among = <Value extends string>(values: readonly Value[], name: string): Value | '' =>
    values.find((value) => value === textField(query, name)) ?? '';
  return {
    offer: OFFER_YEARS.find((year) => year === textField(query, 'offer')) ?? otherwise,
    eligible: 'eligible' in query ? among(ANSWERS, 'eligible') : 'yes',
    kind: among(KINDS, 'kind'),
    criterion: among(CRITERION_CODES, 'criterion'),
    text: textField(query, 'text').slice(0, 100),
    ...sortOrder(query, DECISION_SORTS, BY_NAME),
  };
}

export function decisionFilter(form: EligibilityForm): DecisionFilter {
  return {
    ...(form.eligible === '' ? {} : { eligible: form.eligible }),
    ...(form.kind === '' ? {} : { subjectKind: form.kind }),
    ...(form.criterion === '' ? {} : { criterion: form.criterion }),
    ...(form.text === '' ? {} : { text: form.text }),
  };
}

/** The same list as an address, with something changed. */
export function eligibilityAddress(
  form: EligibilityForm,
  change: Partial<Record<keyof EligibilityForm | 'page', string>> = {},
  path = '/eligibility',
): string {
  const { sort, direction, ...filter } = { ...form, ...change };
  const isUsual = sort === BY_NAME.sort && direction === BY_NAME.direction;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, ...(isUsual ? {} : { sort, direction }) })) {
    if (value !== '' || name === 'eligible') query.set(name, value);
  }
  return `${path}?${query.toString()}`;
}
