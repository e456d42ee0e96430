import type { Grade } from '../facts.js';
import { aMembership, anAcademy, anInspection, oneSchool, someFacts } from '../offers.fixture.js';
import type { RuleCase, RuleCases } from './rule-case.fixture.js';

const URN = '100001';
const TRUST = '5001';
type Case = Omit<RuleCase, 'rule' | 'offer'>;

const about = (rule: RuleCase['rule'], cases: readonly Case[]): RuleCases =>
  cases.map((each) => ({ ...each, rule, offer: '2021-22' }));
/** Newest first, three years apart, the last in March 2019. */
const chain = (grades: readonly (Grade | null)[], oldest: 'none' | null = null): RuleCase['facts'] =>
  oneSchool(
    grades.map((grade, at) =>
      anInspection(URN, `${2019 - 3 * at}-03-05`, grade, {
        earlier: at === grades.length - 1 ? oldest : 'listed',
      }),
    ),
  );

const again = about('ri-again-on-entry', [
  { title: 'RI after RI', answer: 'yes', facts: chain([3, 3]) },
  { title: 'RI after inadequate', answer: 'yes', facts: chain([3, 4]) },
  {
    title: 'RI after RI of the predecessor',
    answer: 'yes',
    facts: oneSchool([
      anInspection(URN, '2019-03-05', 3),
      anInspection(URN, '2015-03-03', 3, { ofCurrentSchool: false, urnAtInspection: '100900' }),
    ]),
  },
  { title: 'RI after good', answer: 'no', facts: chain([3, 2]) },
  { title: 'RI at its first inspection', answer: 'no', facts: chain([3], 'none') },
  {
    title: 'the second RI came only in the year',
    answer: 'no',
    facts: oneSchool([
      anInspection(URN, '2021-09-07', 3, { earlier: 'listed' }),
      anInspection(URN, '2018-03-06', 3, { earlier: 'listed' }),
      anInspection(URN, '2014-03-04', 2),
    ]),
  },
  {
    title: 'earlier judgement not in the files',
    answer: 'undetermined',
    missing: ['earlier-judgement'],
    facts: chain([3]),
  },
  {
    title: 'earlier judgement without its grade',
    answer: 'undetermined',
    missing: ['earlier-overall-effectiveness'],
    facts: chain([3, null]),
  },
]);

const RI = anInspection(URN, '2021-11-09', 3);
const inTrust = (
  changes: Parameters<typeof anAcademy>[2] = {},
  others: readonly string[] = [],
  uid: string | null = TRUST,
): RuleCase['facts'] =>
  someFacts({
    schools: [anAcademy(URN, uid, changes), ...others.map((urn) => anAcademy(urn, TRUST))],
    inspections: [RI],
  });
const unread = { ...inTrust(), memberships: [aMembership(TRUST, '100002', '2015-09-01')] };

const level = about('trust-level-unless-standalone', [
  { title: 'MAT with two schools', answer: 'yes', facts: inTrust({}, ['100002']) },
  { title: 'maintained', answer: 'no', facts: oneSchool([RI]) },
  { title: 'single-academy trust', answer: 'no', facts: inTrust({ trustFlagCode: '5' }) },
  { title: 'MAT with one school', answer: 'no', facts: inTrust() },
  {
    title: 'MAT whose second school joined after the as-of date',
    answer: 'no',
    facts: {
      ...inTrust({}, ['100002']),
      memberships: [aMembership(TRUST, URN, '2015-09-01'), aMembership(TRUST, '100002', '2022-09-01')],
    },
  },
  {
    title: 'non-maintained special school',
    answer: 'no',
    facts: inTrust({ typeCode: '8', typeGroupCode: '5' }),
  },
  {
    title: 'direct support agreed',
    answer: 'no',
    facts: inTrust({}, ['100002']),
    options: { directSchoolSupport: [URN] },
  },
  {
    title: 'MAT with a school that the school file does not hold',
    answer: 'undetermined',
    missing: ['school-record'],
    facts: unread,
  },
  {
    title: 'MAT without its UID',
    answer: 'undetermined',
    missing: ['trust-membership'],
    facts: inTrust({}, [], null),
  },
]);

const credit = about('trust-partnership-credit', [
  { title: 'maintained', answer: 'yes', facts: oneSchool([RI]) },
  { title: 'MAT with one school', answer: 'yes', facts: inTrust() },
  { title: 'MAT with two schools', answer: 'no', facts: inTrust({}, ['100002']) },
  {
    title: 'MAT with a school that the school file does not hold',
    answer: 'undetermined',
    missing: ['school-record'],
    facts: unread,
  },
]);

const trustOf = about('trust-of-eligible-school', [
  {
    title: 'of an eligible school beside another',
    answer: 'yes',
    facts: inTrust({}, ['100002']),
    subject: `trust-${TRUST}`,
  },
  {
    title: 'its only school is standalone',
    answer: 'no',
    facts: inTrust(),
    subject: `trust-${TRUST}`,
  },
  {
    title: 'its only school is standalone and undetermined',
    answer: 'no',
    facts: someFacts({ schools: [anAcademy(URN, TRUST)] }),
    subject: `trust-${TRUST}`,
  },
]);

export const CASES_2021_22: RuleCases = [...again, ...level, ...credit, ...trustOf];
