import { OFFER_YEARS, type OfferYear } from '../../../../libs/domain/kernel/index.js';
import { foundOr404 } from '../web/answer.js';

/** The offer of a route's parameter, or 404. */
export function knownOffer(offer: string): OfferYear {
  return foundOr404(
    OFFER_YEARS.find((year) => year === offer),
    'offer',
  );
}
