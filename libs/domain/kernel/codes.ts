/** The code lists that the survey, the cases and the pages share (contracts: capacity survey). */
export const PHASES = [
  'nursery',
  'primary',
  'middle',
  'secondary',
  'all-through',
  '16-plus',
  'special',
  'alternative-provision',
] as const;
export type Phase = (typeof PHASES)[number];

export const EXPERTISE_CODES = [
  'leadership-and-management',
  'quality-of-education',
  'behaviour-and-attitudes',
  'personal-development',
  'early-years',
  'sixth-form',
  'safeguarding',
  'send',
  'attendance',
  'reading',
  'mathematics',
  'curriculum',
  'governance',
  'finance',
  'small-schools',
  'faith-schools',
  'rural-and-coastal',
  'trust-development',
] as const;
/** What a leader is good at, and what a case needs: one list. */
export type ExpertiseCode = (typeof EXPERTISE_CODES)[number];

export const LEADER_ROLES = ['nle', 'mat-ceo'] as const;
/** `nle`: national leader of education; `mat-ceo`: CEO of a strong multi-academy trust. */
export type LeaderRole = (typeof LEADER_ROLES)[number];

export const SUPPORT_UNITS = ['school', 'trust'] as const;
/** The level that is supported: one school, or a trust as a whole. */
export type SupportUnit = (typeof SUPPORT_UNITS)[number];

/** Academic years whose offer is known, oldest first (docs/policy.md says how well). */
export const OFFER_YEARS = ['2018-19', '2019-20', '2020-21', '2021-22', '2022-23', '2024-25'] as const;
export type OfferYear = (typeof OFFER_YEARS)[number];

/** Unique reference number of a school: six digits. */
export type Urn = string;
/** Group identifier of a trust. */
export type TrustUid = string;
/** `school-URN` or `trust-UID`. */
export type CaseId = string;
export type LeaderRef = string;

export function caseIdOf(unit: SupportUnit, supportedId: string): CaseId {
  return `${unit}-${supportedId}`;
}

/** What somebody needs a file of our tables for. `other`: they say it in words. */
export const EXPORT_PURPOSES = [
  'plan-visits',
  'check-matches',
  'check-claim',
  'correct-file',
  'answer-department',
  'other',
] as const;
export type ExportPurpose = (typeof EXPORT_PURPOSES)[number];

/** The regions of England, as GIAS names them. */
export const REGIONS = [
  'East Midlands',
  'East of England',
  'London',
  'North East',
  'North West',
  'South East',
  'South West',
  'West Midlands',
  'Yorkshire and the Humber',
] as const;
export type Region = (typeof REGIONS)[number];
