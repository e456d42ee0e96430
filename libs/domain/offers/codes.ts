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
  /** The referral is recorded and not yet decided. */
  'referral-decision',
] as const;
export type MissingCode = (typeof MISSING_CODES)[number];

export const EXTRA_CODES = ['nlg-governance-support'] as const;
export type ExtraCode = (typeof EXTRA_CODES)[number];

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
  listGiven: 'yes-no',
  onList: 'yes-no',
  directSupportAgreed: 'yes-no',
  eligibleUrns: 'urns',
  undeterminedUrns: 'urns',
  criterion: 'code',
} as const;
export type FactName = keyof typeof FACT_UNITS;
export type FactUnit = (typeof FACT_UNITS)[FactName];
export const FACT_NAMES = Object.keys(FACT_UNITS) as readonly FactName[];
