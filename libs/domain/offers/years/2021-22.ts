import { academicYearEnd, academicYearStart, type OfferYear } from '../../kernel/index.js';
import { DEFAULT_CONTACT_ORDER, type OfferPolicy } from '../policy.js';

const OFFER: OfferYear = '2021-22';
const YEAR = { from: academicYearStart(OFFER), to: academicYearEnd(OFFER) };

/**
 * Trust and school improvement offer 2021 to 2022. A school that receives requires improvement (RI) during the year,
 * or enters it with RI after RI or worse. Standalone schools (maintained, single-academy trust, MAT with one school)
 * get up to 3 days; a MAT with eligible schools gets up to 5 at trust level. The widening of January 2022 to any
 * school disrupted by the pandemic asks for a judgement of need, and is recorded as a referral like the exceptional
 * circumstances. The order of contacts is the general one, and support from an NLE or equivalent is read as in the
 * years around it.
 */
export const OFFER_2021_22: OfferPolicy = {
  offer: OFFER,
  ruleSet: '2021-22/2',
  source: { title: 'Trust and school improvement offer 2021 to 2022', certainty: 'republished' },
  eligibilityWindow: YEAR,
  supportWindow: YEAR,
  halfDaysByUnit: { school: 6, trust: 10 },
  daysAre: 'at-most',
  briefingRequired: false,
  leaderRolesByUnit: { school: ['nle', 'mat-ceo'], trust: ['nle', 'mat-ceo'] },
  schoolPreconditions: ['school-open', 'state-funded-school'],
  schoolCriteria: [
    { code: 'ri-during-year', allOf: ['inspection-in-window', 'known-by-as-of', 'ri-during-year'] },
    { code: 'ri-again-on-entry', allOf: ['ri-on-entry', 'ri-again-on-entry'] },
    { code: 'referral-accepted', allOf: ['referral-accepted'] },
  ],
  trustCriteria: [
    { code: 'trust-of-eligible-school', allOf: ['trust-of-eligible-school'] },
    { code: 'referral-accepted', allOf: ['referral-accepted'] },
  ],
  tiers: [],
  priorities: {},
  defaultPriority: 1,
  trustLevelRule: 'trust-level-unless-standalone',
  contacts: { order: DEFAULT_CONTACT_ORDER, catholicOrder: DEFAULT_CONTACT_ORDER, dioceseOf: 'any' },
  schoolExtras: [
    {
      extra: 'trust-partnership-credit-10000-pounds',
      rule: 'trust-partnership-credit',
      amountPounds: 10_000,
    },
  ],
  trustExtras: [],
  lists: ['referrals'],
};
