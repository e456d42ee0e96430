import type { RuleFinding } from '../decision.js';
import { answerOf } from './finding.js';
import type { TrustSubject } from './rule.js';

const TRUST_ROUTE: readonly string[] = ['trust-half-ri-or-worse', 'trust-overall-decline'];

/**
 * A trust that meets the trust route also has access to a national leader of governance, where beneficial and
 * funding allows. What an accepted referral brings is what was agreed on it.
 */
export function nlgGovernance({ eligibleBy, trust }: TrustSubject): RuleFinding {
  const criterion = eligibleBy.find((code) => TRUST_ROUTE.includes(code));
  const facts = { trustUid: trust.uid, criterion: criterion ?? eligibleBy[0] ?? null };
  return answerOf(criterion !== undefined, 'nlg-governance', facts);
}
