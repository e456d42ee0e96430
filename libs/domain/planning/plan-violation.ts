import type { Facts } from '../kernel/index.js';

/** One thing a plan claims that does not hold; a type, so that it is a fact. */
export type PlanViolation = { readonly code: PlanViolationCode; readonly facts: Facts };

export type PlanViolationCode =
  | 'unknown-version'
  | 'unknown-leader'
  | 'unknown-case'
  | 'not-a-candidate'
  | 'wrong-days'
  | 'wrong-score'
  | 'case-matched-twice'
  | 'over-days'
  | 'over-engagements'
  | 'pin-missing'
  | 'forbidden-match'
  | 'uncovered-list-wrong'
  | 'reason-missing'
  | 'coverage-wrong'
  | 'coverage-bound-wrong'
  | 'total-score-wrong'
  | 'score-bound-wrong'
  | 'gap-wrong'
  | 'status-wrong'
  | 'largest-share-wrong'
  | 'header-wrong'
  | 'conflict-wrong';

export function violation(code: PlanViolationCode, facts: Facts = {}): PlanViolation {
  return { code, facts };
}
