import type { RuleFinding } from '../decision.js';
import { BELOW_GOOD } from '../school-history.js';
import { answerOf, no, undetermined, whateverWasPublished } from './finding.js';
import { gradedBefore } from './grade-on-entry.js';
import type { SchoolSubject } from './rule.js';

const RULE = 'below-good-before-september-2024';

/** Overall effectiveness was below good (3 or 4) at the newest graded inspection that began before September 2024. */
export function belowGoodBeforeSeptember2024({ policy, history }: SchoolSubject): RuleFinding {
  const windowFrom = policy.eligibilityWindow.from;
  return whateverWasPublished(history, (inspections) => {
    const { latest, missing } = gradedBefore(windowFrom, history, inspections);
    const grade = latest?.overallEffectiveness ?? null;
    const facts = {
      earlierInspectionStart: latest?.startDate ?? null,
      earlierOverallEffectiveness: grade,
      windowFrom,
    };
    if (latest === undefined) {
      return missing === null ? no(RULE, facts) : undetermined(RULE, [missing], facts);
    }
    if (grade === null || grade === 'not-judged') {
      return undetermined(RULE, ['earlier-overall-effectiveness'], facts, latest.sources);
    }
    return answerOf(grade >= BELOW_GOOD, RULE, facts, latest.sources);
  });
}
