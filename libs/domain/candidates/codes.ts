/** Every reason for which a pair (leader, case) can be refused; each is the file name of its rule. */
export const PAIR_REFUSAL_CODES = [
  'survey-withdrawn',
  'forbidden-by-reviewer',
  'conflict-of-interest',
  'same-school',
  'same-trust',
  'excluded-by-leader',
  'declined-by-leader',
  'role-not-allowed',
  'unit-not-offered',
  'phase-not-offered',
  'briefing-not-attended',
  'not-available-in-window',
  'no-days-left',
  'engagements-reached',
  'leader-unplaced',
  'case-unplaced',
  'outside-travel-limit',
  'outside-run-limit',
] as const;
export type PairRefusalCode = (typeof PAIR_REFUSAL_CODES)[number];

/** What could be wrong with one value of a params.json. */
export const PARAMS_FAULT_CODES = [
  'not-an-object',
  'unknown-key',
  'not-a-number',
  'not-a-whole-number',
  'too-small',
  'too-large',
  'too-many-decimals',
  'not-text',
  'not-true-or-false',
] as const;
export type ParamsFaultCode = (typeof PARAMS_FAULT_CODES)[number];

/** Why a reviewer decides against the plan; each decision has one, and a text beside it. */
export const OVERRIDE_REASON_CODES = [
  'local-knowledge',
  'school-asked',
  'leader-asked',
  'relationship',
  'travel',
  'capacity',
  'mistake',
  'other',
] as const;
export type OverrideReasonCode = (typeof OVERRIDE_REASON_CODES)[number];
