import type { Grade } from '../facts.js';
import { anInspection, aSchool, oneSchool, someFacts } from '../offers.fixture.js';
import type { RuleCase, RuleCases } from './rule-case.fixture.js';

const URN = '100001';
const offer = '2019-20';
type Case = Omit<RuleCase, 'rule' | 'offer'>;

const about = (rule: RuleCase['rule'], cases: readonly Case[]): RuleCases =>
  cases.map((each) => ({ ...each, rule, offer }));

const inspected = (day: string, grade: Grade | null, earlier?: 'listed' | 'none'): RuleCase['facts'] =>
  oneSchool([anInspection(URN, day, grade, earlier === undefined ? {} : { earlier })]);

/** Newest first; each row lists the one before, the oldest says what `oldest` says. */
const chain = (grades: readonly Grade[], oldest: 'none' | null, from = 2018): RuleCase['facts'] =>
  oneSchool(
    grades.map((grade, at) =>
      anInspection(URN, `${from - 2 * at}-03-01`, grade, {
        earlier: at === grades.length - 1 ? oldest : 'listed',
      }),
    ),
  );

const open = about('school-open', [
  { title: 'open', answer: 'yes', facts: oneSchool([]) },
  {
    title: 'open, proposed to close',
    answer: 'yes',
    facts: someFacts({ schools: [aSchool(URN, { statusCode: '3' })] }),
  },
  {
    title: 'opened on the as-of date',
    answer: 'yes',
    facts: someFacts({ schools: [aSchool(URN, { openDate: '2020-08-31' })] }),
  },
  {
    title: 'opened the day after the as-of date',
    answer: 'no',
    facts: someFacts({ schools: [aSchool(URN, { openDate: '2020-09-01' })] }),
  },
]);

const stateFunded = about('state-funded-school', [
  { title: 'community school', answer: 'yes', facts: oneSchool([]) },
  {
    title: 'academy by its type group alone',
    answer: 'yes',
    facts: someFacts({ schools: [aSchool(URN, { typeCode: null, typeGroupCode: '10' })] }),
  },
  {
    title: 'type written with a leading zero',
    answer: 'yes',
    facts: someFacts({ schools: [aSchool(URN, { typeCode: '02' })] }),
  },
  {
    title: 'no type, but in the inspection file',
    answer: 'yes',
    facts: oneSchool([anInspection(URN, '2018-01-09', 2)], {
      schools: [aSchool(URN, { typeCode: null, typeGroupCode: null })],
    }),
  },
  {
    title: 'independent school',
    answer: 'no',
    facts: someFacts({ schools: [aSchool(URN, { typeCode: '11', typeGroupCode: '3' })] }),
  },
  {
    title: 'no type and no inspection',
    answer: 'undetermined',
    missing: ['school-type'],
    facts: someFacts({
      schools: [aSchool(URN, { typeCode: null, typeGroupCode: null, trustFlagCode: null })],
    }),
  },
]);

const onEntry = about('ri-on-entry', [
  { title: 'RI in force, last day before the year', answer: 'yes', facts: inspected('2019-08-31', 3) },
  {
    title: 'RI of the predecessor, carried in the same row',
    answer: 'yes',
    facts: oneSchool([
      anInspection(URN, '2017-05-02', 3, { ofCurrentSchool: false, urnAtInspection: '100900' }),
    ]),
  },
  {
    title: 'published only during the year',
    answer: 'yes',
    facts: oneSchool([anInspection(URN, '2019-07-02', 3, { publicationDate: '2019-09-20' })]),
  },
  {
    title: 'an ungraded visit leaves the grade as it was',
    answer: 'yes',
    facts: oneSchool([
      anInspection(URN, '2017-05-02', 3),
      anInspection(URN, '2018-11-06', null, { kind: 'ungraded' }),
    ]),
  },
  { title: 'good', answer: 'no', facts: inspected('2018-03-01', 2) },
  { title: 'inadequate', answer: 'no', facts: inspected('2018-03-01', 4) },
  {
    title: 'RI once, good since',
    answer: 'no',
    facts: oneSchool([anInspection(URN, '2015-03-01', 3), anInspection(URN, '2018-03-01', 2)]),
  },
  { title: 'first inspected in the year', answer: 'no', facts: inspected('2019-09-01', 3, 'none') },
  {
    title: 'listed as not inspected',
    answer: 'no',
    facts: oneSchool([], { uninspected: [{ urn: URN, source: { file: 'mi.csv', row: 9 } }] }),
  },
  {
    title: 'in no inspection file',
    answer: 'undetermined',
    missing: ['inspections'],
    facts: oneSchool([]),
  },
  {
    title: 'inspected in the year, earlier judgement not in the files',
    answer: 'undetermined',
    missing: ['earlier-judgement'],
    facts: inspected('2019-11-12', 2),
  },
  {
    title: 'the same, inspected on the first day of the year',
    answer: 'undetermined',
    missing: ['earlier-judgement'],
    facts: inspected('2019-09-01', 2),
  },
  {
    title: 'inspection without a grade in the file',
    answer: 'undetermined',
    missing: ['overall-effectiveness'],
    facts: inspected('2018-03-01', null),
  },
]);

