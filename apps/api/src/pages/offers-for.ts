import { type Actor, OFFER_YEARS, type OfferYear } from '../../../../libs/domain/kernel/index.js';
import { OFFER_NAMES } from '../../../../libs/wording/index.js';

/** Newest first. */
export const EVERY_OFFER: readonly OfferYear[] = [...OFFER_YEARS].reverse();

/** The offers that are there for somebody, newest first. */
export function offersFor({ offers }: Actor): readonly OfferYear[] {
  return EVERY_OFFER.filter((year) => offers?.includes(year) ?? true);
}

export interface OfferItem {
  readonly value: string;
  readonly text: string;
}

/** The same as choices of a form. */
export function offerItemsFor(actor: Actor): readonly (OfferItem & { readonly value: OfferYear })[] {
  return offersFor(actor).map((value) => ({ value, text: OFFER_NAMES[value] }));
}

interface WithOffers {
  readonly offers: readonly OfferItem[];
}

/** The same choices, with the offers that are there for somebody; an empty one stays. */
export function choicesFor<Choices extends WithOffers>(actor: Actor, choices: Choices): Choices {
  const own: readonly string[] = offersFor(actor);
  return { ...choices, offers: choices.offers.filter(({ value }) => value === '' || own.includes(value)) };
}
