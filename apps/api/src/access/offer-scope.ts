import type { Actor, OfferYear } from '../../../../libs/domain/kernel/index.js';
import { problemOf, ProblemException } from '../web/problem.js';
import type { ActingRequest } from './actor.decorator.js';

/**
 * Keeps a request of somebody limited to some offers within them: the database has no other rows for it, and an address,
 * query or body that names another offer gets the answer of one that is not there.
 */
export function keepWithinOffers(request: ActingRequest, { offers }: Actor, everyOffer: boolean): void {
  if (offers === undefined) return;
  if (everyOffer) {
    const title = 'This concerns every offer, and your role is for some of them.';
    throw new ProblemException(problemOf(403, 'role-not-allowed', title));
  }
  const named = [request.params, request.query, request.body as unknown].flatMap(offersIn);
  if (named.some((offer) => !offers.includes(offer as OfferYear))) {
    throw new ProblemException(problemOf(404, 'not-found', 'There is no such offer.'));
  }
}

/** What `offer` holds; an empty field of a form names none. */
function offersIn(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null || !('offer' in part)) return [];
  return typeof part.offer === 'string' && part.offer !== '' ? [part.offer] : [];
}
