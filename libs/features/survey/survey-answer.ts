import type {
  ExpertiseCode,
  HalfDays,
  IsoDate,
  LeaderRef,
  LeaderRole,
  Metres,
  Phase,
  SourceRow,
  SupportUnit,
  TrustUid,
  Urn,
} from '../../domain/kernel/index.js';

/** What one leader answered in the capacity survey, as the file says it (contracts: capacity survey). */
export interface SurveyAnswer {
  readonly ref: LeaderRef;
  /** Null: the cell is blank. */
  readonly name: string | null;
  readonly email: string | null;
  readonly role: LeaderRole;
  readonly baseUrn: Urn | null;
  readonly trustUid: TrustUid | null;
  /** A full postcode or a postcode district. */
  readonly postcode: string | null;
  /** British National Grid, metres; both or neither. */
  readonly easting: number | null;
  readonly northing: number | null;
  /** Never empty. */
  readonly phases: readonly Phase[];
  readonly expertise: readonly ExpertiseCode[];
  /** 1 to 400. */
  readonly halfDaysOffered: HalfDays;
  /** Null: no limit. */
  readonly maxEngagements: number | null;
  /** Null: no limit. */
  readonly travelMetres: Metres | null;
  /** Never empty; a blank cell is no limit, so both. */
  readonly supportUnits: readonly SupportUnit[];
  /** Null: blank, which counts as not attended where a briefing is demanded. */
  readonly briefingAttended: 'yes' | 'no' | null;
  readonly excludedUrns: readonly Urn[];
  readonly excludedTrustUids: readonly TrustUid[];
  /** Schools that the leader has declared a conflict of interest with. */
  readonly conflictUrns: readonly Urn[];
  /** Null: available from the start. */
  readonly availableFrom: IsoDate | null;
  /** Null: available to the end. */
  readonly availableTo: IsoDate | null;
  readonly source: SourceRow;
}
