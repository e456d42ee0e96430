import { aReferral, anAcademy, anInspection, oneSchool, someFacts } from './offers.fixture.js';
import {
  aLink,
  closedSchool,
  graded,
  type HardCase,
  history,
  inOffer,
  OLD,
  TRUST,
  URN,
} from './hard-cases.fixture.js';

const IN_2019_20 = inOffer('2019-20', [
  {
    title: 'inspected on the last day before the year, published in it: it enters with RI',
    facts: oneSchool([
      anInspection(URN, '2019-08-31', 3, { publicationDate: '2019-10-04' }),
      anInspection(URN, '2015-03-03', 2),
    ]),
    expected: { eligible: 'yes', criterion: 'ri-on-entry', tier: 1, priority: 3, halfDays: 6 },
  },
  {
    title: 'good on entry, RI on the last day of the year, published a day after it',
    facts: oneSchool([
      anInspection(URN, '2020-08-31', 3, { publicationDate: '2020-09-01' }),
      anInspection(URN, '2015-03-03', 2),
    ]),
    expected: { eligible: 'no' },
  },
  {
    title: 'the same, a day later',
    facts: oneSchool([
      anInspection(URN, '2020-08-31', 3, { publicationDate: '2020-09-01' }),
      anInspection(URN, '2015-03-03', 2),
    ]),
    options: { asOf: '2020-09-01' },
    expected: { eligible: 'yes', criterion: 'ri-during-year', tier: 1 },
  },
  {
    title: 'RI, good in the autumn, RI again in the summer: two judgements, not in a row',
    facts: history(['2020-03-03', 3], ['2019-10-08', 2], ['2017-02-07', 3]),
    expected: { eligible: 'yes', tier: 1 },
  },
  {
    title: 'inadequate on entry, RI in the year',
    facts: history(['2020-01-14', 3], ['2018-01-16', 4], ['2014-05-06', 2]),
    expected: { eligible: 'yes', criterion: 'ri-during-year', tier: 1 },
  },
  {
    title: 'inadequate on entry and not inspected in the year: the offer is for RI',
    facts: history(['2018-01-16', 4], ['2014-05-06', 3]),
    expected: { eligible: 'no' },
  },
  {
    title: 'never above RI, once inadequate, four inspections',
    facts: history(['2019-02-05', 3], ['2016-11-08', 3], ['2013-06-04', 4], ['2009-06-09', 3]),
    expected: { eligible: 'yes', tier: 3, priority: 1, extras: ['further-funding-24000-pounds'] },
  },
  {
    title: 'the fourth RI came only in the year after',
    facts: history(['2020-11-10', 3], ['2019-02-05', 3], ['2016-11-08', 3], ['2013-06-04', 3]),
    options: { asOf: '2021-07-31' },
    expected: { eligible: 'yes', tier: 2, extras: ['further-funding-16000-pounds'] },
  },
  {
    title: 'four times RI, good in the year after: it was tier 3 then',
    facts: history(
      ['2020-11-10', 2],
      ['2019-02-05', 3],
      ['2016-11-08', 3],
      ['2013-06-04', 3],
      ['2009-06-09', 3],
    ),
    options: { asOf: '2021-07-31' },
    expected: { eligible: 'yes', tier: 3 },
  },
  {
    title: 'a monitoring visit after RI leaves the grade as it is',
    facts: oneSchool([
      ...graded(['2018-05-15', 3], ['2014-05-06', 2]),
      anInspection(URN, '2019-11-12', null, { kind: 'ungraded', concern: null }),
    ]),
    expected: { eligible: 'yes', criterion: 'ri-on-entry', tier: 1 },
  },
  {
    title: 'grade 9 on entry is no grade: it may have been RI',
    facts: history(['2018-05-15', null], ['2014-05-06', 2]),
    expected: { eligible: 'undetermined', missing: ['overall-effectiveness'] },
  },
  {
    title:
      'a converter, RI at its first inspection as an academy after a good predecessor: no first inspection',
    facts: someFacts({
      schools: [anAcademy(URN, TRUST, { openDate: '2017-04-01' })],
      inspections: [
        anInspection(URN, '2019-12-03', 3, { earlier: 'listed' }),
        anInspection(URN, '2014-03-04', 2, { urnAtInspection: OLD, ofCurrentSchool: false }),
      ],
    }),
    expected: { eligible: 'yes', tier: 1, extras: [] },
  },
  {
    title: 'a sponsored academy, RI at its first inspection, its predecessor inadequate',
    facts: someFacts({
      schools: [anAcademy(URN, TRUST, { typeCode: '28', openDate: '2017-04-01' }), closedSchool(OLD)],
      inspections: [
        anInspection(URN, '2019-12-03', 3, { earlier: 'none' }),
        anInspection(OLD, '2015-03-03', 4),
      ],
      links: [aLink(URN, OLD)],
    }),
    expected: { eligible: 'yes', tier: 2, criterion: 'ri-during-year' },
  },
  {
    title: 'a converter in the middle of the year enters with the RI of the school that it replaced',
    facts: someFacts({
      schools: [
        anAcademy(URN, TRUST, { openDate: '2020-01-01' }),
        closedSchool(OLD, { closeDate: '2019-12-31' }),
      ],
      inspections: [
        anInspection(OLD, '2019-06-04', 3, { earlier: 'listed' }),
        anInspection(OLD, '2016-06-07', 3, { earlier: 'none' }),
      ],
      links: [aLink(URN, OLD)],
    }),
    expected: { eligible: 'yes', criterion: 'ri-on-entry', tier: 2, unit: 'school', supportedId: URN },
  },
  {
    title: 'listed by two monthly files, the second with a corrected publication: one judgement',
    facts: oneSchool([
      anInspection(URN, '2019-12-03', 3, { inspectionNumber: '10110001', publicationDate: '2020-01-20' }),
      anInspection(URN, '2019-12-03', 3, { inspectionNumber: '10110001', publicationDate: '2020-02-03' }),
      anInspection(URN, '2015-03-03', 2, { inspectionNumber: '10090001' }),
    ]),
    expected: { eligible: 'yes', tier: 1, contactBy: '2020-03-31' },
  },
]);

