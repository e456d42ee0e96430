import type { RuleFinding } from '../decision.js';
import { no, yes } from './finding.js';
import type { SchoolSubject } from './rule.js';
import { schoolRouteStanding } from './school-route-standing.rule.js';

const RULE = 'trust-level-unless-standalone';

/**
 * An eligible school in a MAT is supported at trust level; a standalone one (maintained, single-academy trust, MAT with
 * only one school) directly. A recorded agreement on direct support goes before.
 */
export function trustLevelUnlessStandalone(subject: SchoolSubject): RuleFinding {
  const { standing, directSupportAgreed } = subject;
  const route = schoolRouteStanding(subject);
  const { answer, facts, evidence } = route;
  const own = { ...facts, directSupportAgreed };
  if (directSupportAgreed || answer === 'yes') return no(RULE, own, evidence);
  if (answer === 'no') {
    return standing.code === 'multi-academy-trust' ? yes(RULE, own, evidence) : no(RULE, own, evidence);
  }
  return { ...route, rule: RULE, facts: own };
}
