import type { RuleFinding } from '../decision.js';
import { answerOf, inspectionFacts, undetermined, whateverWasPublished, yes } from './finding.js';
import type { SchoolSubject } from './rule.js';

const RULE = 'not-inadequate';
const INADEQUATE = 4;

/**
 * The newest judgement is not inadequate: a school in a category of concern, which always is, was for intervention
 * and not for an offer of support. A school never inspected was not judged inadequate either.
 */
export function notInadequate({ history }: SchoolSubject): RuleFinding {
  return whateverWasPublished(history, ([latest]) => {
    if (latest === undefined) {
      const facts = { inspectionStart: null, overallEffectiveness: null };
      if (history.listing === 'absent') return undetermined(RULE, ['inspections'], facts);
      const never = history.listing === 'uninspected' || history.inspections.at(-1)?.earlier === 'none';
      return never ? yes(RULE, facts) : undetermined(RULE, ['earlier-judgement'], facts);
    }
    const { overallEffectiveness: grade, concern, sources } = latest;
    const facts = { ...inspectionFacts(latest), concern };
    const isOfConcern = concern !== null && concern !== 'none';
    if (grade === null && !isOfConcern) {
      return undetermined(RULE, ['overall-effectiveness'], facts, sources);
    }
    return answerOf(grade !== INADEQUATE && !isOfConcern, RULE, facts, sources);
  });
}
