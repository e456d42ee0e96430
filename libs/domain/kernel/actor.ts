import { OFFER_YEARS, type OfferYear, type Region } from './codes.js';

export const ROLES = ['coordinator', 'reviewer', 'leader', 'admin', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** Who acts. `id` is a user id, or `system` for the service itself (relay, reconciler, first start). */
export interface Actor {
  readonly id: string;
  readonly roles: readonly Role[];
  /** Set when the actor signs in as a system leader. */
  readonly leaderRef?: string;
  /** The only offers that the actor sees and acts in; absent: every offer. */
  readonly offers?: readonly OfferYear[];
  /** The only regions that the actor sees and acts in; absent: every region. */
  readonly regions?: readonly Region[];
}

/** The offers that the actor sees, oldest first. */
export function offersOf({ offers }: Actor): readonly OfferYear[] {
  return OFFER_YEARS.filter((year) => offers === undefined || offers.includes(year));
}

export const SYSTEM: Actor = { id: 'system', roles: [] };
