import type { IsoDate } from '../../kernel/index.js';
import type { Decision, RuleFinding } from '../decision.js';
import type { Referral, SchoolFacts, UnreadRow, UrnListEntry } from '../facts.js';
import type { OfferPolicy } from '../policy.js';
import type { CarriedOn } from '../predecessors.js';
import type { SchoolHistory } from '../school-history.js';
import type { Standing } from '../standing.js';
import type { TrustMember, TrustRecord } from '../trust-record.js';

/** What the rules about a school look at. */
export interface SchoolSubject {
  readonly policy: OfferPolicy;
  readonly asOf: IsoDate;
  readonly school: SchoolFacts;
  readonly history: SchoolHistory;
  readonly standing: Standing;
  /** The inspection files hold something of the offer's window. False: what is not in them may have happened. */
  readonly filesReachWindow: boolean;
  /** Null: the list was not given. */
  readonly twoRiPlus: { readonly entry: UrnListEntry | null } | null;
  /** The one that counts on the as-of date; null: nothing was asked. */
  readonly referral: Referral | null;
  /** Null: the list was not given. */
  readonly belowFloor: { readonly entry: UrnListEntry | null } | null;
  /** As `referral`. Null: the list was not given, and nothing was recorded about this one. */
  readonly application: { readonly request: Referral | null } | null;
  readonly directSupportAgreed: boolean;
  /** The closed school that was open in this one's place on the as-of date; null: it had opened itself by then. */
  readonly carriesOn: CarriedOn | null;
  /** Of an eligible school; null before that is known. */
  readonly reached: { readonly tier: Decision['tier']; readonly missing: readonly string[] } | null;
  /** Rows about it that could not be read; `inquire` sees to them. */
  readonly unread: readonly UnreadRow[];
}

/** What the rules about a trust look at. */
export interface TrustSubject {
  readonly policy: OfferPolicy;
  readonly asOf: IsoDate;
  readonly trust: TrustRecord;
  /** Its schools that were open and in it on the as-of date. */
  readonly members: readonly TrustMember[];
  readonly filesReachWindow: boolean;
  /** The one that counts on the as-of date; null: nothing was asked. */
  readonly referral: Referral | null;
  /** As `referral`. Null: the list was not given, and nothing was recorded about this one. */
  readonly application: { readonly request: Referral | null } | null;
  /** Decisions about its schools (for offers that support a trust on account of a school). */
  readonly schoolDecisions: readonly Decision[];
  /** Criteria met so far; what comes with the support may depend on them. */
  readonly eligibleBy: readonly string[];
  /** Rows about the trust, or its schools' histories, that could not be read; `inquire` sees to them. */
  readonly unread: readonly UnreadRow[];
}

/** One named rule. Null: there is nothing to ask it about, and another rule of the criterion says why. */
export type SchoolRule = (subject: SchoolSubject) => RuleFinding | null;
export type TrustRule = (subject: TrustSubject) => RuleFinding | null;
