import type { RuleFinding } from '../decision.js';
import { aboutDecidingRi } from './deciding-ri.js';
import { answerOf, rowsOf, undetermined } from './finding.js';
import type { SchoolSubject } from './rule.js';

const RULE = 'single-ri';
const REQUIRES_IMPROVEMENT = 3;

/** Tier 1: a single judgement of requires improvement, after an earlier one of another grade. */
export function singleRi(subject: SchoolSubject): RuleFinding | null {
  return aboutDecidingRi(RULE, subject, ({ ri, earlier, isFirst, facts }) => {
    const rows = rowsOf(ri, earlier);
    if (earlier === undefined) {
      return isFirst
        ? answerOf(false, RULE, facts, rows)
        : undetermined(RULE, ['earlier-judgement'], facts, rows);
    }
    const grade = earlier.overallEffectiveness;
    if (grade === null) return undetermined(RULE, ['earlier-overall-effectiveness'], facts, rows);
    return answerOf(grade !== REQUIRES_IMPROVEMENT, RULE, facts, rows);
  });
}
