import type { RuleFinding } from '../decision.js';
import { BELOW_GOOD } from '../school-history.js';
import { answerOf, inspectionFacts, no, rowsOf, undetermined, whateverWasPublished } from './finding.js';
import { gradedBefore } from './grade-on-entry.js';
import type { SchoolSubject } from './rule.js';

const RULE = 'ri-again-on-entry';

/**
 * The judgement before the one with which the school enters the year was requires improvement, or worse. That the
 * one in force is requires improvement is asked by ri-on-entry.
 */
export function riAgainOnEntry({ policy, history }: SchoolSubject): RuleFinding | null {
  const { from } = policy.eligibilityWindow;
  if (!history.inspections.some(({ startDate }) => startDate < from)) return null;
  return whateverWasPublished(history, (inspections) => {
    const { latest, earlier } = gradedBefore(from, history, inspections);
    const grade = earlier?.overallEffectiveness ?? null;
    const facts = {
      ...(latest === undefined ? {} : inspectionFacts(latest)),
      earlierInspectionStart: earlier?.startDate ?? null,
      earlierOverallEffectiveness: grade,
    };
    const rows = rowsOf(latest, earlier);
    if (latest === undefined) return undetermined(RULE, ['earlier-judgement'], facts, rows);
    if (earlier === undefined) {
      return latest.earlier === 'none'
        ? no(RULE, facts, rows)
        : undetermined(RULE, ['earlier-judgement'], facts, rows);
    }
    if (grade === null || grade === 'not-judged') {
      return undetermined(RULE, ['earlier-overall-effectiveness'], facts, rows);
    }
    return answerOf(grade >= BELOW_GOOD, RULE, facts, rows);
  });
}