const during = about('ri-during-year', [
  { title: 'first day of the year', answer: 'yes', facts: inspected('2019-09-01', 3, 'none') },
  { title: 'last day of the year', answer: 'yes', facts: inspected('2020-08-31', 3, 'none') },
  { title: 'good in the year', answer: 'no', facts: inspected('2019-11-12', 2, 'none') },
  {
    title: 'no grade in the file',
    answer: 'undetermined',
    missing: ['overall-effectiveness'],
    facts: inspected('2019-11-12', null, 'none'),
  },
]);

const tierOne = about('single-ri', [
  { title: 'good before', answer: 'yes', facts: chain([3, 2], 'none') },
  { title: 'inadequate before', answer: 'yes', facts: chain([3, 4], 'none') },
  { title: 'RI before', answer: 'no', facts: chain([3, 3], null), directly: true },
  { title: 'first inspection', answer: 'no', facts: chain([3], 'none'), directly: true },
  {
    title: 'earlier judgement not in the files',
    answer: 'undetermined',
    missing: ['earlier-judgement'],
    facts: inspected('2018-03-01', 3),
  },
]);

const tierTwo = [
  ...about('tier-two-consecutive-ri', [
    { title: 'RI after RI', answer: 'yes', facts: chain([3, 3], null) },
    {
      title: 'RI after RI of the predecessor',
      answer: 'yes',
      facts: oneSchool([
        anInspection(URN, '2018-03-01', 3),
        anInspection(URN, '2014-03-01', 3, { ofCurrentSchool: false, urnAtInspection: '100900' }),
      ]),
    },
    {
      title: 'RI on entry and again in the year',
      answer: 'yes',
      facts: oneSchool([anInspection(URN, '2017-03-01', 3), anInspection(URN, '2020-01-14', 3)]),
    },
    {
      title: 'RI once more, but after the year',
      answer: 'no',
      facts: oneSchool([
        anInspection(URN, '2020-09-01', 3),
        anInspection(URN, '2018-03-01', 3),
        anInspection(URN, '2015-03-01', 2),
      ]),
      options: { asOf: '2021-08-31' },
    },
    { title: 'good before', answer: 'no', facts: chain([3, 2], 'none') },
    { title: 'RI, good, RI', answer: 'no', facts: chain([3, 2, 3], 'none') },
    { title: 'first inspection', answer: 'no', facts: chain([3], 'none') },
    {
      title: 'earlier judgement not in the files',
      answer: 'undetermined',
      missing: ['earlier-judgement'],
      facts: chain([3], null),
    },
  ]),
  ...about('tier-first-inspection-ri', [
    { title: 'the file says it is the first', answer: 'yes', facts: chain([3], 'none') },
    { title: 'good before', answer: 'no', facts: chain([3, 2], null) },
    {
      title: 'the predecessor had a published rating',
      answer: 'no',
      facts: oneSchool([
        anInspection(URN, '2018-03-01', 3),
        anInspection(URN, '2012-03-01', 2, { ofCurrentSchool: false, urnAtInspection: '100900' }),
      ]),
    },
    {
      title: 'the file has no column for it',
      answer: 'undetermined',
      missing: ['earlier-judgement'],
      facts: chain([3], null),
    },
  ]),
];

const tierThree = about('tier-three-never-above-ri', [
  { title: 'four times RI, the first being the first', answer: 'yes', facts: chain([3, 3, 3, 3], 'none') },
  { title: 'inadequate is not above RI', answer: 'yes', facts: chain([3, 4, 3, 3], 'none') },
  {
    title: 'good, but before 2005',
    answer: 'yes',
    facts: oneSchool([
      ...['2018-03-01', '2015-03-01', '2011-03-01', '2005-01-01'].map((day) =>
        anInspection(URN, day, 3, { earlier: 'listed' }),
      ),
      anInspection(URN, '2004-12-31', 2),
    ]),
  },
  { title: 'three inspections', answer: 'no', facts: chain([3, 3, 3], 'none') },
  { title: 'good once', answer: 'no', facts: chain([3, 3, 2, 3, 3], null) },
  {
    title: 'entered with RI, good now',
    answer: 'no',
    facts: oneSchool([anInspection(URN, '2017-03-01', 3), anInspection(URN, '2020-01-14', 2)]),
  },
  {
    title: 'four times RI, nothing before',
    answer: 'undetermined',
    missing: ['judgements-since-2005'],
    facts: chain([3, 3, 3, 3], null),
  },
  {
    title: 'a gap between two archived files',
    answer: 'undetermined',
    missing: ['judgements-since-2005'],
    facts: oneSchool([
      anInspection(URN, '2018-03-01', 3, { earlier: 'listed' }),
      anInspection(URN, '2016-03-01', 3),
      anInspection(URN, '2009-03-01', 3, { earlier: 'listed' }),
      anInspection(URN, '2006-03-01', 3, { earlier: 'none' }),
    ]),
  },
]);

export const CASES_2019_20: RuleCases = [
  ...open,
  ...stateFunded,
  ...onEntry,
  ...during,
  ...tierOne,
  ...tierTwo,
  ...tierThree,
];
