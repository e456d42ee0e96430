import {
  aLink,
  closedSchool,
  type Hard,
  type HardCase,
  inOffer,
  LONG_AGO,
  mat,
  OLD,
  TRUST,
  URN,
} from './hard-cases.fixture.js';
import { aMembership, anAcademy, anInspection, aReferral } from './offers.fixture.js';

const TRUSTS: readonly Hard[] = [
  {
    title: 'two schools held for three years to the day, half of them RI',
    facts: mat(
      [
        [3, 3],
        [2, 2],
      ],
      ['2020-08-31', '2020-08-31'],
    ),
    expected: {
      eligible: 'yes',
      criterion: 'trust-half-ri-or-worse',
      halfDays: 20,
      extras: ['nlg-governance-support'],
    },
  },
  {
    title: 'a day short of three years',
    facts: mat(
      [
        [3, 3],
        [2, 2],
      ],
      ['2020-08-31', '2020-09-01'],
    ),
    expected: { eligible: 'no' },
  },
  {
    title: 'a day short of three years at the end of the year, asked about a year later',
    facts: mat(
      [
        [3, 3],
        [2, 2],
      ],
      ['2020-08-31', '2020-09-01'],
    ),
    options: { asOf: '2024-08-31' },
    expected: { eligible: 'no' },
  },
  {
    title: 'joined on 29 February 2020: three years on 28 February 2023',
    facts: mat(
      [
        [3, 3],
        [2, 2],
      ],
      [LONG_AGO, '2020-02-29'],
    ),
    options: { asOf: '2023-02-28' },
    expected: { eligible: 'yes', contactBy: '2023-03-31' },
  },
  {
    title: 'three of six, one school never inspected, one last inspected before it joined',
    facts: mat(
      [[3, 3], [4, 4], [3, 3], [2, 2], [1, 1], [2, 2], [2, 2], []],
      [LONG_AGO, LONG_AGO, LONG_AGO, LONG_AGO, LONG_AGO, LONG_AGO, '2022-09-01', LONG_AGO],
      { uninspected: [{ urn: '100008', source: { file: 'mi.csv', row: 9 } }] },
    ),
    expected: { eligible: 'yes', criterion: 'trust-half-ri-or-worse' },
  },
  {
    title: 'two of five',
    facts: mat([
      [3, 3],
      [3, 3],
      [2, 2],
      [2, 2],
      [2, 2],
    ]),
    expected: { eligible: 'no' },
  },
  {
    title: 'a converter fell from the good grade of the school that it replaced',
    facts: mat([[2, 2], [2, 2], []], [LONG_AGO, LONG_AGO, '2019-04-01'], {
      schools: [
        anAcademy(URN, TRUST),
        anAcademy('100002', TRUST),
        anAcademy('100003', TRUST, { openDate: '2019-04-01' }),
        closedSchool(OLD, { closeDate: '2019-03-31' }),
      ],
      inspections: [
        anInspection('100003', '2022-05-03', 3, { earlier: 'listed' }),
        anInspection(OLD, '2017-05-02', 2, { earlier: 'none' }),
      ],
      links: [aLink('100003', OLD)],
    }),
    expected: { eligible: 'yes', criterion: 'trust-overall-decline', extras: ['nlg-governance-support'] },
  },
  {
    title: 'the judgement that would tip it came after the year',
    facts: mat(
      [
        [2, 2],
        [2, 2],
      ],
      [],
      { inspections: [anInspection(URN, '2023-10-03', 4, { earlier: 'listed' })] },
    ),
    options: { asOf: '2024-03-31' },
    expected: { eligible: 'no' },
  },
  {
    title: 'the judgement that tips it came in the year and was published after it',
    facts: mat(
      [
        [2, 2],
        [2, 2],
      ],
      [],
      {
        inspections: [
          anInspection(URN, '2023-07-04', 3, { earlier: 'listed', publicationDate: '2023-09-14' }),
        ],
      },
    ),
    options: { asOf: '2023-09-14' },
    expected: { eligible: 'yes', criterion: 'trust-half-ri-or-worse', contactBy: '2023-12-31' },
  },
  {
    title: 'one school held, one closed in the year',
    facts: mat(
      [
        [3, 3],
        [3, 3],
      ],
      [],
      {
        schools: [
          anAcademy(URN, TRUST),
          anAcademy('100002', TRUST, { statusCode: '2', closeDate: '2023-07-31' }),
        ],
      },
    ),
    expected: { eligible: 'no' },
  },
  {
    title: 'one held school left for another trust',
    facts: mat(
      [
        [3, 3],
        [3, 3],
      ],
      [],
      {
        schools: [anAcademy(URN, TRUST), anAcademy('100002', '5002')],
        memberships: [aMembership(TRUST, URN, LONG_AGO), aMembership('5002', '100002', '2023-01-01')],
      },
    ),
    expected: { eligible: 'no' },
  },
  {
    title: 'outside the criteria, a referral accepted: no governance support with it',
    facts: mat(
      [
        [2, 2],
        [2, 2],
      ],
      ['2022-01-01', '2022-01-01'],
      {
        referrals: [aReferral({ subjectKind: 'trust', subjectId: TRUST })],
      },
    ),
    expected: { eligible: 'yes', criterion: 'referral-accepted', extras: [], unit: 'trust' },
  },
];

export const HARD_TRUSTS_2022_23: readonly HardCase[] = inOffer(
  '2022-23',
  TRUSTS.map((each) => ({ ...each, subject: `trust-${TRUST}` })),
);
