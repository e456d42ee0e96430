import { type Actor, OFFER_YEARS, type OfferYear } from '../../../../libs/domain/kernel/index.js';

/** Newest first. */
export const EVERY_OFFER: readonly OfferYear[] = [...OFFER_YEARS].reverse();

/** The offers that are there for somebody, newest first. */
export function offersFor({ offers }: Actor): readonly OfferYear[] {
  return EVERY_OFFER.filter((year) => offers?.includes(year) ?? true);
}

interface WithOffers {
  readonly offers: readonly { readonly value: string; readonly text: string }[];
}

/** The same choices, with the offers that are there for somebody. */
export function choicesFor<Choices extends WithOffers>(actor: Actor, choices: Choices): Choices {
  const own: readonly string[] = offersFor(actor);
  return { ...choices, offers: choices.offers.filter(({ value }) => own.includes(value)) };
}
