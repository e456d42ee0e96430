import { OFFER_YEARS, type OfferYear } from '../../../../../libs/domain/kernel/index.js';
import {
  LOOK_REASONS,
  type LookReason,
  PROPOSAL_SORTS,
  type ProposalFilter,
  type ProposalSort,
} from '../../../../../libs/features/overrides/index.js';
import { type Form, textField } from '../form.js';
import { addressOf, sortOrder, type SortOrder } from '../sorted-list.js';

/** Filter and order of the queue as its address holds them; empty: not filtered by that. */
export interface ReviewForm extends SortOrder<ProposalSort> {
  readonly offer: OfferYear | '';
  readonly reason: LookReason | '';
  readonly text: string;
}

const FARTHEST_FIRST: SortOrder<ProposalSort> = { sort: 'miles', direction: 'descending' };

/** What the address asks for. What is not known counts as not asked. */
export function reviewForm(query: Form): ReviewForm {
  return {
    offer: OFFER_YEARS.find((known) => known === textField(query, 'offer')) ?? '',
    reason: LOOK_REASONS.find((known) => known === textField(query, 'reason')) ?? '',
    text: textField(query, 'text').slice(0, 100),
    ...sortOrder(query, PROPOSAL_SORTS, FARTHEST_FIRST),
  };
}

export function proposalFilter({ offer, reason, text }: ReviewForm): ProposalFilter {
  return {
    ...(offer === '' ? {} : { offer }),
    ...(reason === '' ? {} : { reason }),
    ...(text === '' ? {} : { text }),
  };
}

/** The same queue as an address, with something changed. */
export function reviewAddress(
  form: ReviewForm,
  change: Partial<Record<keyof ReviewForm | 'page', string>> = {},
  path = '/review',
): string {
  const { sort, direction, ...filter } = { ...form, ...change };
  const isUsual = sort === FARTHEST_FIRST.sort && direction === FARTHEST_FIRST.direction;
  return addressOf(path, { ...filter, ...(isUsual ? {} : { sort, direction }) });
}
