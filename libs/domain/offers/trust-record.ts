import type { IsoDate, Location, SourceRow, TrustUid } from '../kernel/index.js';
import type { SchoolFacts, TrustMembership } from './facts.js';
import type { SchoolHistory } from './school-history.js';

/** A multi-academy or single-academy trust, from the groups file or inferred from its schools. */
export interface TrustRecord {
  readonly uid: TrustUid;
  readonly name: string;
  /** `unknown`: one academy names it, and nothing says of which kind it is. */
  readonly kind: 'mat' | 'sat' | 'unknown';
  /** Its postcode district's centre; null: unknown. */
  readonly location: Location | null;
  /** Null: inferred from its schools. */
  readonly source: SourceRow | null;
  /** Its schools that are open in the school file, by URN. */
  readonly schools: readonly SchoolInTrust[];
  /** Memberships of schools that the school file does not hold at all. */
  readonly unread: readonly TrustMembership[];
}

export interface SchoolInTrust {
  readonly school: SchoolFacts;
  /** Null: no file gives the date. */
  readonly joinedOn: IsoDate | null;
  readonly membershipRow: SourceRow | null;
}

export interface TrustMember extends SchoolInTrust {
  readonly history: SchoolHistory;
}

/** Open, and in the trust, on that day; without a date it counts as long there. */
export function isInTrustOn({ school, joinedOn }: SchoolInTrust, day: IsoDate): boolean {
  return (school.openDate === null || school.openDate <= day) && (joinedOn === null || joinedOn <= day);
}
