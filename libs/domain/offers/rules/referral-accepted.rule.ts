import type { IsoDate } from '../../kernel/index.js';
import type { RuleFinding } from '../decision.js';
import type { Referral } from '../facts.js';
import { requestDecision } from './request-decision.js';

/**
 * Exceptional circumstances: outside the criteria a school or trust asks, and the request was accepted, in discussion
 * with the regional schools commissioner, by the as-of date. Without a request (or a file of requests) the answer is
 * no: nothing was asked, so no fact is missing.
 */
export function referralAccepted(subject: {
  readonly referral: Referral | null;
  readonly asOf: IsoDate;
}): RuleFinding {
  return requestDecision('referral-accepted', subject.referral, subject.asOf, 'referral-decision');
}
