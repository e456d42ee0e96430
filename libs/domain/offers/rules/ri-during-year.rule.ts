import type { RuleCode } from '../codes.js';
import type { RuleFinding } from '../decision.js';
import { answerOf, inspectionFacts, undetermined } from './finding.js';
import { judgedInWindow } from './judged-in-window.js';
import type { SchoolSubject } from './rule.js';

const REQUIRES_IMPROVEMENT = 3;

/** Overall effectiveness requires improvement at an inspection during the academic year. */
export function riDuringYear(subject: SchoolSubject): RuleFinding | null {
  return requiresImprovementInWindow('ri-during-year', subject);
}

export function requiresImprovementInWindow(rule: RuleCode, subject: SchoolSubject): RuleFinding | null {
  return judgedInWindow(rule, subject, (inspection) => {
    const facts = inspectionFacts(inspection);
    const grade = inspection.overallEffectiveness;
    if (grade === null) return undetermined(rule, ['overall-effectiveness'], facts, inspection.sources);
    return answerOf(grade === REQUIRES_IMPROVEMENT, rule, facts, inspection.sources);
  });
}
