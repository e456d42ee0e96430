/**
 * Every rule of the offers, in the order of the policy: the file name in `rules/` without `.rule.ts`.
 * A finding (`RuleFinding.rule`) always carries one of these.
 */
export const RULE_CODES = [
  'school-open',
  'state-funded-school',
  'inspection-in-window',
  'known-by-as-of',
  'ri-on-entry',
  'ri-during-year',
  'tier-three-never-above-ri',
  'tier-two-consecutive-ri',
  'tier-first-inspection-ri',
  'single-ri',
  'funding-of-tier-two',
  'funding-of-tier-three',
  'not-inadequate',
  'below-floor-list',
  'latest-two-ri',
  'application-accepted',
  'ri-again-on-entry',
  'trust-level-unless-standalone',
  'trust-partnership-credit',
  'school-route-standing',
  'ri-in-2022-23',
  'trust-held-two-schools-three-years',
  'trust-half-ri-or-worse',
  'trust-overall-decline',
  'nlg-governance',
  'referral-accepted',
  'below-good-before-september-2024',
  'ri-in-leadership-or-quality',
  'causing-concern-in-window',
  'two-ri-plus-list',
  'trust-level-support',
  'trust-of-eligible-school',
] as const;
export type RuleCode = (typeof RULE_CODES)[number];

/** The criteria by which a school or trust can be eligible (`Decision.criterion`): each named after its deciding rule. */
export const CRITERION_CODES = [
  'ri-on-entry',
  'ri-during-year',
  'below-floor-list',
  'application-accepted',
  'ri-again-on-entry',
  'ri-in-2022-23',
  'trust-half-ri-or-worse',
  'trust-overall-decline',
  'referral-accepted',
  'causing-concern-in-window',
  'ri-in-leadership-or-quality',
  'two-ri-plus-list',
  'trust-of-eligible-school',
] as const satisfies readonly RuleCode[];
export type CriterionCode = (typeof CRITERION_CODES)[number];

/** Facts that the given files can lack (`missing`). */
export const MISSING_CODES = [
  /** No inspection file says anything about the school. */
  'inspections',
  /** No inspection file reaches into the offer's window. */
  'inspections-in-window',
  /** The judgement before the oldest one given. */
  'earlier-judgement',
  /** The judgements back to 2005. */
  'judgements-since-2005',
  /** The inspection is there, its overall effectiveness is not. */
  'overall-effectiveness',
  /** The same, of the inspection before. */
  'earlier-overall-effectiveness',
  'leadership-and-management-judgement',
  'quality-of-education-judgement',
  /** Also where the file contradicts itself: an inadequate judgement without a category. */
  'category-of-concern',
  'publication-date',
  /** Date on which a school joined its trust. */
  'date-of-joining',
  /** Which trust an academy belongs to. */
  'trust-membership',
  /** Whether the trust is a multi-academy or a single-academy trust. */
  'trust-kind',
  /** A school of the trust that the school file does not hold. */
  'school-record',
  'school-type',
  '2ri-plus-list',
  'below-floor-list',
  'applications-list',
  /** The referral is recorded and not yet decided. */
  'referral-decision',
  'application-decision',
  /** What a row of a given file says that could not be read; fact `unreadRows` and the evidence name it. */
  'unread-row',
] as const;
export type MissingCode = (typeof MISSING_CODES)[number];

/** What comes with the days. An amount in pounds is in the code, so that a file of decisions tells it too. */
export const EXTRA_CODES = [
  'further-funding-16000-pounds',
  'further-funding-24000-pounds',
  'trust-partnership-credit-10000-pounds',
  'nlg-governance-support',
] as const;
export type ExtraCode = (typeof EXTRA_CODES)[number];

/** Lists that the Department or its regional teams hand over for one offer. */
export const OFFER_LIST_CODES = ['below-floor', 'applications', 'referrals', '2ri-plus'] as const;
export type OfferListCode = (typeof OFFER_LIST_CODES)[number];

