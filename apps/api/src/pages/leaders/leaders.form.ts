import {
  EXPERTISE_CODES,
  type ExpertiseCode,
  OFFER_YEARS,
  type OfferYear,
  type Phase,
  PHASES,
} from '../../../../../libs/domain/kernel/index.js';
import {
  LEADER_SORTS,
  type LeaderListFilter,
  type LeaderListOrder,
  type LeaderSort,
} from '../../../../../libs/features/budgets/index.js';
import { type Form, textField } from '../form.js';
import { addressOf, sortOrder, type SortOrder } from '../sorted-list.js';

/** Days left, as people ask for them, with their bounds in half-days. */
const LEFT: Readonly<Record<'none' | 'some' | '3' | '5' | '10', LeaderListFilter>> = {
  none: { leftAtMostHalfDays: 0 },
  some: { leftAtLeastHalfDays: 1 },
  3: { leftAtLeastHalfDays: 6 },
  5: { leftAtLeastHalfDays: 10 },
  10: { leftAtLeastHalfDays: 20 },
};
export type DaysLeft = keyof typeof LEFT;

/** What the filter by region holds to find leaders without one. */
export const REGION_NOT_KNOWN = 'not-known';

/** Filter and order of the page as its address holds them; empty: not filtered by that. */
export interface LeadersForm extends SortOrder<LeaderSort> {
  readonly offer: OfferYear;
  readonly region: string;
  readonly expertise: ExpertiseCode | '';
  readonly phase: Phase | '';
  readonly left: DaysLeft | '';
  readonly text: string;
}

/** What the address asks for. What is not known counts as not asked, but for the offer, which falls back. */
export function leadersForm(query: Form, otherwise: OfferYear): LeadersForm {
  const among = <Value extends string>(values: readonly Value[], name: string): Value | '' =>
    values.find((value) => value === textField(query, name)) ?? '';
  return {
    offer: OFFER_YEARS.find((year) => year === textField(query, 'offer')) ?? otherwise,
    region: textField(query, 'region').slice(0, 100),
    expertise: among(EXPERTISE_CODES, 'expertise'),
    phase: among(PHASES, 'phase'),
    left: among(Object.keys(LEFT) as DaysLeft[], 'left'),
    text: textField(query, 'text').slice(0, 100),
    ...sortOrder(query, LEADER_SORTS, { sort: 'name', direction: 'ascending' }),
  };
}

export function leaderFilter(form: LeadersForm): LeaderListFilter {
  return {
    ...(form.text === '' ? {} : { text: form.text }),
    ...(form.region === '' ? {} : { region: form.region === REGION_NOT_KNOWN ? null : form.region }),
    ...(form.expertise === '' ? {} : { expertise: form.expertise }),
    ...(form.phase === '' ? {} : { phase: form.phase }),
    ...(form.left === '' ? {} : LEFT[form.left]),
  };
}

export function leaderOrder({ sort, direction }: LeadersForm): LeaderListOrder {
  return { sort, descending: direction === 'descending' };
}

/** The same list as an address, with something changed. */
export function leadersAddress(
  form: LeadersForm,
  change: Partial<Record<keyof LeadersForm | 'page', string>> = {},
  path = '/leaders',
): string {
  return addressOf(path, { ...form, ...change });
}
