import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { OFFER_YEARS } from '../../kernel/index.js';
import { FACT_NAMES, MISSING_CODES, RULE_CODES, type RuleCode } from '../codes.js';
import { offerPolicy } from '../offer-policy.js';
import { CASES_2018_19 } from './cases-2018-19.fixture.js';
import { CASES_2019_20 } from './cases-2019-20.fixture.js';
import { CASES_2020_21 } from './cases-2020-21.fixture.js';
import { CASES_2021_22 } from './cases-2021-22.fixture.js';
import { CASES_2022_23 } from './cases-2022-23.fixture.js';
import { CASES_2024_25 } from './cases-2024-25.fixture.js';
import { FUNDING_CASES_2019_20 } from './funding-cases-2019-20.fixture.js';
import { TRUST_CASES_2022_23 } from './trust-cases-2022-23.fixture.js';
import { WINDOW_CASES_2024_25 } from './window-cases-2024-25.fixture.js';
import { SCHOOL_RULES, TRUST_RULES } from './registry.js';
import { answersWithoutCase, findingIn, type RuleCase } from './rule-case.fixture.js';

const CASES: readonly RuleCase[] = [
  ...CASES_2018_19,
  ...CASES_2019_20,
  ...FUNDING_CASES_2019_20,
  ...CASES_2020_21,
  ...CASES_2021_22,
  ...CASES_2022_23,
  ...TRUST_CASES_2022_23,
  ...CASES_2024_25,
  ...WINDOW_CASES_2024_25,
];

describe('each rule', () => {
  it.each(CASES.map((each) => [`${each.offer} ${each.rule}: ${each.answer} - ${each.title}`, each] as const))(
    '%s',
    (_title, ruleCase) => {
      const finding = findingIn(ruleCase);
      expect(finding).toMatchObject({ rule: ruleCase.rule, answer: ruleCase.answer });
      expect(finding?.missing).toEqual(ruleCase.missing ?? []);
    },
  );

  it('names only facts and missing facts that codes.ts lists', () => {
    const findings = CASES.flatMap((each) => findingIn(each) ?? []);
    const known: readonly string[] = FACT_NAMES;
    expect(
      findings.flatMap(({ facts }) => Object.keys(facts)).filter((name) => !known.includes(name)),
    ).toEqual([]);
    const codes: readonly string[] = MISSING_CODES;
    expect(findings.flatMap(({ missing }) => missing).filter((code) => !codes.includes(code))).toEqual([]);
  });
});

describe('the registry', () => {
  const registered = [...new Set([...SCHOOL_RULES.keys(), ...TRUST_RULES.keys()])];

  it('holds every rule code, every file and nothing else', () => {
    const files = readdirSync(join(process.cwd(), 'libs/domain/offers/rules'))
      .filter((name) => name.endsWith('.rule.ts'))
      .map((name) => name.replace('.rule.ts', ''));
    expect(registered.toSorted()).toEqual([...RULE_CODES].toSorted());
    expect(files.toSorted()).toEqual([...RULE_CODES].toSorted());
  });

  it('holds no rule without a case for each of its answers', () => {
    expect(answersWithoutCase(registered, CASES)).toEqual([]);
  });

  it('would notice a rule without a pass or without a fail case', () => {
    const rule: RuleCode = 'ri-on-entry';
    const without = (answer: string): readonly RuleCase[] =>
      CASES.filter((each) => each.rule !== rule || each.answer !== answer);
    expect(answersWithoutCase([rule], without('yes'))).toEqual(['ri-on-entry: yes']);
    expect(answersWithoutCase([rule], without('no'))).toEqual(['ri-on-entry: no']);
    expect(answersWithoutCase(['nlg-governance'], [])).toEqual(['nlg-governance: yes', 'nlg-governance: no']);
  });

  it('is used up by the offers: every rule is asked by a policy, and every rule a policy names exists', () => {
    const asked = new Set<RuleCode>();
    for (const year of OFFER_YEARS) {
      const policy = offerPolicy(year);
      const rules = [
        ...policy.schoolPreconditions,
        ...policy.schoolCriteria.flatMap(({ allOf }) => allOf),
        ...policy.trustCriteria.flatMap(({ allOf }) => allOf),
        ...policy.tiers.flatMap(({ anyOf }) => anyOf),
        ...policy.schoolExtras.map(({ rule }) => rule),
        ...policy.trustExtras.map(({ rule }) => rule),
        ...(policy.trustLevelRule === null ? [] : [policy.trustLevelRule]),
      ];
      for (const rule of rules) asked.add(rule);
    }
    expect([...asked].toSorted()).toEqual([...RULE_CODES].toSorted());
  });
});
