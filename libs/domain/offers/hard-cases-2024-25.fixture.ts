import { aLink, closedSchool, type HardCase, inOffer, OLD, TRUST, URN } from './hard-cases.fixture.js';
import {
  aMembership,
  anAcademy,
  anInspection,
  aReinspection,
  aTrust,
  oneSchool,
  someFacts,
} from './offers.fixture.js';

export const HARD_CASES_2024_25: readonly HardCase[] = inOffer('2024-25', [
  {
    title: 'RI before, RI in leadership on the last day of the window, published after it',
    facts: oneSchool([
      aReinspection(URN, '2025-02-28', 3, 2, { publicationDate: '2025-03-28' }),
      anInspection(URN, '2021-10-05', 3),
    ]),
    expected: { eligible: 'no' },
  },
  {
    title: 'the same, by what was published up to Easter',
    facts: oneSchool([
      aReinspection(URN, '2025-02-28', 3, 2, { publicationDate: '2025-03-28' }),
      anInspection(URN, '2021-10-05', 3),
    ]),
    options: { asOf: '2025-04-20' },
    expected: {
      eligible: 'yes',
      criterion: 'ri-in-leadership-or-quality',
      contactBy: '2025-03-31',
      priority: 2,
    },
  },
  {
    title: 'reinspected with RI on the day after the window',
    facts: oneSchool([aReinspection(URN, '2025-03-01', 3, 3), anInspection(URN, '2021-10-05', 3)]),
    options: { asOf: '2025-07-31' },
    expected: { eligible: 'no' },
  },
  {
    title: 'RI again on 31 August 2024 is before September, and no reinspection in the window',
    facts: oneSchool([anInspection(URN, '2024-08-31', 3), anInspection(URN, '2021-10-05', 3)]),
    expected: { eligible: 'no' },
  },
  {
    title: 'good before September 2024, RI in both in the window',
    facts: oneSchool([aReinspection(URN, '2024-11-05', 3, 3), anInspection(URN, '2021-10-05', 2)]),
    expected: { eligible: 'no' },
  },
  {
    title: 'RI, then good, before September 2024',
    facts: oneSchool([
      aReinspection(URN, '2024-11-05', 3, 3),
      anInspection(URN, '2023-10-03', 2),
      anInspection(URN, '2020-01-14', 3),
    ]),
    expected: { eligible: 'no' },
  },
  {
    title: 'RI in personal development only',
    facts: oneSchool([
      aReinspection(URN, '2024-11-05', 2, 2, {
        judgements: {
          'leadership-and-management': 2,
          'quality-of-education': 2,
          'behaviour-and-attitudes': 2,
          'personal-development': 3,
        },
      }),
      anInspection(URN, '2021-10-05', 3),
    ]),
    expected: { eligible: 'no' },
  },
  {
    title: 'an ungraded visit in the window is no reinspection',
    facts: oneSchool([
      anInspection(URN, '2024-11-05', null, { kind: 'ungraded', concern: null }),
      anInspection(URN, '2021-10-05', 3, { earlier: 'listed' }),
      anInspection(URN, '2017-10-03', 2, { earlier: 'none' }),
    ]),
    expected: { eligible: 'no' },
  },
  {
    title: 'first inspected in the window, special measures',
    facts: oneSchool([aReinspection(URN, '2024-09-01', 4, 4, { concern: 'SM', earlier: 'none' })]),
    expected: {
      eligible: 'yes',
      criterion: 'causing-concern-in-window',
      priority: 1,
      contactBy: '2024-12-31',
    },
  },
  {
    title: 'good before, in category NTI in the window: concern needs no judgement before',
    facts: oneSchool([
      aReinspection(URN, '2025-01-14', 2, 3, { concern: 'NTI' }),
      anInspection(URN, '2019-10-08', 1),
    ]),
    expected: { eligible: 'yes', criterion: 'causing-concern-in-window' },
  },
  {
    title: 'in special measures before, out of them in the window with two good areas',
    facts: oneSchool([
      aReinspection(URN, '2024-11-05', 2, 2),
      anInspection(URN, '2022-10-04', 4, { concern: 'SM' }),
    ]),
    expected: { eligible: 'no' },
  },
  {
    title: 'closed, on the 2RI+ list: nothing is decided about it, and its successor is not on the list',
    facts: someFacts({
      schools: [
        closedSchool(OLD, { closeDate: '2024-12-31' }),
        anAcademy(URN, TRUST, { openDate: '2025-01-01', trustFlagCode: '5' }),
      ],
      inspections: [
        anInspection(OLD, '2022-10-04', 3, { earlier: 'listed' }),
        anInspection(OLD, '2018-10-02', 3, { earlier: 'none' }),
      ],
      links: [aLink(URN, OLD)],
      twoRiPlus: [{ urn: OLD, source: { file: '2ri.csv', row: 2 } }],
    }),
    expected: { eligible: 'no' },
  },
  {
    title: 'on the 2RI+ list in spite of a good judgement: the list is the Department’s',
    facts: oneSchool([anInspection(URN, '2023-10-03', 2)], {
      twoRiPlus: [{ urn: URN, source: { file: '2ri.csv', row: 2 } }],
    }),
    expected: { eligible: 'yes', criterion: 'two-ri-plus-list', priority: 2 },
  },
  {
    title: 'joined its trust the day after the as-of date: which trust it was in then nobody knows',
    facts: someFacts({
      schools: [anAcademy(URN, TRUST), anAcademy('100002', TRUST)],
      memberships: [aMembership(TRUST, URN, '2025-03-01'), aMembership(TRUST, '100002', '2015-09-01')],
      trusts: [aTrust(TRUST)],
      inspections: [aReinspection(URN, '2024-11-05', 3, 2), anInspection(URN, '2021-10-05', 3)],
    }),
    expected: { eligible: 'yes', unit: 'school', supportedId: URN, missing: ['trust-membership'] },
  },
  {
    title: 'joined its trust on the as-of date: supported through it',
    facts: someFacts({
      schools: [anAcademy(URN, TRUST), anAcademy('100002', TRUST)],
      memberships: [aMembership(TRUST, URN, '2025-02-28'), aMembership(TRUST, '100002', '2015-09-01')],
      trusts: [aTrust(TRUST)],
      inspections: [aReinspection(URN, '2024-11-05', 3, 2), anInspection(URN, '2021-10-05', 3)],
    }),
    expected: { eligible: 'yes', unit: 'trust', supportedId: TRUST, caseId: `trust-${TRUST}`, missing: [] },
  },
]);
