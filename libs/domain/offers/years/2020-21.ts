import { academicYearEnd, academicYearStart, type OfferYear } from '../../kernel/index.js';
import { DEFAULT_CONTACT_ORDER, type OfferPolicy } from '../policy.js';

const OFFER: OfferYear = '2020-21';
const YEAR = { from: academicYearStart(OFFER), to: academicYearEnd(OFFER) };

/**
 * School support recovery offer 2020 to 2021: on application, by a school or a trust. Whether an application was
 * accepted is the regional team's decision and comes as a list; judgements play no part. Five days on average, with
 * more for particularly challenging needs. Authorities, dioceses and trusts took part; no order among them was
 * published, so it is the general one.
 */
export const OFFER_2020_21: OfferPolicy = {
  offer: OFFER,
  ruleSet: '2020-21/2',
  source: { title: 'School support recovery offer 2020 to 2021', certainty: 'reported' },
  eligibilityWindow: YEAR,
  supportWindow: YEAR,
  halfDaysByUnit: { school: 10, trust: 10 },
  daysAre: 'on-average',
  briefingRequired: false,
  // An NLE, the CEO of a MAT, or the lead of a teaching school; the survey does not know the last.
  leaderRolesByUnit: { school: ['nle', 'mat-ceo'], trust: ['nle', 'mat-ceo'] },
  schoolPreconditions: ['school-open', 'state-funded-school'],
  schoolCriteria: [{ code: 'application-accepted', allOf: ['application-accepted'] }],
  trustCriteria: [{ code: 'application-accepted', allOf: ['application-accepted'] }],
  tiers: [],
  priorities: {},
  defaultPriority: 1,
  trustLevelRule: null,
  contacts: { order: DEFAULT_CONTACT_ORDER, catholicOrder: DEFAULT_CONTACT_ORDER, dioceseOf: 'any' },
  schoolExtras: [],
  trustExtras: [],
  lists: ['applications'],
};
