import { academicYearEnd, academicYearStart, type OfferYear } from '../../kernel/index.js';
import { DEFAULT_CONTACT_ORDER, type OfferPolicy } from '../policy.js';

const OFFER: OfferYear = '2019-20';
const YEAR = { from: academicYearStart(OFFER), to: academicYearEnd(OFFER) };

/**
 * School Improvement Offer 19/20. A school that enters the year with requires improvement (RI) or receives it
 * during the year gets up to 3 days. Being re-inspected as good later in the year takes nothing away: it
 * entered with RI. No order of contacts was published; ours is the general one.
 */
export const OFFER_2019_20: OfferPolicy = {
  offer: OFFER,
  ruleSet: '2019-20/3',
  source: { title: 'School Improvement Offer 19/20', certainty: 'published' },
  eligibilityWindow: YEAR,
  supportWindow: YEAR,
  halfDaysByUnit: { school: 6, trust: 6 },
  daysAre: 'at-most',
  briefingRequired: true,
  // "A designated NLE or equivalent": the CEO of a strong MAT is the equivalent that the survey knows.
  leaderRolesByUnit: { school: ['nle', 'mat-ceo'], trust: [] },
  schoolPreconditions: ['school-open', 'state-funded-school'],
  schoolCriteria: [
    { code: 'ri-on-entry', allOf: ['ri-on-entry'] },
    { code: 'ri-during-year', allOf: ['inspection-in-window', 'known-by-as-of', 'ri-during-year'] },
  ],
  trustCriteria: [],
  tiers: [
    { tier: 3, anyOf: ['tier-three-never-above-ri'] },
    { tier: 2, anyOf: ['tier-two-consecutive-ri', 'tier-first-inspection-ri'] },
    { tier: 1, anyOf: ['single-ri'] },
  ],
  priorities: { 'tier-3': 1, 'tier-2': 2, 'tier-1': 3 },
  defaultPriority: 3,
  trustLevelRule: null,
  contacts: { order: DEFAULT_CONTACT_ORDER, catholicOrder: DEFAULT_CONTACT_ORDER, dioceseOf: 'any' },
  schoolExtras: [
    { extra: 'further-funding-24000-pounds', rule: 'funding-of-tier-three', amountPounds: 24_000 },
    { extra: 'further-funding-16000-pounds', rule: 'funding-of-tier-two', amountPounds: 16_000 },
  ],
  trustExtras: [],
  lists: [],
};
