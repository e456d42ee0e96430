import type { RuleFinding } from '../decision.js';
import { answerOf, inspectionFacts, no, rowsOf, undetermined, whateverWasPublished } from './finding.js';
import type { SchoolSubject } from './rule.js';

const RULE = 'latest-two-ri';
const REQUIRES_IMPROVEMENT = 3;

/** Requires improvement at the two most recent inspections up to the end of the year: further funding comes with it. */
export function latestTwoRi({ policy, history }: SchoolSubject): RuleFinding {
  return whateverWasPublished(history, ([latest, earlier]) => {
    const facts = {
      ...(latest === undefined ? {} : inspectionFacts(latest)),
      earlierInspectionStart: earlier?.startDate ?? null,
      earlierOverallEffectiveness: earlier?.overallEffectiveness ?? null,
      amountPounds: policy.schoolExtras.find((extra) => extra.rule === RULE)?.amountPounds ?? null,
    };
    const rows = rowsOf(latest, earlier);
    if (latest === undefined) {
      return history.listing === 'uninspected' ? no(RULE, facts) : undetermined(RULE, ['inspections'], facts);
    }
    if (latest.overallEffectiveness === null) {
      return undetermined(RULE, ['overall-effectiveness'], facts, rows);
    }
    if (latest.overallEffectiveness !== REQUIRES_IMPROVEMENT || latest.earlier === 'none') {
      return no(RULE, facts, rows);
    }
    if (earlier === undefined) return undetermined(RULE, ['earlier-judgement'], facts, rows);
    if (earlier.overallEffectiveness === null) {
      return undetermined(RULE, ['earlier-overall-effectiveness'], facts, rows);
    }
    return answerOf(earlier.overallEffectiveness === REQUIRES_IMPROVEMENT, RULE, facts, rows);
  });
}
