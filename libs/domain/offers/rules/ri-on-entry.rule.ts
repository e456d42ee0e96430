import type { RuleFinding } from '../decision.js';
import { answerOf, inspectionFacts, no, undetermined, whateverWasPublished } from './finding.js';
import { gradedBefore } from './grade-on-entry.js';
import type { SchoolSubject } from './rule.js';

const REQUIRES_IMPROVEMENT = 3;

/**
 * The school enters the academic year with requires improvement: its newest graded inspection that began before
 * the year says so. A predecessor's grade that Ofsted carries over is the grade the school enters with.
 */
export function riOnEntry({ policy, history }: SchoolSubject): RuleFinding {
  const windowFrom = policy.eligibilityWindow.from;
  return whateverWasPublished(history, (inspections) => {
    const { latest, missing } = gradedBefore(windowFrom, history, inspections);
    if (latest === undefined) {
      const facts = { inspectionStart: null, windowFrom };
      return missing === null ? no('ri-on-entry', facts) : undetermined('ri-on-entry', [missing], facts);
    }
    const facts = { ...inspectionFacts(latest), windowFrom };
    if (latest.overallEffectiveness === null) {
      return undetermined('ri-on-entry', ['overall-effectiveness'], facts, latest.sources);
    }
    const isRi = latest.overallEffectiveness === REQUIRES_IMPROVEMENT;
    return answerOf(isRi, 'ri-on-entry', facts, latest.sources);
  });
}
