import type { OfferYear } from '../kernel/index.js';
import type { OfferPolicy } from './policy.js';
import { OFFER_2018_19 } from './years/2018-19.js';
import { OFFER_2019_20 } from './years/2019-20.js';
import { OFFER_2020_21 } from './years/2020-21.js';
import { OFFER_2021_22 } from './years/2021-22.js';
import { OFFER_2022_23 } from './years/2022-23.js';
import { OFFER_2024_25 } from './years/2024-25.js';

const POLICIES: Readonly<Record<OfferYear, OfferPolicy>> = {
  '2018-19': OFFER_2018_19,
  '2019-20': OFFER_2019_20,
  '2020-21': OFFER_2020_21,
  '2021-22': OFFER_2021_22,
  '2022-23': OFFER_2022_23,
  '2024-25': OFFER_2024_25,
};

/** The policy of one offer: its criteria, window, days, leader roles, contacts. */
export function offerPolicy(offer: OfferYear): OfferPolicy {
  return POLICIES[offer];
}

/** The offer decides about some on request: exceptional circumstances, or all of them on application. */
export function takesRequests({ lists }: OfferPolicy): boolean {
  return lists.some((list) => list === 'referrals' || list === 'applications');
}
