import type { OfferYear } from '../../kernel/index.js';
import { assess, assessContext } from '../assess.js';
import type { AssessOptions } from '../assess-options.js';
import type { MissingCode, RuleCode } from '../codes.js';
import type { RuleFinding } from '../decision.js';
import { schoolSubject } from '../decide-school.js';
import type { AssessmentFacts } from '../facts.js';
import { SCHOOL_RULES } from './registry.js';

/** One small world, and what one rule must answer in it. */
export interface RuleCase {
  readonly rule: RuleCode;
  readonly answer: RuleFinding['answer'];
  readonly title: string;
  readonly offer: OfferYear;
  readonly facts: AssessmentFacts;
  /** `school-100001` unless told. */
  readonly subject?: string;
  readonly options?: AssessOptions;
  /** For an undetermined answer: exactly these. */
  readonly missing?: readonly MissingCode[];
  /** The policy would not ask the rule here: ask it all the same. */
  readonly directly?: true;
}

export type RuleCases = readonly RuleCase[];

/** The rule's finding in the decision about the case's subject; undefined when it was not asked. */
export function findingIn(ruleCase: RuleCase): RuleFinding | undefined {
  const { rule, offer, facts, subject, options } = ruleCase;
  if (ruleCase.directly) return askedDirectly(ruleCase);
  const wanted = subject ?? 'school-100001';
  return assess(offer, facts, options)
    .decisions.find(({ subjectKind, subjectId }) => `${subjectKind}-${subjectId}` === wanted)
    ?.findings.find((finding) => finding.rule === rule);
}

function askedDirectly({ rule, offer, facts, options }: RuleCase): RuleFinding | undefined {
  const context = assessContext(offer, facts, options);
  const [school] = context.index.schools;
  return school && (SCHOOL_RULES.get(rule)?.(schoolSubject(context, school)) ?? undefined);
}

/** Rules that are settled by facts which every school row and decision has. */
export const NEVER_UNDETERMINED: readonly RuleCode[] = ['school-open', 'nlg-governance'];

/** `rule: answer` for every answer of a rule that no case shows. */
export function answersWithoutCase(
  rules: readonly RuleCode[],
  cases: readonly Pick<RuleCase, 'rule' | 'answer'>[],
): string[] {
  const shown = new Set(cases.map(({ rule, answer }) => `${rule}: ${answer}`));
  return rules
    .flatMap((rule) => [
      `${rule}: yes`,
      `${rule}: no`,
      ...(NEVER_UNDETERMINED.includes(rule) ? [] : [`${rule}: undetermined`]),
    ])
    .filter((answer) => !shown.has(answer));
}
