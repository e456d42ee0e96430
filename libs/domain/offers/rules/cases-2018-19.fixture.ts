import type { Phase } from '../../kernel/index.js';
import type { Grade } from '../facts.js';
import { anInspection, aSchool, oneSchool, someFacts } from '../offers.fixture.js';
import type { RuleCase, RuleCases } from './rule-case.fixture.js';

const URN = '100001';
const LIST = { file: 'below-floor.csv', row: 2 };
const NOT_INSPECTED = { uninspected: [{ urn: URN, source: { file: 'mi.csv', row: 9 } }] };
type Case = Omit<RuleCase, 'rule' | 'offer'>;

const about = (rule: RuleCase['rule'], cases: readonly Case[]): RuleCases =>
  cases.map((each) => ({ ...each, rule, offer: '2018-19' }));
/** Newest first, two years apart, the last in March 2018; each row lists the one before. */
const chain = (grades: readonly (Grade | null)[], oldest: 'none' | null = null): RuleCase['facts'] =>
  oneSchool(
    grades.map((grade, at) =>
      anInspection(URN, `${2018 - 2 * at}-03-06`, grade, {
        earlier: at === grades.length - 1 ? oldest : 'listed',
      }),
    ),
  );

const notInadequate = about('not-inadequate', [
  { title: 'requires improvement', answer: 'yes', facts: chain([3]) },
  { title: 'good after inadequate', answer: 'yes', facts: chain([2, 4]) },
  { title: 'listed as not inspected', answer: 'yes', facts: oneSchool([], NOT_INSPECTED) },
  {
    title: 'its first judgement was published after the as-of date',
    answer: 'yes',
    facts: oneSchool([anInspection(URN, '2019-09-10', 4, { earlier: 'none' })]),
  },
  { title: 'inadequate', answer: 'no', facts: chain([4, 2]) },
  {
    title: 'became inadequate during the year',
    answer: 'no',
    facts: oneSchool([anInspection(URN, '2018-03-06', 3), anInspection(URN, '2019-02-05', 4)]),
  },
  {
    title: 'in a category of concern, its grade not in the file',
    answer: 'no',
    facts: oneSchool([anInspection(URN, '2018-03-06', null, { concern: 'SM' })]),
  },
  {
    title: 'inspection without a grade in the file',
    answer: 'undetermined',
    missing: ['overall-effectiveness'],
    facts: chain([null]),
  },
  { title: 'in no inspection file', answer: 'undetermined', missing: ['inspections'], facts: oneSchool([]) },
  {
    title: 'only a later judgement is in the files',
    answer: 'undetermined',
    missing: ['earlier-judgement'],
    facts: oneSchool([anInspection(URN, '2019-09-10', 2)]),
  },
]);

const ofPhase = (...phases: readonly Phase[]): RuleCase['facts'] =>
  someFacts({ schools: [aSchool(URN, { phases })], ...NOT_INSPECTED });
const belowFloor = about('below-floor-list', [
  {
    title: 'listed',
    answer: 'yes',
    facts: oneSchool([], { ...NOT_INSPECTED, belowFloor: [{ urn: URN, source: LIST }] }),
  },
  {
    title: 'not listed',
    answer: 'no',
    facts: oneSchool([], { ...NOT_INSPECTED, belowFloor: [{ urn: '100002', source: LIST }] }),
  },
  { title: 'no list, special school', answer: 'no', facts: ofPhase('special') },
  { title: 'no list, nursery school', answer: 'no', facts: ofPhase('nursery') },
  {
    title: 'no list, primary school',
    answer: 'undetermined',
    missing: ['below-floor-list'],
    facts: ofPhase('nursery', 'primary'),
  },
  {
    title: 'no list, no phase in the school file',
    answer: 'undetermined',
    missing: ['below-floor-list'],
    facts: ofPhase(),
  },
]);

const latestTwo = about('latest-two-ri', [
  { title: 'RI twice', answer: 'yes', facts: chain([3, 3]) },
  {
    title: 'RI on entry and again in the year',
    answer: 'yes',
    facts: oneSchool([anInspection(URN, '2018-03-06', 3), anInspection(URN, '2019-07-02', 3)]),
  },
  { title: 'RI after good', answer: 'no', facts: chain([3, 2]) },
  { title: 'RI at its first inspection', answer: 'no', facts: chain([3], 'none') },
  { title: 'RI twice, and good since', answer: 'no', facts: chain([2, 3, 3]), directly: true },
  {
    title: 'good on entry, RI after the year',
    answer: 'no',
    facts: oneSchool([anInspection(URN, '2018-03-06', 2), anInspection(URN, '2019-09-03', 3)]),
    options: { asOf: '2019-12-31' },
    directly: true,
  },
  { title: 'not inspected', answer: 'no', facts: oneSchool([], NOT_INSPECTED), directly: true },
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
  {
    title: 'newest judgement without its grade',
    answer: 'undetermined',
    missing: ['overall-effectiveness'],
    facts: chain([null, 3]),
    directly: true,
  },
  {
    title: 'in no inspection file at all',
    answer: 'undetermined',
    missing: ['inspections'],
    facts: oneSchool([]),
    directly: true,
  },
]);

export const CASES_2018_19: RuleCases = [...notInadequate, ...belowFloor, ...latestTwo];
