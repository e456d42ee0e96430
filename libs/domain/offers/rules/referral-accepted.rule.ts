import type { IsoDate } from '../../kernel/index.js';
import type { RuleFinding } from '../decision.js';
import type { Referral } from '../facts.js';
import { no, undetermined, yes } from './finding.js';

const RULE = 'referral-accepted';

/**
 * Exceptional circumstances: outside the criteria a school or trust asks, and the request was accepted by the as-of
 * date. Without a request (or a file of requests) the answer is no: nothing was asked, so no fact is missing.
 */
export function referralAccepted(subject: {
  readonly referrals: readonly Referral[];
  readonly asOf: IsoDate;
}): RuleFinding {
  const { referrals, asOf } = subject;
  const decided = referrals.filter(({ decidedOn }) => decidedOn === null || decidedOn <= asOf);
  const ruling =
    decided.find(({ decision }) => decision === 'accepted') ??
    referrals.find((referral) => referral.decision === 'pending' || !decided.includes(referral)) ??
    decided[0];
  if (ruling === undefined) return no(RULE, { referralDecision: null });
  const pending = ruling.decision === 'pending' || !decided.includes(ruling);
  const facts = {
    referralDecision: pending ? 'pending' : ruling.decision,
    decidedOn: ruling.decidedOn,
    asOf,
  };
  if (pending) return undetermined(RULE, ['referral-decision'], facts, [ruling.source]);
  return ruling.decision === 'accepted'
    ? yes(RULE, facts, [ruling.source])
    : no(RULE, facts, [ruling.source]);
}
