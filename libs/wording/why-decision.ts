import { daysFromHalfDays } from '../domain/kernel/index.js';
import { type Decision, RULE_CODES, type RuleCode, type RuleFinding } from '../domain/offers/index.js';
import { MISSING_NAMES, nameIn } from './code-names.js';
import { listText, plural, sentence } from './format.js';
import { type RuleWords, SCHOOL_RULE_WORDS } from './school-rule-words.js';
import { TRUST_RULE_WORDS } from './trust-rule-words.js';

/** What every rule of the offers says for yes and for no. */
export const RULE_WORDS: Readonly<Record<RuleCode, RuleWords>> = {
  ...SCHOOL_RULE_WORDS,
  ...TRUST_RULE_WORDS,
};

/** One finding as a sentence; an undetermined one names what the files lack. */
export function whyFinding(finding: RuleFinding): string {
  if (finding.answer === 'undetermined') return sentence(`not known: ${missingList(finding.missing)}`);
  const words = isRuleCode(finding.rule) ? RULE_WORDS[finding.rule][finding.answer] : undefined;
  return sentence(words ? words(finding.facts) : `${finding.rule}: ${finding.answer}`);
}

/**
 * Why a school or trust is eligible, is not, or cannot be decided: the rules that settled it, in plain words.
 * A "yes" names the criterion, the tier and the level of support; a "no" each criterion's obstacle; otherwise
 * what the files lack.
 */
export function whyDecision(decision: Decision): string {
  switch (decision.eligible) {
    case 'yes':
      return whyEligible(decision);
    case 'no':
      return whyNotEligible(decision);
    case 'undetermined':
      return whyUndetermined(decision);
  }
}

function whyEligible(decision: Decision): string {
  const settled = decision.findings.filter(({ answer }) => answer === 'yes');
  const criterion = settled.filter(({ rule }) => rule === decision.criterion);
  const tier = settled.filter(({ rule }) => rule.startsWith('tier-') || rule === 'single-ri');
  const level = decision.findings.filter(
    ({ rule, answer }) => rule === 'trust-level-support' && answer !== 'undetermined',
  );
  const extras = settled.filter(({ rule }) => rule === 'nlg-governance');
  return [
    ...uniqueSentences(criterion),
    ...uniqueSentences(tier.slice(0, 1)).map((text) =>
      decision.tier === null ? text : `Tier ${decision.tier}: ${lowerFirst(text)}`,
    ),
    ...uniqueSentences(level),
    ...uniqueSentences(extras),
    ...(decision.halfDays === null ? [] : [support(decision.halfDays)]),
    ...(decision.missing.length === 0 ? [] : [uncertain(decision.missing)]),
  ].join(' ');
}

function support(halfDays: number): string {
  return sentence(`Up to ${plural(daysFromHalfDays(halfDays), 'day', 'days')} of support`);
}

/** Eligible for certain, but tier or level of support may change when these facts come to light. */
function uncertain(missing: readonly string[]): string {
  return sentence(
    `The files lack ${missingList(missing)}, so the tier or the level of support may still change`,
  );
}

function whyNotEligible(decision: Decision): string {
  const obstacles = uniqueSentences(decision.findings.filter(isObstacle));
  return obstacles.length > 0 ? `Not eligible. ${obstacles.join(' ')}` : 'Not eligible.';
}

/** Rules that settle the tier, the level or extras of an eligible case never explain a "no". */
function isObstacle({ rule, answer }: RuleFinding): boolean {
  const aside =
    rule.startsWith('tier-') || ['single-ri', 'trust-level-support', 'nlg-governance'].includes(rule);
  return answer === 'no' && !aside;
}

function whyUndetermined(decision: Decision): string {
  const missing = decision.missing.length > 0 ? decision.missing : missingIn(decision.findings);
  return sentence(`Cannot be decided from the given files, which lack ${missingList(missing)}`);
}

function missingIn(findings: readonly RuleFinding[]): readonly string[] {
  return [...new Set(findings.flatMap((finding) => finding.missing))];
}

function missingList(codes: readonly string[]): string {
  return codes.length === 0 ? 'a fact' : listText(codes.map((code) => nameIn(MISSING_NAMES, code)));
}

function uniqueSentences(findings: readonly RuleFinding[]): readonly string[] {
  return [...new Set(findings.map(whyFinding))];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function isRuleCode(code: string): code is RuleCode {
  return (RULE_CODES as readonly string[]).includes(code);
}
