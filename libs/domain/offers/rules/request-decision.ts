import type { IsoDate } from '../../kernel/index.js';
import type { MissingCode, RuleCode } from '../codes.js';
import type { RuleFinding } from '../decision.js';
import type { Referral } from '../facts.js';
import { no, undetermined, yes } from './finding.js';

/** What was decided, by the as-of date, about the request that counts then. `missing` names an open decision. */
export function requestDecision(
  rule: RuleCode,
  request: Referral | null,
  asOf: IsoDate,
  missing: MissingCode,
): RuleFinding {
  if (request === null) return no(rule, { referralDecision: null });
  const { decision, decidedOn, decidedBy, source } = request;
  const isOpen = decision === 'pending' || (decidedOn !== null && decidedOn > asOf);
  const facts = { referralDecision: isOpen ? 'pending' : decision, decidedOn, decidedBy, asOf };
  if (isOpen) return undetermined(rule, [missing], facts, [source]);
  return decision === 'accepted' ? yes(rule, facts, [source]) : no(rule, facts, [source]);
}