/**
 * How sure we are of what an offer said. `published`: its own guidance; `republished`: that guidance as others
 * copied it, the original not being at hand; `reported`: what others say about it.
 */
export const OFFER_CERTAINTIES = ['published', 'republished', 'reported'] as const;
export type OfferCertainty = (typeof OFFER_CERTAINTIES)[number];

/** Whether the offer's days are the most that is given, or what is given on average. */
export const DAYS_MEANINGS = ['at-most', 'on-average'] as const;
export type DaysMeaning = (typeof DAYS_MEANINGS)[number];

/** How a school stands towards local authority and trusts (fact `standing`). */
export const STANDING_CODES = [
  'local-authority',
  'single-academy-trust',
  'multi-academy-trust',
  /** An academy whose trust, or its trust's kind, the files do not give. */
  'trust-unknown',
  /** Independent, non-maintained, college ... */
  'neither',
  'unknown',
] as const;
export type StandingCode = (typeof STANDING_CODES)[number];

/**
 * Every fact that a finding can carry, with its unit. `date` is an ISO date, `grade` 1 to 4 (or `not-judged`),
 * `count` a whole number, `code` a code of the file or of a list above, `urns` a list of URNs. Any may be null
 * (the file says nothing, or there is none).
 */
export const FACT_UNITS = {
  statusCode: 'code',
  typeCode: 'code',
  typeGroupCode: 'code',
  standing: 'code',
  openDate: 'date',
  /** The school, now closed, that was open in this one's place on the as-of date. */
  carriesOnUrn: 'urn',
  asOf: 'date',
  windowFrom: 'date',
  windowTo: 'date',
  /** Start of the inspection that the finding is about. */
  inspectionStart: 'date',
  publicationDate: 'date',
  overallEffectiveness: 'grade',
  /** The graded inspection before that one. */
  earlierInspectionStart: 'date',
  earlierOverallEffectiveness: 'grade',
  leadershipAndManagement: 'grade',
  qualityOfEducation: 'grade',
  /** SM, SWK, NTI, RSI or none. */
  concern: 'code',
  /** URN at the time of the inspection, when it was the predecessor's. */
  predecessorUrn: 'urn',
  /** The files list at least one inspection of the school. */
  inspected: 'yes-no',
  inspectionsSince2005: 'count',
  inspectionsRequired: 'count',
  /** Start of the newest inspection since 2005 with a grade above requires improvement. */
  aboveRiInspectionStart: 'date',
  trustUid: 'trust-uid',
  schoolsInTrust: 'count',
  schoolsRequired: 'count',
  /** Schools in the trust on or before `heldSince`. */
  schoolsHeld: 'count',
  heldSince: 'date',
  /** Schools inspected since joining. */
  schoolsCounted: 'count',
  schoolsRiOrWorse: 'count',
  /** Schools inspected since joining that have an earlier grade. */
  schoolsCompared: 'count',
  /** Sum over those schools of latest less earlier grade; above 0 is a decline. */
  gradeChange: 'count',
  /** Schools that could count either way because a fact is missing. */
  schoolsUnknown: 'count',
  referralDecision: 'code',
  decidedOn: 'date',
  decidedBy: 'text',
  listGiven: 'yes-no',
  /** Floor and coasting standards apply to a school of such a phase. */
  standardsApply: 'yes-no',
  onList: 'yes-no',
  directSupportAgreed: 'yes-no',
  tier: 'count',
  amountPounds: 'count',
  eligibleUrns: 'urns',
  undeterminedUrns: 'urns',
  criterion: 'code',
  /** `FILE row N`: rows about the subject that could not be read. */
  unreadRows: 'rows',
} as const;
export type FactName = keyof typeof FACT_UNITS;
export type FactUnit = (typeof FACT_UNITS)[FactName];
export const FACT_NAMES = Object.keys(FACT_UNITS) as readonly FactName[];

/** Sentences of a guidance that can be read in two ways, by how we read them. */
export type ReadingCode = 'every-ri-school';