const IN_2018_19 = inOffer('2018-19', [
  {
    title: 'RI in the year, inadequate in the year after',
    facts: oneSchool(graded(['2019-11-05', 4], ['2018-11-06', 3], ['2014-05-06', 2]), { belowFloor: [] }),
    options: { asOf: '2020-03-31' },
    expected: { eligible: 'yes', criterion: 'ri-during-year' },
  },
  {
    title: 'RI on entry, inadequate in the year',
    facts: oneSchool(graded(['2019-03-05', 4], ['2017-11-07', 3]), { belowFloor: [] }),
    expected: { eligible: 'no' },
  },
]);

const IN_2020_21 = inOffer('2020-21', [
  {
    title: 'an application recorded by hand without any list',
    facts: oneSchool([], { recordedRequests: [aReferral({ decidedOn: '2021-02-10' })] }),
    expected: { eligible: 'yes', criterion: 'application-accepted' },
  },
  {
    title: 'the neighbour’s application recorded by hand says nothing about this one',
    facts: oneSchool([], { recordedRequests: [aReferral({ subjectId: '100002', decidedOn: '2021-02-10' })] }),
    expected: { eligible: 'undetermined', missing: ['applications-list'] },
  },
  {
    title: 'accepted in the file, taken back by hand on the same day',
    facts: oneSchool([], {
      applications: [aReferral({ decidedOn: '2021-02-10' })],
      recordedRequests: [aReferral({ decidedOn: '2021-02-10', decision: 'declined' })],
    }),
    expected: { eligible: 'no' },
  },
]);

export const HARD_CASES_BEFORE_2022: readonly HardCase[] = [...IN_2018_19, ...IN_2019_20, ...IN_2020_21];
