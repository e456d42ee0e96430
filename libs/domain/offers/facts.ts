import type { IsoDate, Location, Phase, SourceRow, TrustUid, Urn } from '../kernel/index.js';

/** One school as GIAS describes it. Null: the file says nothing. */
export interface SchoolFacts {
  readonly urn: Urn;
  readonly name: string;
  readonly laCode: string | null;
  readonly laName: string | null;
  /** GIAS `TypeOfEstablishment (code)`, without leading zeros, e.g. `1` community school, `28` sponsor led. */
  readonly typeCode: string | null;
  /** GIAS `EstablishmentTypeGroup (code)`: 4 LA maintained, 10 academies, 11 free schools, 5 special ... */
  readonly typeGroupCode: string | null;
  /** GIAS `EstablishmentStatus (code)`: 1 open, 2 closed, 3 open but proposed to close, 4 proposed to open. */
  readonly statusCode: string;
  readonly openDate: IsoDate | null;
  readonly closeDate: IsoDate | null;
  readonly phases: readonly Phase[];
  readonly religiousCharacter: string | null;
  readonly dioceseCode: string | null;
  readonly dioceseName: string | null;
  /** Group UID from `Trusts (code)`. */
  readonly trustUid: TrustUid | null;
  readonly trustName: string | null;
  /** GIAS `TrustSchoolFlag (code)`: 3 supported by a MAT, 5 by a single-academy trust, 0 not applicable. */
  readonly trustFlagCode: string | null;
  readonly regionName: string | null;
  readonly postcode: string | null;
  /** Null: neither coordinates nor a known postcode district; the school is listed as unplaced. */
  readonly location: Location | null;
  readonly source: SourceRow;
}

/** 1 outstanding, 2 good, 3 requires improvement, 4 inadequate. */
export type Grade = 1 | 2 | 3 | 4;

/** The areas that Ofsted judges apart, named by the code of the need that they give rise to. */
export const JUDGEMENT_AREAS = [
  'quality-of-education',
  'behaviour-and-attitudes',
  'personal-development',
  'leadership-and-management',
  'early-years',
  'sixth-form',
] as const;
export type JudgementArea = (typeof JUDGEMENT_AREAS)[number];

/** SM special measures, SWK serious weaknesses, NTI notice to improve, RSI requires significant improvement. */
export type ConcernCategory = 'SM' | 'SWK' | 'NTI' | 'RSI';

/** One Ofsted inspection, listed under the URN of the school as it is today. */
export interface InspectionFacts {
  readonly urn: Urn;
  /** The school's URN at the time; another than `urn` when the grade is a predecessor's. */
  readonly urnAtInspection: Urn;
  /** False: "does the inspection relate to the URN of the current school?" = No. */
  readonly ofCurrentSchool: boolean;
  readonly inspectionNumber: string | null;
  /** Graded: full judgements. Ungraded: short or section 8 visits that leave the grade as it was. */
  readonly kind: 'graded' | 'ungraded';
  readonly startDate: IsoDate;
  /** Null: the file has no such column or no value. */
  readonly publicationDate: IsoDate | null;
  /** `not-judged`: after September 2024. Null: the file does not carry this judgement. */
  readonly overallEffectiveness: Grade | 'not-judged' | null;
  /** `none`: looked at and clear. Null: the file does not say. */
  readonly concern: ConcernCategory | 'none' | null;
  /** Absent: the file has no such column. Null: not applicable (9, or 8 in early years) or no value. */
  readonly judgements: Readonly<Partial<Record<JudgementArea, Grade | null>>>;
  readonly safeguardingEffective: boolean | null;
  /**
   * What the same file row says about the graded inspection before this one. `listed`: it is there, as an
   * `InspectionFacts` of its own. `none`: the file has the columns and they are empty, so this is the first and
   * no earlier grade was published. Absent or null: the file does not say (no such columns), so an earlier
   * judgement that no other file gives is missing.
   */
  readonly earlier?: 'listed' | 'none' | null;
  readonly source: SourceRow;
}

export interface TrustFacts {
  readonly uid: TrustUid;
  readonly name: string;
  readonly kind: 'mat' | 'sat' | 'other';
  readonly open: boolean;
  readonly postcode: string | null;
  /** Centre of the postcode district (approximate), or null. */
  readonly location: Location | null;
  readonly source: SourceRow;
}

export interface TrustMembership {
  readonly trustUid: TrustUid;
  readonly urn: Urn;
  readonly joinedOn: IsoDate | null;
  readonly source: SourceRow;
}

export interface SchoolLink {
  readonly urn: Urn;
  readonly linkedUrn: Urn;
  /** What the linked school is to `urn`. */
  readonly kind: 'predecessor' | 'successor' | 'other';
  readonly establishedOn: IsoDate | null;
  readonly source: SourceRow;
}

/** A list that the Department hands over: one row names one school. */
export interface UrnListEntry {
  readonly urn: Urn;
  readonly source: SourceRow;
}

/** A request (exceptional circumstances, or an application) by a school or trust, with what was decided about it. */
export interface Referral {
  readonly subjectKind: 'school' | 'trust';
  readonly subjectId: string;
  readonly decision: 'accepted' | 'declined' | 'pending';
  readonly decidedOn: IsoDate | null;
  readonly decidedBy: string | null;
  readonly source: SourceRow;
}

/** The kinds of file from which it is decided who is eligible. */
export const FACT_KINDS = [
  'schools',
  'inspections',
  'groups',
  'group-links',
  'school-links',
  '2ri-plus',
  'referrals',
  'below-floor',
  'applications',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** A row that was refused, or lost an inspection: what it says is missing, not false. */
export interface UnreadRow {
  readonly kind: FactKind;
  /** Null, with the id: nobody can say whom the row is about. */
  readonly subjectKind: 'school' | 'trust' | null;
  /** URN or UID, where the row's own could be read. */
  readonly subjectId: string | null;
  /** Of a lost inspection, where it could be read: another file that holds the inspection makes the row good. */
  readonly inspectionNumber?: string | null;
  readonly source: SourceRow;
}

/** Everything one assessment looks at. Null: that kind of file was not given, so its facts are missing, not false. */
export interface AssessmentFacts {
  readonly schools: readonly SchoolFacts[];
  readonly inspections: readonly InspectionFacts[];
  /**
   * Schools that an inspection file lists without any graded inspection, neither their own nor a predecessor's.
   * A school that is neither here nor in `inspections` is one about which the files say nothing.
   */
  readonly uninspected?: readonly UrnListEntry[];
  readonly trusts: readonly TrustFacts[] | null;
  readonly memberships: readonly TrustMembership[] | null;
  readonly links: readonly SchoolLink[] | null;
  readonly twoRiPlus: readonly UrnListEntry[] | null;
  readonly referrals: readonly Referral[] | null;
  /** Schools below the floor or coasting (2018-19). Absent: as null. */
  readonly belowFloor?: readonly UrnListEntry[] | null;
  /** Applications for support (2020-21), each with what was decided about it. Absent: as null. */
  readonly applications?: readonly Referral[] | null;
  /**
   * Requests that people recorded by hand, in the order in which they did: referrals, or applications where the offer is on
   * application. Of one day they count before the file's, being made by somebody who saw it. Absent: none.
   */
  readonly recordedRequests?: readonly Referral[];
  /** Rows of these files that could not be read. Absent: none. */
  readonly unread?: readonly UnreadRow[];
}
