import type { InspectionFacts } from '../facts.js';
import { anInspection, aReinspection, oneSchool } from '../offers.fixture.js';
import type { RuleCase, RuleCases } from './rule-case.fixture.js';

const URN = '100001';
type Case = Omit<RuleCase, 'rule' | 'offer'>;

const about = (rule: RuleCase['rule'], cases: readonly Case[]): RuleCases =>
  cases.map((each) => ({ ...each, rule, offer: '2024-25' }));

const BEFORE = anInspection(URN, '2022-03-01', 3);
const seen = (...inspections: readonly InspectionFacts[]): RuleCase['facts'] =>
  oneSchool([BEFORE, ...inspections]);
const on = (day: string, changes: Partial<InspectionFacts> = {}): InspectionFacts =>
  aReinspection(URN, day, 2, 2, changes);

const inWindow = about('inspection-in-window', [
  { title: '1 September 2024', answer: 'yes', facts: seen(on('2024-09-01')) },
  { title: '28 February 2025', answer: 'yes', facts: seen(on('2025-02-28')) },
  {
    title: 'begun in the window, published after it',
    answer: 'yes',
    facts: seen(on('2025-02-25', { publicationDate: '2025-04-02' })),
  },
  { title: '31 August 2024', answer: 'no', facts: oneSchool([on('2024-08-31')]) },
  { title: '1 March 2025', answer: 'no', facts: seen(on('2025-03-01')) },
  {
    title: 'an ungraded visit',
    answer: 'no',
    facts: seen(on('2024-11-05', { kind: 'ungraded' })),
  },
  { title: 'in no file', answer: 'undetermined', missing: ['inspections'], facts: oneSchool([]) },
  {
    title: 'files that end before the window',
    answer: 'undetermined',
    missing: ['inspections-in-window'],
    facts: { ...seen(), inspections: [BEFORE] },
  },
  {
    title: 'files complete to a day before the as-of date only',
    answer: 'undetermined',
    missing: ['inspections-in-window'],
    facts: seen(),
    options: { inspectionsReach: '2025-02-27' },
  },
  {
    title: 'the same, on an as-of date within the window',
    answer: 'no',
    facts: seen(),
    options: { inspectionsReach: '2024-12-31', asOf: '2024-12-31' },
  },
  {
    title: 'nothing can be missing before the window begins',
    answer: 'no',
    facts: { ...seen(), inspections: [BEFORE] },
    options: { asOf: '2024-08-31' },
  },
  {
    title: 'files that end on the first day of the window',
    answer: 'no',
    facts: { ...seen(), inspections: [BEFORE, anInspection('100009', '2024-09-01', 'not-judged')] },
  },
  {
    title: 'files that begin after the window',
    answer: 'undetermined',
    missing: ['earlier-judgement'],
    facts: oneSchool([on('2025-06-03')]),
  },
]);

const known = about('known-by-as-of', [
  {
    title: 'published on the as-of date',
    answer: 'yes',
    facts: seen(on('2025-02-04', { publicationDate: '2025-02-28' })),
  },
  {
    title: 'published a day later',
    answer: 'no',
    facts: seen(on('2025-02-04', { publicationDate: '2025-03-01' })),
  },
  {
    title: 'the same, asked a day later',
    answer: 'yes',
    facts: seen(on('2025-02-04', { publicationDate: '2025-03-01' })),
    options: { asOf: '2025-03-01' },
  },
  {
    title: 'no publication date',
    answer: 'undetermined',
    missing: ['publication-date'],
    facts: seen(on('2025-02-04', { publicationDate: null })),
  },
  {
    title: 'no publication date, but begun a year ago',
    answer: 'yes',
    facts: seen(on('2025-02-04', { publicationDate: null })),
    options: { asOf: '2026-02-04' },
  },
]);

export const WINDOW_CASES_2024_25: RuleCases = [...inWindow, ...known];
