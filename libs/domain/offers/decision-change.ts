import type { Facts, IsoDate, Urn } from '../kernel/index.js';
import type { AssessOptions } from './assess-options.js';
import type { Decision, SupportCase } from './decision.js';

/** `added`: eligible now and not before; `removed`: the other way; `changed`: anything else that matters. */
export const DECISION_CHANGES = ['added', 'removed', 'changed'] as const;
export type DecisionChangeKind = (typeof DECISION_CHANGES)[number];

/** Why a decision is another than before. What was found out about the subject comes first, what was set last. */
export const CHANGE_REASONS = [
  // what the files say
  'new-inspection',
  'inspection-no-longer-known',
  'grade-changed',
  'publication-date-changed',
  'school-opened',
  'school-closed',
  'school-gone',
  'trust-new',
  'trust-gone',
  'school-record-changed',
  'joined-trust',
  'left-trust',
  'moved-trust',
  'standing-changed',
  'trust-schools-changed',
  'trust-figures-changed',
  'list-changed',
  'referral-decided',
  'direct-support-changed',
  'facts-now-known',
  'facts-now-missing',
  'rule-turned',
  // what follows for the support
  'criterion-changed',
  'tier-changed',
  'priority-changed',
  'unit-changed',
  'days-changed',
  'contacts-changed',
  'contact-by-changed',
  'extras-changed',
  'needs-changed',
  // what the assessment was asked
  'rule-set-changed',
  'as-of-changed',
  'settings-changed',
] as const;
export type ChangeReasonCode = (typeof CHANGE_REASONS)[number];

export interface DecisionChangeReason {
  readonly code: ChangeReasonCode;
  readonly facts: Facts;
}

/** What a decision says about the support, without its findings. */
export type DecisionTerms = Pick<
  Decision,
  | 'eligible'
  | 'criterion'
  | 'tier'
  | 'priority'
  | 'unit'
  | 'supportedId'
  | 'caseId'
  | 'halfDays'
  | 'contacts'
  | 'contactBy'
  | 'extras'
  | 'missing'
>;

/** What one assessment changed for one school or trust. */
export interface DecisionChange {
  readonly subjectKind: Decision['subjectKind'];
  readonly subjectId: string;
  readonly name: string;
  readonly change: DecisionChangeKind;
  /** Null: nothing was decided about it. */
  readonly before: DecisionTerms | null;
  readonly after: DecisionTerms | null;
  readonly reasons: readonly DecisionChangeReason[];
}

/** One side of a comparison. `ruleSet` null: an assessment from before rule sets were kept. */
export interface ComparedAssessment {
  readonly ruleSet: string | null;
  readonly asOf: IsoDate;
  readonly options: AssessOptions;
  readonly decisions: readonly Decision[];
  readonly cases: readonly Pick<SupportCase, 'caseId' | 'needs'>[];
}

/** What the register says of a school now; for schools that are no longer decided about. */
export interface RegisterEntry {
  readonly statusCode: string;
  readonly openDate: IsoDate | null;
  readonly closeDate: IsoDate | null;
}
export type RegisterLookup = (urn: Urn) => RegisterEntry | undefined;

export function termsOf(decision: Decision): DecisionTerms {
  const { eligible, criterion, tier, priority, unit, supportedId } = decision;
  const { caseId, halfDays, contacts, contactBy, extras, missing } = decision;
  return {
    ...{ eligible, criterion, tier, priority, unit, supportedId },
    ...{ caseId, halfDays, contacts, contactBy, extras, missing },
  };
}
