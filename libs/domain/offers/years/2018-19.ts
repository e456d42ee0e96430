import { academicYearEnd, academicYearStart, type OfferYear } from '../../kernel/index.js';
import { DEFAULT_CONTACT_ORDER, type OfferPolicy } from '../policy.js';

const OFFER: OfferYear = '2018-19';
const YEAR = { from: academicYearStart(OFFER), to: academicYearEnd(OFFER) };

/**
 * School improvement support for the 2018 to 2019 academic year. Schools not judged inadequate that are below the
 * floor standards or coasting (the Department's list, from the results published in December 2018 and January 2019)
 * or that require improvement get up to 3 days. Requires improvement is judged as in the year after, on entry or
 * during the year, of every school: that is our reading (docs/adr/0022). Authorities and trusts were told first; the rest of the order is the
 * general one.
 */
export const OFFER_2018_19: OfferPolicy = {
  offer: OFFER,
  ruleSet: '2018-19/2',
  source: {
    title: 'School improvement support for the 2018 to 2019 academic year',
    certainty: 'republished',
  },
  eligibilityWindow: YEAR,
  supportWindow: YEAR,
  halfDaysByUnit: { school: 6, trust: 6 },
  daysAre: 'at-most',
  briefingRequired: false,
  // "A designated NLE or equivalent", as in the year after.
  leaderRolesByUnit: { school: ['nle', 'mat-ceo'], trust: [] },
  schoolPreconditions: ['school-open', 'state-funded-school', 'not-inadequate'],
  schoolCriteria: [
    { code: 'below-floor-list', allOf: ['below-floor-list'] },
    { code: 'ri-on-entry', allOf: ['ri-on-entry'], reading: 'every-ri-school' },
    {
      code: 'ri-during-year',
      allOf: ['inspection-in-window', 'known-by-as-of', 'ri-during-year'],
      reading: 'every-ri-school',
    },
  ],
  trustCriteria: [],
  tiers: [],
  priorities: {},
  defaultPriority: 1,
  trustLevelRule: null,
  contacts: { order: DEFAULT_CONTACT_ORDER, catholicOrder: DEFAULT_CONTACT_ORDER, dioceseOf: 'any' },
  schoolExtras: [{ extra: 'further-funding-16000-pounds', rule: 'latest-two-ri', amountPounds: 16_000 }],
  trustExtras: [],
  lists: ['below-floor'],
};
