import type { RuleCode } from '../codes.js';
import type { RuleFinding } from '../decision.js';
import type { GradedInspection } from '../school-history.js';
import { inspectionFacts, whateverWasPublished, type RuleFacts } from './finding.js';
import type { SchoolSubject } from './rule.js';

const REQUIRES_IMPROVEMENT = 3;

/** The judgement of requires improvement that the tiers ask about, and the graded inspection before it. */
export interface DecidingRi {
  readonly ri: GradedInspection;
  readonly earlier: GradedInspection | undefined;
  /** No grade was published before it: the files say so. */
  readonly isFirst: boolean;
  readonly facts: RuleFacts;
}

/**
 * Asks `judge` about the newest judgement of requires improvement up to the end of the year: for an eligible school,
 * the one it received during the year, else the one with which it entered. Null: there is none.
 */
export function aboutDecidingRi(
  rule: RuleCode,
  { policy, history }: SchoolSubject,
  judge: (deciding: DecidingRi) => RuleFinding,
): RuleFinding | null {
  const { to } = policy.eligibilityWindow;
  const find = (inspections: readonly GradedInspection[]): DecidingRi | null => {
    const at = inspections.findIndex(
      (one) => one.overallEffectiveness === REQUIRES_IMPROVEMENT && one.startDate <= to,
    );
    const ri = inspections[at];
    if (ri === undefined) return null;
    const earlier = inspections[at + 1];
    const facts = {
      ...inspectionFacts(ri),
      earlierInspectionStart: earlier?.startDate ?? null,
      earlierOverallEffectiveness: earlier?.overallEffectiveness ?? null,
    };
    return { ri, earlier, isFirst: earlier === undefined && ri.earlier === 'none', facts };
  };
  if (find(history.inspections) === null) return null;
  return whateverWasPublished(history, (inspections) => {
    const deciding = find(inspections);
    return deciding === null ? { rule, answer: 'no', facts: {}, missing: [], evidence: [] } : judge(deciding);
  });
}
