import type {
  ExpertiseCode,
  HalfDays,
  IsoDate,
  LeaderRef,
  LeaderRole,
  Location,
  Metres,
  Phase,
  SupportUnit,
  TrustUid,
  Urn,
} from '../kernel/index.js';

/** A system leader as one matching run sees them: the survey answer and what is left of it. No personal data. */
export interface LeaderForMatching {
  readonly leaderRef: LeaderRef;
  readonly role: LeaderRole;
  readonly baseUrn: Urn | null;
  readonly trustUid: TrustUid | null;
  /** Null: the leader cannot be placed, so no distance is known and no pair is possible. */
  readonly location: Location | null;
  readonly phases: readonly Phase[];
  readonly expertise: readonly ExpertiseCode[];
  /** Offered, less reserved, less delivered. */
  readonly halfDaysRemaining: HalfDays;
  readonly halfDaysOffered: HalfDays;
  /** Null: no limit. */
  readonly maxEngagements: number | null;
  /** Engagements already published, accepted or active in this offer. */
  readonly engagementsHeld: number;
  /** Null: no limit. */
  readonly travelMetres: Metres | null;
  readonly supportUnits: readonly SupportUnit[];
  readonly briefingAttended: boolean;
  readonly excludedUrns: readonly Urn[];
  readonly excludedTrustUids: readonly TrustUid[];
  readonly conflictUrns: readonly Urn[];
  /** Trusts of the schools in `conflictUrns`: a tie with one school is a tie with support of its whole trust. */
  readonly conflictTrustUids?: readonly TrustUid[];
  readonly availableFrom: IsoDate | null;
  readonly availableTo: IsoDate | null;
  readonly withdrawn: boolean;
}
