import type { RuleFinding } from '../decision.js';
import { aboutDecidingRi } from './deciding-ri.js';
import { answerOf, rowsOf, undetermined } from './finding.js';
import type { SchoolSubject } from './rule.js';

const RULE = 'tier-two-consecutive-ri';
const REQUIRES_IMPROVEMENT = 3;

/**
 * Tier 2: two consecutive judgements of requires improvement. A predecessor's judgement that the school carries
 * counts as the one before.
 */
export function tierTwoConsecutiveRi(subject: SchoolSubject): RuleFinding | null {
  return aboutDecidingRi(RULE, subject, ({ ri, earlier, isFirst, facts }) => {
    const rows = rowsOf(ri, earlier);
    if (earlier === undefined) {
      return isFirst
        ? answerOf(false, RULE, facts, rows)
        : undetermined(RULE, ['earlier-judgement'], facts, rows);
    }
    const grade = earlier.overallEffectiveness;
    if (grade === null) return undetermined(RULE, ['earlier-overall-effectiveness'], facts, rows);
    return answerOf(grade === REQUIRES_IMPROVEMENT, RULE, facts, rows);
  });
}
