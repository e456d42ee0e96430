import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { OFFER_YEARS } from '../../kernel/index.js';
import { FACT_NAMES, MISSING_CODES, RULE_CODES, type RuleCode } from '../codes.js';
import { offerPolicy } from '../offer-policy.js';
import { RULE_CASES } from './rule-cases.fixture.js';
import { SCHOOL_RULES, TRUST_RULES } from './registry.js';
import { answersWithoutCase, findingIn, type RuleCase } from './rule-case.fixture.js';

describe('each rule', () => {
  it.each(
    RULE_CASES.map((each) => [`${each.offer} ${each.rule}: ${each.answer} - ${each.title}`, each] as const),
  )('%s', (_title, ruleCase) => {
    const finding = findingIn(ruleCase);
    expect(finding).toMatchObject({ rule: ruleCase.rule, answer: ruleCase.answer });
    expect(finding?.missing).toEqual(ruleCase.missing ?? []);
  });

  it('names only facts and missing facts that codes.ts lists', () => {
    const findings = RULE_CASES.flatMap((each) => findingIn(each) ?? []);
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
    expect(answersWithoutCase(registered, RULE_CASES)).toEqual([]);
  });

  it('would notice a rule without a pass or without a fail case', () => {
    const rule: RuleCode = 'ri-on-entry';
    const without = (answer: string): readonly RuleCase[] =>
      RULE_CASES.filter((each) => each.rule !== rule || each.answer !== answer);
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
