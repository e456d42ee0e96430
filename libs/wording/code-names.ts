import { codeWords, listText } from './format.js';
import type {
  ExpertiseCode,
  ExportPurpose,
  LeaderRole,
  OfferYear,
  Phase,
  SupportUnit,
} from '../domain/kernel/index.js';
import type {
  ContactParty,
  CriterionCode,
  ExtraCode,
  MissingCode,
  OfferCertainty,
  ReadingCode,
  OfferListCode,
  StandingCode,
} from '../domain/offers/index.js';

export const PHASE_NAMES: Readonly<Record<Phase, string>> = {
  nursery: 'nursery',
  primary: 'primary',
  middle: 'middle',
  secondary: 'secondary',
  'all-through': 'all-through',
  '16-plus': '16 plus',
  special: 'special',
  'alternative-provision': 'alternative provision',
};

export const EXPERTISE_NAMES: Readonly<Record<ExpertiseCode, string>> = {
  'leadership-and-management': 'leadership and management',
  'quality-of-education': 'quality of education',
  'behaviour-and-attitudes': 'behaviour and attitudes',
  'personal-development': 'personal development',
  'early-years': 'early years',
  'sixth-form': 'sixth form',
  safeguarding: 'safeguarding',
  send: 'special educational needs and disabilities (SEND)',
  attendance: 'attendance',
  reading: 'reading',
  mathematics: 'mathematics',
  curriculum: 'curriculum',
  governance: 'governance',
  finance: 'finance',
  'small-schools': 'small schools',
  'faith-schools': 'faith schools',
  'rural-and-coastal': 'rural and coastal schools',
  'trust-development': 'trust development',
};

export const ROLE_NAMES: Readonly<Record<LeaderRole, string>> = {
  nle: 'national leader of education (NLE)',
  'mat-ceo': 'chief executive (CEO) of a multi-academy trust',
};

export const UNIT_NAMES: Readonly<Record<SupportUnit, string>> = {
  school: 'support of a school',
  trust: 'support of a trust',
};

export const OFFER_NAMES: Readonly<Record<OfferYear, string>> = {
  '2018-19': 'School improvement support 2018 to 2019',
  '2019-20': 'School Improvement Offer 2019 to 2020',
  '2020-21': 'School support recovery offer 2020 to 2021',
  '2021-22': 'Trust and school improvement offer 2021 to 2022',
  '2022-23': 'Trust and school improvement offer 2022 to 2023',
  '2024-25': 'School improvement offer 2024 to 2025',
};

/** How sure we are of what an offer said, as the end of "The rules of this offer are taken from". */
export const CERTAINTY_NAMES: Readonly<Record<OfferCertainty, string>> = {
  published: 'its own guidance',
  republished: 'copies of its guidance, the original not being at hand',
  reported: 'what others report of it',
};

/** How we read what can be read in two ways, and the other way. */
export const READING_SENTENCES: Readonly<Record<ReadingCode, string>> = {
  'every-ri-school':
    'The guidance can be read in two ways: we take it for every school that requires improvement, and not only for ' +
    'those to which the floor and coasting standards do not apply.',
};

export const LIST_NAMES: Readonly<Record<OfferListCode, string>> = {
  'below-floor': 'list of schools below the floor standards or coasting',
  applications: 'list of applications',
  referrals: 'list of referrals',
  '2ri-plus': 'list of the former 2RI+ policy',
};

export const CONTACT_NAMES: Readonly<Record<ContactParty, string>> = {
  'local-authority': 'local authority',
  diocese: 'diocese',
  trust: 'trust',
  school: 'school',
};

