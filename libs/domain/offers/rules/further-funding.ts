import type { MissingCode, RuleCode } from '../codes.js';
import type { RuleFinding } from '../decision.js';
import { no, undetermined, yes } from './finding.js';
import type { SchoolSubject } from './rule.js';

/**
 * Further funding for the needs that the leader identifies, by tier. The tier is the highest that the files prove;
 * while they lack facts that could raise it to `wanted`, the answer is open.
 */
export function fundingOfTier(
  rule: RuleCode,
  wanted: 2 | 3,
  { policy, reached }: SchoolSubject,
): RuleFinding {
  const tier = reached?.tier ?? null;
  const amountPounds = policy.schoolExtras.find((extra) => extra.rule === rule)?.amountPounds ?? null;
  const facts = { tier, amountPounds };
  if (tier === wanted) return yes(rule, facts);
  const missing = (reached?.missing ?? []) as readonly MissingCode[];
  return tier !== null && tier < wanted && missing.length > 0
    ? undetermined(rule, missing, facts)
    : no(rule, facts);
}
