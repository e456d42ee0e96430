import type { Grade, InspectionFacts } from '../facts.js';
import { aMembership, anAcademy, anInspection, aReferral, someFacts } from '../offers.fixture.js';
import type { RuleCase, RuleCases } from './rule-case.fixture.js';

const URN = '100001';
const TRUST = '5001';
const LONG_AGO = '2015-09-01';
type Case = Omit<RuleCase, 'rule' | 'offer' | 'subject'>;

const aboutTrust = (rule: RuleCase['rule'], cases: readonly Case[]): RuleCases =>
  cases.map((each) => ({ ...each, rule, offer: '2022-23', subject: `trust-${TRUST}` }));

/** Grades (newest first, two years apart) of each school of one MAT, all members for long unless told. */
const mat = (
  grades: readonly (readonly (Grade | null)[])[],
  joined: readonly (string | null)[] = [],
  changes: Partial<RuleCase['facts']> = {},
): RuleCase['facts'] => {
  const urns = grades.map((_, at) => String(100001 + at));
  const inspections = grades.flatMap((ofSchool, at) =>
    ofSchool.map((grade, age): InspectionFacts =>
      anInspection(urns[at] ?? '', `${2022 - 2 * age}-03-01`, grade),
    ),
  );
  return someFacts({
    schools: urns.map((urn) => anAcademy(urn, TRUST)),
    memberships: urns.map((urn, at) => {
      const day = joined[at];
      return aMembership(TRUST, urn, day === undefined ? LONG_AGO : day);
    }),
    inspections,
    ...changes,
  });
};

const held = aboutTrust('trust-held-two-schools-three-years', [
  { title: 'three years to the day', answer: 'yes', facts: mat([[2], [2]], ['2020-08-31', '2020-08-31']) },
  { title: 'one of two a day short', answer: 'no', facts: mat([[3], [3]], ['2020-08-31', '2020-09-01']) },
  { title: 'one school', answer: 'no', facts: mat([[3]]) },
  {
    title: 'no date of joining, but the academy opened too late',
    answer: 'no',
    facts: mat([[3], [3]], [null, LONG_AGO], {
      schools: [anAcademy(URN, TRUST, { openDate: '2021-09-01' }), anAcademy('100002', TRUST)],
    }),
  },
  {
    title: 'no dates of joining',
    answer: 'undetermined',
    missing: ['date-of-joining'],
    facts: mat([[3], [3]], [], { memberships: null }),
  },
  {
    title: 'a second school that the school file does not hold',
    answer: 'undetermined',
    missing: ['school-record'],
    facts: mat([[3]], [], {
      memberships: [aMembership(TRUST, URN, LONG_AGO), aMembership(TRUST, '100002', LONG_AGO)],
    }),
  },
]);

