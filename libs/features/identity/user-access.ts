import {
  accepted,
  OFFER_YEARS,
  type OfferYear,
  type Region,
  REGIONS,
  refused,
  ROLES,
  type Outcome,
  type Role,
} from '../../domain/kernel/index.js';

export type AccessRefusal =
  | 'bad-roles'
  | 'leader-needs-ref'
  | 'ref-needs-leader'
  | 'bad-offers'
  | 'offers-need-limited-role'
  | 'bad-regions'
  | 'regions-need-limited-role';

export interface UserAccess {
  readonly roles: readonly Role[];
  readonly leaderRef: string | null;
  /** Null: every offer. */
  readonly offers: readonly OfferYear[] | null;
  /** Null: every region. */
  readonly regions: readonly Region[] | null;
}

/** The roles that may be limited to some offers; the others are about the whole service, or about one leader. */
export const LIMITABLE_ROLES: readonly Role[] = ['coordinator', 'reviewer'];

/** The roles that may be limited to some regions. */
export const REGIONAL_ROLES: readonly Role[] = [...LIMITABLE_ROLES, 'auditor'];

/**
 * Roles as stored (each once, in the order of `ROLES`): at least one, and a leader's reference goes with the role. No offers
 * named: every offer; some: only for those who have no role but coordinator and reviewer. Regions likewise, and for auditors.
 */
export function checkAccess(
  roles: readonly Role[],
  leaderRef: string | null,
  offers: readonly string[] = [],
  regions: readonly string[] = [],
): Outcome<UserAccess, AccessRefusal> {
  const known = ROLES.filter((role) => roles.includes(role));
  if (known.length === 0 || known.length !== new Set(roles).size) {
    return refused('bad-roles', { allowed: ROLES });
  }
  const given = leaderRef?.replaceAll('\u0000', '').trim() ?? '';
  const ref = given === '' ? null : given;
  if (known.includes('leader') && ref === null) return refused('leader-needs-ref');
  if (!known.includes('leader') && ref !== null) return refused('ref-needs-leader');
  const named = OFFER_YEARS.filter((year) => offers.includes(year));
  if (named.length !== new Set(offers).size) return refused('bad-offers', { allowed: OFFER_YEARS });
  if (named.length > 0 && !known.every((role) => LIMITABLE_ROLES.includes(role))) {
    return refused('offers-need-limited-role');
  }
  const places = REGIONS.filter((region) => regions.includes(region));
  if (places.length !== new Set(regions).size) return refused('bad-regions', { allowed: REGIONS });
  if (places.length > 0 && !known.every((role) => REGIONAL_ROLES.includes(role))) {
    return refused('regions-need-limited-role');
  }
  return accepted({
    ...{ roles: known, leaderRef: ref },
    offers: named.length === 0 ? null : named,
    regions: places.length === 0 ? null : places,
  });
}
