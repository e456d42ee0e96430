import type { FactValue, SourceRow } from '../../kernel/index.js';
import type { FactName, MissingCode, RuleCode } from '../codes.js';
import type { RuleFinding } from '../decision.js';
import { possiblyKnown, surelyKnown, type GradedInspection, type SchoolHistory } from '../school-history.js';

/** Only named facts (codes.ts), so that wording can know each of them. */
export type RuleFacts = Readonly<Partial<Record<FactName, FactValue>>>;
type Rows = readonly SourceRow[];

export function yes(rule: RuleCode, facts: RuleFacts, evidence: Rows = []): RuleFinding {
  return { rule, answer: 'yes', facts, missing: [], evidence };
}

export function no(rule: RuleCode, facts: RuleFacts, evidence: Rows = []): RuleFinding {
  return { rule, answer: 'no', facts, missing: [], evidence };
}

export function undetermined(
  rule: RuleCode,
  missing: readonly MissingCode[],
  facts: RuleFacts = {},
  evidence: Rows = [],
): RuleFinding {
  return { rule, answer: 'undetermined', facts, missing: unique(missing), evidence };
}

export function answerOf(holds: boolean, rule: RuleCode, facts: RuleFacts, evidence: Rows = []): RuleFinding {
  return holds ? yes(rule, facts, evidence) : no(rule, facts, evidence);
}

/** The facts by which a finding names the inspection it is about. */
export function inspectionFacts(inspection: GradedInspection): RuleFacts {
  return {
    inspectionStart: inspection.startDate,
    publicationDate: inspection.publicationDate,
    overallEffectiveness: inspection.overallEffectiveness,
    ...(inspection.predecessorUrn === null ? {} : { predecessorUrn: inspection.predecessorUrn }),
  };
}

export function rowsOf(...inspections: readonly (GradedInspection | undefined)[]): SourceRow[] {
  return inspections.flatMap((inspection) => inspection?.sources ?? []);
}

/** The answer that holds whether or not two versions of the world differ; else undetermined for `because`. */
export function inBoth(cautious: RuleFinding, optimistic: RuleFinding, because: MissingCode): RuleFinding {
  if (cautious.answer === optimistic.answer && cautious.answer !== 'undetermined') return cautious;
  return {
    ...optimistic,
    answer: 'undetermined',
    missing: unique([...cautious.missing, ...optimistic.missing, because]),
    evidence: unique([...optimistic.evidence, ...cautious.evidence]),
  };
}

/**
 * Judges with and without the inspections whose publication date no file gives: only what both say is an answer.
 */
export function whateverWasPublished(
  history: SchoolHistory,
  judge: (inspections: readonly GradedInspection[]) => RuleFinding,
): RuleFinding {
  const sure = surelyKnown(history);
  const possible = possiblyKnown(history);
  if (sure.length === possible.length) return judge(sure);
  return inBoth(judge(sure), judge(possible), 'publication-date');
}

export function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
