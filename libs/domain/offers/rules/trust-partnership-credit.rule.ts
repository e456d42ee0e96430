import type { RuleFinding } from '../decision.js';
import type { SchoolSubject } from './rule.js';
import { schoolRouteStanding } from './school-route-standing.rule.js';

const RULE = 'trust-partnership-credit';

/**
 * A standalone school may get a credit towards the costs of a partnership with a trust, where a suitable partner is
 * found and funds allow.
 */
export function trustPartnershipCredit(subject: SchoolSubject): RuleFinding {
  const route = schoolRouteStanding(subject);
  const amountPounds = subject.policy.schoolExtras.find((extra) => extra.rule === RULE)?.amountPounds ?? null;
  return { ...route, rule: RULE, facts: { ...route.facts, amountPounds } };
}
