import type { InspectionFacts } from '../facts.js';
import { anAcademy, anInspection, aReinspection, aSchool, oneSchool, someFacts } from '../offers.fixture.js';
import type { RuleCase, RuleCases } from './rule-case.fixture.js';

const URN = '100001';
const TRUST = '5001';
const LIST = { file: '2ri.csv', row: 2 };
type Case = Omit<RuleCase, 'rule' | 'offer'>;

const about = (rule: RuleCase['rule'], cases: readonly Case[]): RuleCases =>
  cases.map((each) => ({ ...each, rule, offer: '2024-25' }));

const BEFORE = anInspection(URN, '2022-03-01', 3);
const seen = (...inspections: readonly InspectionFacts[]): RuleCase['facts'] =>
  oneSchool([BEFORE, ...inspections]);
const on = (day: string, changes: Partial<InspectionFacts> = {}): InspectionFacts =>
  aReinspection(URN, day, 2, 2, changes);

const belowGood = about('below-good-before-september-2024', [
  { title: 'RI', answer: 'yes', facts: seen() },
  { title: 'inadequate, last day', answer: 'yes', facts: oneSchool([anInspection(URN, '2024-08-31', 4)]) },
  { title: 'good', answer: 'no', facts: oneSchool([anInspection(URN, '2022-03-01', 2)]) },
  { title: 'RI, then good', answer: 'no', facts: seen(anInspection(URN, '2024-03-01', 2)) },
  {
    title: 'first inspected in the window',
    answer: 'no',
    facts: oneSchool([on('2024-09-01', { earlier: 'none' })]),
  },
  {
    title: 'earlier judgement not in the files',
    answer: 'undetermined',
    missing: ['earlier-judgement'],
    facts: oneSchool([on('2024-11-05')]),
  },
  {
    title: 'earlier inspection without its grade',
    answer: 'undetermined',
    missing: ['earlier-overall-effectiveness'],
    facts: oneSchool([anInspection(URN, '2022-03-01', null), on('2024-11-05')]),
  },
  { title: 'in no file', answer: 'undetermined', missing: ['inspections'], facts: oneSchool([]) },
]);

const riInEither = about('ri-in-leadership-or-quality', [
  { title: 'leadership', answer: 'yes', facts: seen(aReinspection(URN, '2024-11-05', 3, 2)) },
  { title: 'quality', answer: 'yes', facts: seen(aReinspection(URN, '2024-11-05', 2, 3)) },
  { title: 'neither', answer: 'no', facts: seen(aReinspection(URN, '2024-11-05', 2, 2)) },
  {
    title: 'inadequate is another criterion',
    answer: 'no',
    facts: seen(aReinspection(URN, '2024-11-05', 4, 4)),
  },
  {
    title: 'leadership RI, quality not in the file',
    answer: 'yes',
    facts: seen(on('2024-11-05', { judgements: { 'leadership-and-management': 3 } })),
  },
  {
    title: 'leadership good, quality not in the file',
    answer: 'undetermined',
    missing: ['quality-of-education-judgement'],
    facts: seen(on('2024-11-05', { judgements: { 'leadership-and-management': 2 } })),
  },
  {
    title: 'quality good, leadership empty',
    answer: 'undetermined',
    missing: ['leadership-and-management-judgement'],
    facts: seen(
      on('2024-11-05', { judgements: { 'quality-of-education': 2, 'leadership-and-management': null } }),
    ),
  },
  {
    title: 'good as known, RI in a report without a publication date',
    answer: 'undetermined',
    missing: ['publication-date'],
    facts: seen(
      aReinspection(URN, '2024-09-10', 2, 2),
      aReinspection(URN, '2025-02-11', 3, 2, { publicationDate: null }),
    ),
  },
]);

const concern = about('causing-concern-in-window', [
  ...(['SM', 'SWK', 'NTI', 'RSI'] as const).map((category): Case => ({
    title: category,
    answer: 'yes',
    facts: seen(on('2024-11-05', { concern: category })),
  })),
  {
    title: 'overall inadequate, category not in the file',
    answer: 'yes',
    facts: seen(anInspection(URN, '2024-09-10', 4, { concern: null })),
  },
  { title: 'no category', answer: 'no', facts: seen(aReinspection(URN, '2024-11-05', 3, 3)) },
  {
    title: 'category not in the file, all judged better',
    answer: 'no',
    facts: seen(on('2024-11-05', { concern: null })),
  },
  {
    title: 'an inadequate judgement without a category',
    answer: 'undetermined',
    missing: ['category-of-concern'],
    facts: seen(aReinspection(URN, '2024-11-05', 4, 3)),
  },
  {
    title: 'safeguarding ineffective without a category',
    answer: 'undetermined',
    missing: ['category-of-concern'],
    facts: seen(on('2024-11-05', { safeguardingEffective: false })),
  },
  {
    title: 'category and judgements not in the file',
    answer: 'undetermined',
    missing: ['category-of-concern'],
    facts: seen(on('2024-11-05', { concern: null, judgements: {} })),
  },
]);

