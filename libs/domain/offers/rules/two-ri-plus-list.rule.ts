import type { RuleFinding } from '../decision.js';
import { BELOW_GOOD, gradeOf } from '../school-history.js';
import { answerOf, no, undetermined, whateverWasPublished } from './finding.js';
import { gradedBefore } from './grade-on-entry.js';
import type { SchoolSubject } from './rule.js';

const RULE = 'two-ri-plus-list';

/**
 * Previously eligible for intervention under the former 2RI+ policy: the school is on the Department's list, which
 * also knows whether structural intervention is well advanced. Without the list nobody can be on it for certain;
 * but only a school with two consecutive judgements below good before September 2024 can be on it at all.
 */
export function twoRiPlusList({ policy, history, twoRiPlus }: SchoolSubject): RuleFinding {
  if (twoRiPlus !== null) {
    const { entry } = twoRiPlus;
    const facts = { listGiven: true, onList: entry !== null };
    return answerOf(entry !== null, RULE, facts, entry === null ? [] : [entry.source]);
  }
  return whateverWasPublished(history, (inspections) => {
    const { latest, earlier, missing } = gradedBefore(policy.eligibilityWindow.from, history, inspections);
    const grade = latest === undefined ? null : gradeOf(latest);
    const earlierGrade = earlier === undefined ? null : gradeOf(earlier);
    const facts = {
      listGiven: false,
      overallEffectiveness: grade,
      earlierOverallEffectiveness: earlierGrade,
    };
    const rows = [...(latest?.sources ?? []), ...(earlier?.sources ?? [])];
    const neverTwice =
      (latest === undefined && missing === null) || (earlier === undefined && latest?.earlier === 'none');
    const goodOnce =
      (grade !== null && grade < BELOW_GOOD) || (earlierGrade !== null && earlierGrade < BELOW_GOOD);
    return neverTwice || goodOnce
      ? no(RULE, facts, rows)
      : undetermined(RULE, ['2ri-plus-list'], facts, rows);
  });
}
