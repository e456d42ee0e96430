import type { HalfDays, IsoDate, LeaderRole, OfferYear, SupportUnit } from '../kernel/index.js';
import type {
  CriterionCode,
  DaysMeaning,
  ExtraCode,
  OfferCertainty,
  OfferListCode,
  ReadingCode,
  RuleCode,
} from './codes.js';
import type { ContactParty } from './decision.js';

/** Both days included. */
export interface DateRange {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** One way to be eligible: every rule of it must answer yes. Asked in this order, up to the first "no". */
export interface Criterion {
  readonly code: CriterionCode;
  readonly allOf: readonly RuleCode[];
  /** Where the guidance can be read in two ways: ours, told with every decision by this criterion. */
  readonly reading?: ReadingCode;
}

/** A tier is reached when any of its rules answers yes. */
export interface TierPolicy {
  readonly tier: 1 | 2 | 3;
  readonly anyOf: readonly RuleCode[];
}

/** One academic year's offer as data: what is asked (codes of `rules/`), what it gives, and on which terms. */
export interface OfferPolicy {
  readonly offer: OfferYear;
  /** Changes with every change of the rules or numbers, so that a stored decision says what decided it. */
  readonly ruleSet: string;
  readonly source: {
    readonly title: string;
    readonly certainty: OfferCertainty;
  };
  /** By the start date of the inspection. */
  readonly eligibilityWindow: DateRange;
  /** The days in which leaders may give support. */
  readonly supportWindow: DateRange;
  readonly halfDaysByUnit: Readonly<Record<SupportUnit, HalfDays>>;
  readonly daysAre: DaysMeaning;
  readonly briefingRequired: boolean;
  readonly leaderRolesByUnit: Readonly<Record<SupportUnit, readonly LeaderRole[]>>;
  /** Asked first; a "no" settles that the school is not eligible. */
  readonly schoolPreconditions: readonly RuleCode[];
  readonly schoolCriteria: readonly Criterion[];
  /** Empty: the offer knows no support at trust level, and no decisions about trusts are made. */
  readonly trustCriteria: readonly Criterion[];
  /** Highest first. Empty: the offer has no tiers. */
  readonly tiers: readonly TierPolicy[];
  /** By criterion, else by `tier-N`, else `defaultPriority`. */
  readonly priorities: Readonly<Record<string, number>>;
  readonly defaultPriority: number;
  /** The rule that says whether an eligible school is supported through its trust; null: never. */
  readonly trustLevelRule: TrustLevelRule | null;
  readonly contacts: ContactPolicy;
  readonly schoolExtras: readonly ExtraPolicy[];
  readonly trustExtras: readonly ExtraPolicy[];
  /** Lists without which, or about whose subjects, the offer cannot be decided. */
  readonly lists: readonly OfferListCode[];
}

export type TrustLevelRule = Extract<RuleCode, 'trust-level-support' | 'trust-level-unless-standalone'>;

/** What comes with the support when the rule says yes; asked of eligible schools and trusts only. */
export interface ExtraPolicy {
  readonly extra: ExtraCode;
  readonly rule: RuleCode;
  /** The most that is paid; null: not money. */
  readonly amountPounds: number | null;
}

export interface ContactPolicy {
  readonly order: readonly ContactParty[];
  /** The order for a school of a Catholic diocese. */
  readonly catholicOrder: readonly ContactParty[];
  /** Whose diocese is contacted: maintained schools' only, or academies' as well. */
  readonly dioceseOf: 'maintained' | 'any';
}

/** The order of contacts where several apply (contracts: meanings). */
export const DEFAULT_CONTACT_ORDER: readonly ContactParty[] = [
  'local-authority',
  'diocese',
  'trust',
  'school',
];
