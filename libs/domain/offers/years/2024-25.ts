import { DEFAULT_CONTACT_ORDER, type OfferPolicy } from '../policy.js';

/**
 * School improvement offer 2024 to 2025: eligibility from September 2024 to the end of February 2025, support to
 * July 2025. A school in a MAT, also in a MAT with one school, is supported through its trust unless trust and
 * leader agree on direct support; maintained schools and single-academy trusts are supported directly.
 */
export const OFFER_2024_25: OfferPolicy = {
  offer: '2024-25',
  ruleSet: '2024-25/3',
  source: {
    title: 'School improvement offer, September 2024 to July 2025',
    certainty: 'published',
  },
  eligibilityWindow: { from: '2024-09-01', to: '2025-02-28' },
  supportWindow: { from: '2024-09-01', to: '2025-07-31' },
  halfDaysByUnit: { school: 20, trust: 20 },
  daysAre: 'at-most',
  briefingRequired: false,
  leaderRolesByUnit: { school: ['nle', 'mat-ceo'], trust: ['nle', 'mat-ceo'] },
  schoolPreconditions: ['school-open', 'state-funded-school'],
  schoolCriteria: [
    {
      code: 'causing-concern-in-window',
      allOf: ['inspection-in-window', 'known-by-as-of', 'causing-concern-in-window'],
    },
    {
      code: 'ri-in-leadership-or-quality',
      allOf: [
        'below-good-before-september-2024',
        'inspection-in-window',
        'known-by-as-of',
        'ri-in-leadership-or-quality',
      ],
    },
    { code: 'two-ri-plus-list', allOf: ['two-ri-plus-list'] },
  ],
  trustCriteria: [{ code: 'trust-of-eligible-school', allOf: ['trust-of-eligible-school'] }],
  tiers: [],
  priorities: { 'causing-concern-in-window': 1 },
  defaultPriority: 2,
  trustLevelRule: 'trust-level-support',
  contacts: {
    order: DEFAULT_CONTACT_ORDER,
    catholicOrder: ['diocese', 'local-authority', 'trust', 'school'],
    dioceseOf: 'any',
  },
  schoolExtras: [],
  trustExtras: [],
  lists: ['2ri-plus'],
};
