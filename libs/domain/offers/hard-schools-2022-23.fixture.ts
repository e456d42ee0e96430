import {
  aLink,
  closedSchool,
  type HardCase,
  inOffer,
  LONG_AGO,
  mat,
  OLD,
  TRUST,
  URN,
} from './hard-cases.fixture.js';
import {
  anAcademy,
  anInspection,
  aReferral,
  aSchool,
  aTrust,
  oneSchool,
  someFacts,
} from './offers.fixture.js';

export const HARD_SCHOOLS_2022_23: readonly HardCase[] = inOffer('2022-23', [
  {
    title: 'RI on 1 September 2022, the first day of the year',
    facts: oneSchool([anInspection(URN, '2022-09-01', 3)]),
    expected: { eligible: 'yes', criterion: 'ri-in-2022-23', halfDays: 20, contactBy: '2022-12-31' },
  },
  {
    title: 'RI on 31 August 2022 came with the year before',
    facts: oneSchool([anInspection(URN, '2022-08-31', 3)]),
    expected: { eligible: 'no' },
  },
  {
    title: 'inadequate in the year: the school route is for RI',
    facts: oneSchool([anInspection(URN, '2023-01-17', 4, { concern: 'SM' })]),
    expected: { eligible: 'no' },
  },
  {
    title: 'the only school of a MAT whose other school has closed',
    facts: mat([[2], [2]], [], {
      schools: [
        anAcademy(URN, TRUST),
        anAcademy('100002', TRUST, { statusCode: '2', closeDate: '2022-08-31' }),
      ],
      inspections: [anInspection(URN, '2023-01-17', 3)],
    }),
    expected: { eligible: 'yes', criterion: 'ri-in-2022-23', unit: 'school', contacts: ['trust', 'school'] },
  },
  {
    title: 'RI while maintained, in a larger MAT at the end of the year',
    facts: mat([[], [2]], ['2023-04-01', LONG_AGO], {
      schools: [
        anAcademy(URN, TRUST, { openDate: '2023-04-01' }),
        anAcademy('100002', TRUST),
        closedSchool(OLD, { closeDate: '2023-03-31' }),
      ],
      inspections: [anInspection(OLD, '2022-11-08', 3)],
      links: [aLink(URN, OLD)],
    }),
    expected: { eligible: 'no' },
  },
  {
    title: 'the same on a day on which it was maintained',
    facts: mat([[], [2]], ['2023-04-01', LONG_AGO], {
      schools: [
        anAcademy(URN, TRUST, { openDate: '2023-04-01' }),
        anAcademy('100002', TRUST),
        closedSchool(OLD, { closeDate: '2023-03-31' }),
      ],
      inspections: [anInspection(OLD, '2022-11-08', 3)],
      links: [aLink(URN, OLD)],
    }),
    options: { asOf: '2023-03-31' },
    expected: { eligible: 'yes', criterion: 'ri-in-2022-23', contacts: ['local-authority', 'school'] },
  },
  {
    title: 'an academy with RI in the year that joined its large MAT only afterwards',
    facts: mat([[2], [2], [2]], ['2023-10-01', LONG_AGO, LONG_AGO], {
      inspections: [anInspection(URN, '2023-01-17', 3)],
    }),
    expected: { eligible: 'undetermined', missing: ['trust-membership'] },
  },
  {
    title: 'a referral accepted and declined later',
    facts: oneSchool([anInspection(URN, '2021-10-05', 2)], {
      referrals: [aReferral({ decidedOn: '2022-11-10' })],
      recordedRequests: [aReferral({ decidedOn: '2023-02-01', decision: 'declined' })],
    }),
    expected: { eligible: 'no' },
  },
  {
    title: 'a referral of a school in a MAT: supported itself',
    facts: mat(
      [
        [2, 2],
        [2, 2],
      ],
      [],
      { referrals: [aReferral({})] },
    ),
    expected: {
      eligible: 'yes',
      criterion: 'referral-accepted',
      unit: 'school',
      supportedId: URN,
      extras: [],
    },
  },
  {
    title: 'a federation or foundation trust is no academy trust, though its school is RI',
    facts: someFacts({
      schools: [aSchool(URN, { trustUid: TRUST, typeCode: '5' })],
      trusts: [aTrust(TRUST, { kind: 'other' })],
      inspections: [anInspection(URN, '2023-01-17', 3)],
    }),
    expected: { eligible: 'yes', criterion: 'ri-in-2022-23', contacts: ['local-authority', 'school'] },
  },
]);