const half = aboutTrust('trust-half-ri-or-worse', [
  { title: 'one of two', answer: 'yes', facts: mat([[3], [2]]) },
  { title: 'inadequate counts', answer: 'yes', facts: mat([[4], [1]]) },
  {
    title: 'a good school inspected before joining is not counted',
    answer: 'yes',
    facts: mat([[3], [2], [2]], [LONG_AGO, LONG_AGO, '2022-03-02']),
  },
  {
    title: "a good predecessor's grade is not counted",
    answer: 'yes',
    facts: mat([[3], [], [2]], [], {
      inspections: [
        anInspection(URN, '2022-03-01', 3),
        anInspection('100002', '2022-03-01', 2, { ofCurrentSchool: false }),
        anInspection('100003', '2022-03-01', 2),
      ],
    }),
  },
  {
    title: 'inspected on the day of joining is counted',
    answer: 'no',
    facts: mat([[3], [2], [2]], [LONG_AGO, LONG_AGO, '2022-03-01']),
  },
  { title: 'one of three', answer: 'no', facts: mat([[3], [2], [2]]) },
  {
    title: 'none inspected since joining',
    answer: 'no',
    facts: mat([[3], [3], [2]], [LONG_AGO, LONG_AGO, LONG_AGO], {
      inspections: ['100001', '100002', '100003'].map((urn) => anInspection(urn, '2014-03-01', 3)),
    }),
  },
  {
    title: 'a school listed as not inspected is not counted',
    answer: 'no',
    facts: mat([[3], [2], [2], []], [], {
      uninspected: [{ urn: '100004', source: { file: 'mi.csv', row: 4 } }],
    }),
  },
  {
    title: 'a missing grade that cannot tip it',
    answer: 'no',
    facts: mat([[2], [2], [null]]),
  },
  {
    title: 'a missing grade that could',
    answer: 'undetermined',
    missing: ['overall-effectiveness'],
    facts: mat([[3], [2], [null]]),
  },
  {
    title: 'a school in no inspection file that could tip it',
    answer: 'undetermined',
    missing: ['inspections'],
    facts: mat([[3], [2], []]),
  },
  {
    title: 'no date of joining for the good school',
    answer: 'undetermined',
    missing: ['date-of-joining'],
    facts: mat([[3], [2], [2], [2]], [LONG_AGO, LONG_AGO, null, null]),
  },
]);

const decline = aboutTrust('trust-overall-decline', [
  {
    title: 'one fell by one',
    answer: 'yes',
    facts: mat([
      [2, 1],
      [2, 2],
      [2, 2],
    ]),
  },
  {
    title: 'fell by two, rose by one',
    answer: 'yes',
    facts: mat([
      [3, 1],
      [2, 3],
      [1, 1],
    ]),
  },
  {
    title: 'the earlier grade from before joining',
    answer: 'yes',
    facts: mat(
      [
        [2, 1],
        [2, 2],
        [2, 2],
      ],
      ['2020-06-01', LONG_AGO, LONG_AGO],
    ),
  },
  {
    title: 'fell and rose alike',
    answer: 'no',
    facts: mat([
      [3, 2],
      [2, 3],
      [2, 2],
    ]),
  },
  {
    title: 'rose',
    answer: 'no',
    facts: mat([
      [2, 3],
      [2, 2],
      [2, 2],
    ]),
  },
  {
    title: 'fell before joining',
    answer: 'no',
    facts: mat(
      [
        [2, 1],
        [2, 2],
        [2, 2],
      ],
      ['2022-03-02', LONG_AGO, LONG_AGO],
    ),
  },
  {
    title: 'a first inspection is compared with nothing',
    answer: 'no',
    facts: mat([[], [2, 2], [2, 2]], [], {
      inspections: [
        anInspection(URN, '2022-03-01', 4, { earlier: 'none' }),
        ...['100002', '100003', '100004'].flatMap((urn) => [
          anInspection(urn, '2022-03-01', 2),
          anInspection(urn, '2018-03-01', 2),
        ]),
      ],
    }),
  },
  {
    title: 'an earlier judgement that could tip it',
    answer: 'undetermined',
    missing: ['earlier-judgement'],
    facts: mat([[2], [2, 2], [2, 2]]),
  },
  { title: 'an earlier judgement that could not', answer: 'no', facts: mat([[1], [2, 2], [1, 1]]) },
]);

const acceptedForTrust = { referrals: [aReferral({ subjectKind: 'trust', subjectId: TRUST })] } as const;
const nlg = aboutTrust('nlg-governance', [
  { title: 'by the trust route', answer: 'yes', facts: mat([[3], [2]]) },
  { title: 'by both', answer: 'yes', facts: mat([[3], [2]], [], acceptedForTrust) },
  {
    title: 'by a referral only',
    answer: 'no',
    facts: mat(
      [
        [2, 2],
        [2, 2],
      ],
      [],
      acceptedForTrust,
    ),
  },
]);

export const TRUST_CASES_2022_23: RuleCases = [...held, ...half, ...decline, ...nlg];
