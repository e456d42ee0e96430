import type {
  CaseId,
  ExpertiseCode,
  Facts,
  HalfDays,
  IsoDate,
  Location,
  OfferYear,
  Phase,
  SourceRow,
  SupportUnit,
  TrustUid,
  Urn,
} from '../kernel/index.js';
import type { OfferListCode } from './codes.js';
import type { FactKind } from './facts.js';

export const CONTACT_PARTIES = ['local-authority', 'diocese', 'trust', 'school'] as const;
export type ContactParty = (typeof CONTACT_PARTIES)[number];

/** What one named rule answered: its code, the answer, the facts it used and the rows they came from. */
export interface RuleFinding {
  /** File name of the rule without `.rule.ts`, e.g. `ri-on-entry`. */
  readonly rule: string;
  readonly answer: 'yes' | 'no' | 'undetermined';
  readonly facts: Facts;
  /** Codes of the facts that the given files lack; empty unless undetermined. */
  readonly missing: readonly string[];
  readonly evidence: readonly SourceRow[];
}

/** The automated decision about one school or trust in one offer (contracts: decisions.csv). */
export interface Decision {
  readonly offer: OfferYear;
  readonly asOf: IsoDate;
  readonly subjectKind: 'school' | 'trust';
  readonly subjectId: string;
  readonly name: string;
  readonly eligible: 'yes' | 'no' | 'undetermined';
  /** Code of the criterion that decided a "yes"; null otherwise. */
  readonly criterion: string | null;
  readonly tier: 1 | 2 | 3 | null;
  /** 1 is served first; null unless eligible. */
  readonly priority: number | null;
  readonly unit: SupportUnit | null;
  readonly supportedId: string | null;
  readonly caseId: CaseId | null;
  readonly halfDays: HalfDays | null;
  readonly contacts: readonly ContactParty[];
  readonly contactBy: IsoDate | null;
  /** Codes of what comes with the support, e.g. `nlg-governance-support`. */
  readonly extras: readonly string[];
  readonly missing: readonly string[];
  readonly evidence: readonly SourceRow[];
  /** Every rule that was asked, in the order asked. Wording turns them into `why`. */
  readonly findings: readonly RuleFinding[];
}

/** One eligible school or trust in one offer, with what the matching needs to know about it. */
export interface SupportCase {
  readonly caseId: CaseId;
  readonly unit: SupportUnit;
  readonly supportedId: string;
  readonly name: string;
  readonly halfDays: HalfDays;
  readonly tier: 1 | 2 | 3 | null;
  readonly priority: number;
  readonly criterion: string;
  readonly phases: readonly Phase[];
  readonly needs: readonly ExpertiseCode[];
  readonly location: Location | null;
  /** The eligible schools behind the case (one for school support). */
  readonly urns: readonly Urn[];
  /** The trust of the school, or the supported trust itself. */
  readonly trustUid: TrustUid | null;
  /** GIAS region name, for scoping a run; null when unknown. */
  readonly region: string | null;
  readonly contactBy: IsoDate | null;
}

export const UNKNOWN_SUBJECT_REASONS = [
  /** No school file (or groups file) holds it. */
  'no-record',
  /** The file holds it as closed or not yet open, so that nothing is decided about it. */
  'not-open',
  /** A group that is no academy trust: a federation, a sponsor. */
  'no-academy-trust',
] as const;
export type UnknownSubjectReason = (typeof UNKNOWN_SUBJECT_REASONS)[number];

/** A school or trust that a list of the offer names and about which nothing could be decided. */
export interface UnknownSubject {
  readonly list: OfferListCode;
  readonly subjectKind: 'school' | 'trust';
  readonly subjectId: string;
  readonly reason: UnknownSubjectReason;
  /** Of a school that is not open: the schools that follow it, by the links file. */
  readonly successors: readonly Urn[];
  readonly source: SourceRow;
}

/** Rows of one file that nobody could read, and that are about nobody of whom something was decided. */
export interface UnreadSummary {
  readonly kind: FactKind;
  readonly file: string;
  readonly count: number;
  /** The first of them, at most 20. */
  readonly rows: readonly number[];
}

export interface Assessment {
  readonly offer: OfferYear;
  readonly asOf: IsoDate;
  readonly decisions: readonly Decision[];
  readonly cases: readonly SupportCase[];
  /** Named on a list that the offer asks for, and passed over: no file holds them, or not as open. */
  readonly unknownSubjects: readonly UnknownSubject[];
  /** A "no" may be wrong for whoever these rows are about. */
  readonly unreadRows: readonly UnreadSummary[];
  /**
   * The newest day that the inspection files hold, where it lies months before the day they are asked about and nobody
   * said that they are complete: whoever was inspected since got a "no" that newer files could turn. Null: all is well.
   */
  readonly inspectionsEnd: IsoDate | null;
}
