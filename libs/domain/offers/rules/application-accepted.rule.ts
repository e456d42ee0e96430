import type { IsoDate } from '../../kernel/index.js';
import type { RuleFinding } from '../decision.js';
import type { Referral } from '../facts.js';
import { undetermined } from './finding.js';
import { requestDecision } from './request-decision.js';

const RULE = 'application-accepted';

/**
 * The school or trust applied, and the application was accepted by the as-of date. The offer knows no other way, so
 * without the list of applications nobody's answer is known.
 */
export function applicationAccepted(subject: {
  /** Null: the list was not given, and nothing was recorded. */
  readonly application: { readonly request: Referral | null } | null;
  readonly asOf: IsoDate;
}): RuleFinding {
  const { application, asOf } = subject;
  if (application === null) return undetermined(RULE, ['applications-list'], { listGiven: false });
  return requestDecision(RULE, application.request, asOf, 'application-decision');
}
