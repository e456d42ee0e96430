import type { IsoDate } from '../../kernel/index.js';
import type { MissingCode, RuleCode } from '../codes.js';
import type { RuleFinding } from '../decision.js';
import type { Referral } from '../facts.js';
import { no, undetermined, yes } from './finding.js';

/**
 * What was decided, by the as-of date, about the requests of one school or trust: an acceptance counts before
 * anything else, then a request that is still open. `missing` names an open decision.
 */
export function requestDecision(
  rule: RuleCode,
  requests: readonly Referral[],
  asOf: IsoDate,
  missing: MissingCode,
): RuleFinding {
  const decided = requests.filter(({ decidedOn }) => decidedOn === null || decidedOn <= asOf);
  const ruling =
    decided.find(({ decision }) => decision === 'accepted') ??
    requests.find((request) => request.decision === 'pending' || !decided.includes(request)) ??
    decided[0];
  if (ruling === undefined) return no(rule, { referralDecision: null });
  const pending = ruling.decision === 'pending' || !decided.includes(ruling);
  const facts = {
    referralDecision: pending ? 'pending' : ruling.decision,
    decidedOn: ruling.decidedOn,
    decidedBy: ruling.decidedBy,
    asOf,
  };
  if (pending) return undetermined(rule, [missing], facts, [ruling.source]);
  return ruling.decision === 'accepted'
    ? yes(rule, facts, [ruling.source])
    : no(rule, facts, [ruling.source]);
}