const list = about('two-ri-plus-list', [
  { title: 'listed', answer: 'yes', facts: oneSchool([], { twoRiPlus: [{ urn: URN, source: LIST }] }) },
  {
    title: 'not listed',
    answer: 'no',
    facts: oneSchool([], { twoRiPlus: [{ urn: '100002', source: LIST }] }),
  },
  {
    title: 'no list, good before',
    answer: 'no',
    facts: oneSchool([anInspection(URN, '2022-03-01', 2)], { twoRiPlus: null }),
  },
  {
    title: 'no list, RI after good',
    answer: 'no',
    facts: oneSchool([anInspection(URN, '2017-03-01', 2), BEFORE], { twoRiPlus: null }),
  },
  {
    title: 'no list, RI at the first inspection',
    answer: 'no',
    facts: oneSchool([anInspection(URN, '2022-03-01', 3, { earlier: 'none' })], { twoRiPlus: null }),
  },
  {
    title: 'no list, twice below good',
    answer: 'undetermined',
    missing: ['2ri-plus-list'],
    facts: oneSchool([anInspection(URN, '2017-03-01', 4), BEFORE], { twoRiPlus: null }),
  },
  {
    title: 'no list, RI and nothing earlier in the files',
    answer: 'undetermined',
    missing: ['2ri-plus-list'],
    facts: oneSchool([BEFORE], { twoRiPlus: null }),
  },
]);

const CONCERNING = aReinspection(URN, '2024-11-05', 3, 3, { concern: 'RSI' });
const matSchool = (
  changes: Parameters<typeof anAcademy>[2] = {},
  uid: string | null = TRUST,
): RuleCase['facts'] => someFacts({ schools: [anAcademy(URN, uid, changes)], inspections: [CONCERNING] });

const trustLevel = about('trust-level-support', [
  { title: 'MAT', answer: 'yes', facts: matSchool() },
  {
    title: 'direct support agreed',
    answer: 'no',
    facts: matSchool(),
    options: { directSchoolSupport: [URN] },
  },
  { title: 'single-academy trust', answer: 'no', facts: matSchool({ trustFlagCode: '5' }) },
  { title: 'maintained', answer: 'no', facts: seen(CONCERNING) },
  {
    title: 'MAT without its UID',
    answer: 'undetermined',
    missing: ['trust-membership'],
    facts: matSchool({}, null),
  },
  {
    title: 'one academy of a trust of unknown kind',
    answer: 'undetermined',
    missing: ['trust-kind'],
    facts: matSchool({ trustFlagCode: null }),
  },
]);

const trustOf = about('trust-of-eligible-school', [
  { title: 'of an eligible school', answer: 'yes', facts: matSchool(), subject: `trust-${TRUST}` },
  {
    title: 'its only eligible school is supported directly',
    answer: 'no',
    facts: matSchool(),
    subject: `trust-${TRUST}`,
    options: { directSchoolSupport: [URN] },
  },
  {
    title: 'no eligible school',
    answer: 'no',
    facts: someFacts({ schools: [anAcademy(URN, TRUST)], inspections: [BEFORE, on('2024-11-05')] }),
    subject: `trust-${TRUST}`,
  },
  {
    title: 'its undetermined school is to be supported directly',
    answer: 'no',
    facts: someFacts({ schools: [anAcademy(URN, TRUST)] }),
    subject: `trust-${TRUST}`,
    options: { directSchoolSupport: [URN] },
  },
  {
    title: 'an undetermined school of a single-academy trust',
    answer: 'no',
    facts: someFacts({ schools: [anAcademy(URN, TRUST, { trustFlagCode: '5' })] }),
    subject: `trust-${TRUST}`,
  },
  {
    title: 'an undetermined school',
    answer: 'undetermined',
    missing: ['inspections'],
    facts: someFacts({ schools: [anAcademy(URN, TRUST), aSchool('100002')] }),
    subject: `trust-${TRUST}`,
  },
]);

export const CASES_2024_25: RuleCases = [
  ...belowGood,
  ...riInEither,
  ...concern,
  ...list,
  ...trustLevel,
  ...trustOf,
];
