import { academicYearEnd, academicYearStart, type OfferYear } from '../../kernel/index.js';
import { DEFAULT_CONTACT_ORDER, type OfferPolicy } from '../policy.js';

const OFFER: OfferYear = '2022-23';
const YEAR = { from: academicYearStart(OFFER), to: academicYearEnd(OFFER) };

/**
 * Trust and school improvement offer 2022 to 2023. The school route (maintained schools, single-academy trusts,
 * MATs with one school) and the trust route (two schools held for three years) exclude each other: a school of a
 * larger MAT is never eligible by itself, its trust may be. Only an accepted referral stands outside both.
 */
export const OFFER_2022_23: OfferPolicy = {
  offer: OFFER,
  ruleSet: '2022-23/3',
  source: { title: 'Trust and school improvement offer 2022 to 2023', certainty: 'published' },
  eligibilityWindow: YEAR,
  supportWindow: YEAR,
  halfDaysByUnit: { school: 20, trust: 20 },
  daysAre: 'at-most',
  briefingRequired: false,
  leaderRolesByUnit: { school: ['nle', 'mat-ceo'], trust: ['mat-ceo'] },
  schoolPreconditions: ['school-open', 'state-funded-school'],
  schoolCriteria: [
    {
      code: 'ri-in-2022-23',
      allOf: ['school-route-standing', 'inspection-in-window', 'known-by-as-of', 'ri-in-2022-23'],
    },
    { code: 'referral-accepted', allOf: ['referral-accepted'] },
  ],
  trustCriteria: [
    {
      code: 'trust-half-ri-or-worse',
      allOf: ['trust-held-two-schools-three-years', 'trust-half-ri-or-worse'],
    },
    {
      code: 'trust-overall-decline',
      allOf: ['trust-held-two-schools-three-years', 'trust-overall-decline'],
    },
    { code: 'referral-accepted', allOf: ['referral-accepted'] },
  ],
  tiers: [],
  priorities: {},
  defaultPriority: 1,
  trustLevelRule: null,
  // The diocese is named for maintained schools only; trusts are contacted directly.
  contacts: { order: DEFAULT_CONTACT_ORDER, catholicOrder: DEFAULT_CONTACT_ORDER, dioceseOf: 'maintained' },
  schoolExtras: [],
  trustExtras: [{ extra: 'nlg-governance-support', rule: 'nlg-governance', amountPounds: null }],
  lists: ['referrals'],
};
