import {
  aMembership,
  anAcademy,
  anInspection,
  aReferral,
  aSchool,
  aTrust,
  oneSchool,
  someFacts,
} from '../offers.fixture.js';
import type { RuleCase, RuleCases } from './rule-case.fixture.js';

const URN = '100001';
const TRUST = '5001';
const LONG_AGO = '2015-09-01';
type Case = Omit<RuleCase, 'rule' | 'offer'>;

const about = (rule: RuleCase['rule'], cases: readonly Case[]): RuleCases =>
  cases.map((each) => ({ ...each, rule, offer: '2022-23' }));
const standing = about('school-route-standing', [
  { title: 'maintained', answer: 'yes', facts: oneSchool([]) },
  {
    title: 'maintained special school',
    answer: 'yes',
    facts: someFacts({ schools: [aSchool(URN, { typeCode: '7', typeGroupCode: '5' })] }),
  },
  {
    title: 'foundation school supported by a (foundation) trust',
    answer: 'yes',
    facts: someFacts({ schools: [aSchool(URN, { typeCode: '5', trustUid: '77', trustFlagCode: '1' })] }),
  },
  {
    title: 'single-academy trust by the flag',
    answer: 'yes',
    facts: someFacts({ schools: [anAcademy(URN, TRUST, { trustFlagCode: '5' })] }),
  },
  {
    title: 'single-academy trust by the groups file',
    answer: 'yes',
    facts: someFacts({
      schools: [anAcademy(URN, TRUST, { trustFlagCode: null })],
      trusts: [aTrust(TRUST, { kind: 'sat' })],
    }),
  },
  { title: 'MAT with one school', answer: 'yes', facts: someFacts({ schools: [anAcademy(URN, TRUST)] }) },
  {
    title: 'MAT whose other school has closed',
    answer: 'yes',
    facts: someFacts({
      schools: [anAcademy(URN, TRUST), anAcademy('100002', TRUST, { statusCode: '2' })],
      memberships: [aMembership(TRUST, URN, LONG_AGO), aMembership(TRUST, '100002', LONG_AGO)],
    }),
  },
  {
    title: 'MAT with two schools',
    answer: 'no',
    facts: someFacts({ schools: [anAcademy(URN, TRUST), anAcademy('100002', TRUST)] }),
  },
  {
    title: 'non-maintained special school',
    answer: 'no',
    facts: someFacts({ schools: [aSchool(URN, { typeCode: '8', typeGroupCode: '5' })] }),
  },
  {
    title: 'the only school of a trust of unknown kind',
    answer: 'yes',
    facts: someFacts({ schools: [anAcademy(URN, TRUST, { trustFlagCode: null })] }),
  },
  {
    title: 'one of two academies that name the same trust, its kind unknown',
    answer: 'no',
    facts: someFacts({
      schools: [URN, '100002'].map((urn) => anAcademy(urn, TRUST, { trustFlagCode: null })),
    }),
  },
  {
    title: 'MAT that only a membership names, with two schools',
    answer: 'no',
    facts: someFacts({
      schools: [anAcademy(URN, null), anAcademy('100002', TRUST)],
      trusts: [aTrust(TRUST), aTrust('600', { kind: 'other' })],
      memberships: [aMembership('600', URN, LONG_AGO), aMembership(TRUST, URN, LONG_AGO)],
    }),
  },
  {
    title: 'a school in a trust of unknown kind that has others outside the file',
    answer: 'undetermined',
    missing: ['trust-kind'],
    facts: someFacts({
      schools: [anAcademy(URN, TRUST, { trustFlagCode: null })],
      memberships: [aMembership(TRUST, '100002', LONG_AGO)],
    }),
  },
  {
    title: 'academy of an unknown trust',
    answer: 'undetermined',
    missing: ['trust-membership'],
    facts: someFacts({ schools: [anAcademy(URN, null, { trustFlagCode: null })] }),
  },
  {
    title: 'MAT without its UID',
    answer: 'undetermined',
    missing: ['trust-membership'],
    facts: someFacts({ schools: [anAcademy(URN, null)] }),
  },
  {
    title: 'MAT with a school that the school file does not hold',
    answer: 'undetermined',
    missing: ['school-record'],
    facts: someFacts({
      schools: [anAcademy(URN, TRUST)],
      memberships: [aMembership(TRUST, URN, LONG_AGO), aMembership(TRUST, '100002', LONG_AGO)],
    }),
  },
  {
    title: 'type unknown, but inspected',
    answer: 'undetermined',
    missing: ['school-type'],
    facts: oneSchool([anInspection(URN, '2022-11-01', 3)], {
      schools: [aSchool(URN, { typeCode: null, typeGroupCode: null, trustFlagCode: null })],
    }),
  },
]);

const riInYear = about('ri-in-2022-23', [
  { title: '1 September 2022', answer: 'yes', facts: oneSchool([anInspection(URN, '2022-09-01', 3)]) },
  { title: '31 August 2023', answer: 'yes', facts: oneSchool([anInspection(URN, '2023-08-31', 3)]) },
  { title: 'inadequate', answer: 'no', facts: oneSchool([anInspection(URN, '2023-02-07', 4)]) },
  {
    title: 'no grade in the file',
    answer: 'undetermined',
    missing: ['overall-effectiveness'],
    facts: oneSchool([anInspection(URN, '2023-02-07', null)]),
  },
]);

const referral = about('referral-accepted', [
  { title: 'accepted', answer: 'yes', facts: oneSchool([], { referrals: [aReferral({})] }) },
  {
    title: 'accepted on the as-of date',
    answer: 'yes',
    facts: oneSchool([], { referrals: [aReferral({ decidedOn: '2023-08-31' })] }),
  },
  {
    title: 'declined, then accepted',
    answer: 'yes',
    facts: oneSchool([], { referrals: [aReferral({ decision: 'declined' }), aReferral({})] }),
  },
  {
    title: 'declined',
    answer: 'no',
    facts: oneSchool([], { referrals: [aReferral({ decision: 'declined' })] }),
  },
  { title: 'none', answer: 'no', facts: oneSchool([], { referrals: [aReferral({ subjectId: '100002' })] }) },
  { title: 'no file of referrals', answer: 'no', facts: oneSchool([], { referrals: null }) },
  {
    title: 'pending',
    answer: 'undetermined',
    missing: ['referral-decision'],
    facts: oneSchool([], { referrals: [aReferral({ decision: 'pending', decidedOn: null })] }),
  },
  {
    title: 'accepted only after the as-of date',
    answer: 'undetermined',
    missing: ['referral-decision'],
    facts: oneSchool([], { referrals: [aReferral({ decidedOn: '2023-09-01' })] }),
  },
]);

export const CASES_2022_23: RuleCases = [...standing, ...riInYear, ...referral];
