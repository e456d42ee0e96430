import type { RuleCode } from './codes.js';
import type { RuleFinding } from './decision.js';
import type { Criterion, TierPolicy } from './policy.js';
import type { UnreadRow } from './facts.js';
import { unique } from './rules/finding.js';
import { doubted } from './unread-rows.js';

export type Answer = RuleFinding['answer'];

/** Asks one rule about one subject; the same rule is asked once, whoever wants to know. */
export interface Inquiry {
  readonly ask: (rule: RuleCode) => RuleFinding | null;
  /** Everything asked so far, in order. */
  readonly findings: readonly RuleFinding[];
}

export interface CriterionResult {
  readonly criterion: Criterion;
  readonly answer: Answer;
  readonly findings: readonly RuleFinding[];
}

/** What the policy's criteria say together. */
export interface Evaluation {
  readonly answer: Answer;
  readonly preconditions: readonly RuleFinding[];
  /** In the policy's order; empty when a precondition settled it. */
  readonly results: readonly CriterionResult[];
  /** Of the answers that could still turn; empty unless undetermined. */
  readonly missing: readonly string[];
}

/** A "no" that a row about the subject could turn is none while that row cannot be read. */
export function inquire<Subject extends { readonly unread: readonly UnreadRow[] }>(
  rules: ReadonlyMap<RuleCode, (subject: Subject) => RuleFinding | null>,
  subject: Subject,
): Inquiry {
  const asked = new Map<RuleCode, RuleFinding | null>();
  const findings: RuleFinding[] = [];
  const ask = (code: RuleCode): RuleFinding | null => {
    const known = asked.get(code);
    if (known !== undefined) return known;
    const rule = rules.get(code);
    if (rule === undefined) throw new Error(`Invariant broken: no rule ${code} for this kind of subject`);
    const answer = rule(subject);
    const finding = answer === null ? null : doubted(code, answer, subject.unread);
    asked.set(code, finding);
    if (finding !== null) findings.push(finding);
    return finding;
  };
  return { ask, findings };
}

/**
 * Eligible when every precondition and all rules of any one criterion say yes; not eligible when a precondition, or
 * some rule of each criterion, says no. Anything else is undetermined, whatever is missing.
 */
export function evaluate(
  inquiry: Inquiry,
  preconditions: readonly RuleCode[],
  criteria: readonly Criterion[],
): Evaluation {
  const first = askAll(inquiry, preconditions);
  if (first.answer === 'no') {
    return { answer: 'no', preconditions: first.findings, results: [], missing: [] };
  }
  const results = criteria.map((criterion) => ({ criterion, ...askAll(inquiry, criterion.allOf) }));
  const best = anyOf(results.map(({ answer }) => answer));
  const answer = allOf([first.answer, best]);
  const turning = results.filter((result) => result.answer === 'undetermined');
  const missing = [first, ...(best === 'yes' ? [] : turning)].flatMap((each) => missingOf(each.findings));
  return {
    answer,
    preconditions: first.findings,
    results,
    missing: answer === 'undetermined' ? unique(missing) : [],
  };
}

/** The highest tier that the files prove (the lowest, where they prove none), and what could raise it. */
export function reachedTier(
  inquiry: Inquiry,
  tiers: readonly TierPolicy[],
): {
  readonly tier: 1 | 2 | 3 | null;
  readonly findings: readonly RuleFinding[];
  readonly missing: string[];
} {
  const findings: RuleFinding[] = [];
  for (const { tier, anyOf: rules } of tiers) {
    for (const rule of rules) {
      const finding = inquiry.ask(rule);
      if (finding === null) continue;
      findings.push(finding);
      if (finding.answer === 'yes') return { tier, findings, missing: missingOf(findings) };
    }
  }
  return { tier: tiers.at(-1)?.tier ?? null, findings, missing: missingOf(findings) };
}

function askAll(
  inquiry: Inquiry,
  rules: readonly RuleCode[],
): { readonly answer: Answer; readonly findings: RuleFinding[] } {
  const findings: RuleFinding[] = [];
  for (const rule of rules) {
    const finding = inquiry.ask(rule);
    if (finding === null) continue;
    findings.push(finding);
    // One "no" settles the criterion; after an "undetermined" a later rule may still say no.
    if (finding.answer === 'no') return { answer: 'no', findings };
  }
  return { answer: allOf(findings.map(({ answer }) => answer)), findings };
}

function allOf(answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no';
  return answers.includes('undetermined') ? 'undetermined' : 'yes';
}

function anyOf(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('undetermined') ? 'undetermined' : 'no';
}

function missingOf(findings: readonly RuleFinding[]): string[] {
  return unique(findings.flatMap(({ missing }) => missing));
}
