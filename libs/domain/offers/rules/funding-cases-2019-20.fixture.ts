import type { Grade } from '../facts.js';
import { anInspection, oneSchool } from '../offers.fixture.js';
import type { RuleCase, RuleCases } from './rule-case.fixture.js';

const URN = '100001';
type Case = Omit<RuleCase, 'rule' | 'offer'>;

const about = (rule: RuleCase['rule'], cases: readonly Case[]): RuleCases =>
  cases.map((each) => ({ ...each, rule, offer: '2019-20' }));
const chain = (grades: readonly Grade[], oldest: 'none' | null): RuleCase['facts'] =>
  oneSchool(
    grades.map((grade, at) =>
      anInspection(URN, `${2018 - 2 * at}-03-01`, grade, {
        earlier: at === grades.length - 1 ? oldest : 'listed',
      }),
    ),
  );

export const FUNDING_CASES_2019_20: RuleCases = [
  ...about('funding-of-tier-two', [
    { title: 'tier 2 by two in a row', answer: 'yes', facts: chain([3, 3], 'none') },
    { title: 'tier 2 by a first inspection', answer: 'yes', facts: chain([3], 'none') },
    { title: 'tier 2 proven, tier 3 open', answer: 'yes', facts: chain([3, 3, 3, 3], null) },
    { title: 'tier 1', answer: 'no', facts: chain([3, 2], 'none') },
    { title: 'tier 3 has its own', answer: 'no', facts: chain([3, 3, 3, 3], 'none') },
    {
      title: 'tier 1 until the earlier judgement is known',
      answer: 'undetermined',
      missing: ['judgements-since-2005', 'earlier-judgement'],
      facts: chain([3], null),
    },
  ]),
  ...about('funding-of-tier-three', [
    { title: 'tier 3', answer: 'yes', facts: chain([3, 3, 3, 3], 'none') },
    { title: 'tier 2', answer: 'no', facts: chain([3, 3], 'none') },
    {
      title: 'tier 2 until all judgements since 2005 are known',
      answer: 'undetermined',
      missing: ['judgements-since-2005'],
      facts: chain([3, 3, 3, 3], null),
    },
  ]),
];
