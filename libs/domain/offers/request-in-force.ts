import type { IsoDate } from '../kernel/index.js';
import type { Referral } from './facts.js';

/**
 * Of the requests of one school or trust the one that counts on the as-of date: the newest decided by then. Only where all
 * are later does the earliest later one stand, so that the rules can say that the decision is still to come. Of two of one
 * day the later in the list counts; one without a date is older than any that has one. Null: nothing was asked.
 */
export function requestInForce(requests: readonly Referral[], asOf: IsoDate): Referral | null {
  return requests.reduce<Referral | null>(
    (held, next) => (held === null || takesThePlaceOf(next, held, asOf) ? next : held),
    null,
  );
}

function takesThePlaceOf(next: Referral, held: Referral, asOf: IsoDate): boolean {
  const [nextOn, heldOn] = [next.decidedOn ?? '', held.decidedOn ?? ''];
  const [nextIsLater, heldIsLater] = [nextOn > asOf, heldOn > asOf];
  if (nextIsLater !== heldIsLater) return heldIsLater;
  return nextIsLater ? nextOn < heldOn : nextOn >= heldOn;
}