export const CRITERION_NAMES: Readonly<Record<CriterionCode, string>> = {
  'ri-on-entry': 'Requires improvement at the start of the year',
  'ri-during-year': 'Requires improvement received during the year',
  'below-floor-list': 'Below the floor standards or coasting',
  'application-accepted': 'Application accepted',
  'ri-again-on-entry': 'Requires improvement at the start of the year, after requires improvement or worse',
  'ri-in-2022-23': 'Requires improvement received in 2022 to 2023',
  'trust-half-ri-or-worse': 'At least half of the trust’s schools require improvement or worse',
  'trust-overall-decline': 'Judgements of the trust’s schools have declined overall',
  'referral-accepted': 'Exceptional circumstances, accepted',
  'causing-concern-in-window': 'Judged to be causing concern',
  'ri-in-leadership-or-quality':
    'Below good before September 2024 and still requiring improvement in leadership or quality of education',
  'two-ri-plus-list': 'On the list of the former 2RI+ policy',
  'trust-of-eligible-school': 'Trust of an eligible school',
};

export const EXTRA_NAMES: Readonly<Record<ExtraCode, string>> = {
  'further-funding-16000-pounds': 'up to £16,000 of further funding',
  'further-funding-24000-pounds': 'up to £24,000 of further funding',
  'trust-partnership-credit-10000-pounds':
    'up to £10,000 towards a partnership with a trust, where funds allow',
  'nlg-governance-support': 'support by a national leader of governance (NLG), where funding allows',
};

export const STANDING_NAMES: Readonly<Record<StandingCode, string>> = {
  'local-authority': 'maintained by its local authority',
  'single-academy-trust': 'in a single-academy trust',
  'multi-academy-trust': 'in a multi-academy trust',
  'trust-unknown': 'an academy whose trust is not known',
  neither: 'neither maintained nor an academy',
  unknown: 'of a type that the files do not give',
};

/** What the files lack, as the object of "we do not know". */
export const MISSING_NAMES: Readonly<Record<MissingCode, string>> = {
  inspections: 'any inspection of the school',
  'inspections-in-window': 'inspections in the months that the offer looks at',
  'earlier-judgement': 'the judgement before the oldest one given',
  'judgements-since-2005': 'all judgements since 2005',
  'overall-effectiveness': 'the grade for overall effectiveness',
  'earlier-overall-effectiveness': 'the earlier grade for overall effectiveness',
  'leadership-and-management-judgement': 'the judgement on leadership and management',
  'quality-of-education-judgement': 'the judgement on quality of education',
  'category-of-concern': 'the category of concern',
  'publication-date': 'the date on which a report was published',
  'date-of-joining': 'the date on which a school joined its trust',
  'trust-membership': 'the trust that the school belongs to',
  'trust-kind': 'whether the trust has one school or several',
  'school-record': 'the record of a school in the trust',
  'school-type': 'the type of the school',
  '2ri-plus-list': 'the list of schools under the former 2RI+ policy',
  'below-floor-list': 'the list of schools below the floor standards or coasting',
  'applications-list': 'the list of applications for support',
  'referral-decision': 'the decision on the referral',
  'application-decision': 'the decision on the application',
  'unread-row': 'what a row says that could not be read',
};

/** What somebody needs a file for, as they choose it. */
export const EXPORT_PURPOSE_NAMES: Readonly<Record<ExportPurpose, string>> = {
  'plan-visits': 'To plan visits or other work with schools',
  'check-matches': 'To check matches or who is eligible',
  'check-claim': 'To check days or a claim',
  'correct-file': 'To correct a file that was sent in',
  'answer-department': 'To answer a question from the department',
  other: 'Something else',
};

export function phaseList(phases: readonly string[], last: 'and' | 'or' = 'and'): string {
  return listText(
    phases.map((phase) => nameIn(PHASE_NAMES, phase)),
    last,
  );
}

/** `Leadership and management, and reading`: a comma tells needs apart where the name of one has an “and” of its own. */
export function needList(needs: readonly string[]): string {
  const names = needs.map((need) => nameIn(EXPERTISE_NAMES, need));
  if (names.length < 2 || !names.some((name) => name.includes(' and '))) return listText(names);
  return `${names.slice(0, -1).join(', ')}, and ${names.at(-1) ?? ''}`;
}

/** The name of a code that may have come from stored data; unknown codes read as plain words. */
export function nameIn(names: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(names, code) ? (names[code] ?? codeWords(code)) : codeWords(code);
}
