import { daysFromHalfDays } from '../../../../libs/domain/kernel/index.js';
import type { DecisionTerms } from '../../../../libs/domain/offers/index.js';
import type { DecisionOfAssessment, StoredChange } from '../../../../libs/features/offers/index.js';
import { type CsvColumn } from '../../../../libs/platform/files/index.js';
import { whyChange, whyChangeReason } from '../../../../libs/wording/index.js';
import type {
  DecisionChangeResource,
  DecisionOfAssessmentResource,
  DecisionTermsResource,
} from './decision-changes.dto.js';
import { decisionResource } from './offers.resources.js';

export function changeResource({ id: _id, ...change }: StoredChange): DecisionChangeResource {
  return {
    ...change,
    before: termsResource(change.before),
    after: termsResource(change.after),
    reasons: change.reasons.map((reason) => ({
      code: reason.code,
      facts: { ...reason.facts },
      why: whyChangeReason(reason),
    })),
    why: whyChange(change),
  };
}

function termsResource(terms: DecisionTerms | null): DecisionTermsResource | null {
  if (terms === null) return null;
  const { halfDays, contacts, extras, missing, ...rest } = terms;
  return {
    ...rest,
    days: halfDays === null ? null : daysFromHalfDays(halfDays),
    contacts: [...contacts],
    extras: [...extras],
    missing: [...missing],
  };
}

export function decisionOfAssessmentResource(kept: DecisionOfAssessment): DecisionOfAssessmentResource {
  return {
    assessmentId: kept.assessmentId,
    finishedAt: kept.finishedAt?.toISOString() ?? null,
    asOf: kept.asOf,
    ruleSet: kept.ruleSet,
    sources: [...(kept.sources ?? [])],
    decision: kept.decision === null ? null : decisionResource(kept.decision),
  };
}

/** The columns of changes.csv; lists inside a cell are separated by semicolons. */
export const CHANGE_COLUMNS: readonly CsvColumn<StoredChange>[] = [
  { name: 'change', of: ({ change }) => change },
  { name: 'subject_kind', of: ({ subjectKind }) => subjectKind },
  { name: 'subject_id', of: ({ subjectId }) => subjectId },
  { name: 'name', of: ({ name }) => name },
  { name: 'eligible_before', of: ({ before }) => before?.eligible ?? null },
  { name: 'eligible_after', of: ({ after }) => after?.eligible ?? null },
  { name: 'criterion_before', of: ({ before }) => before?.criterion ?? null },
  { name: 'criterion_after', of: ({ after }) => after?.criterion ?? null },
  { name: 'priority_before', of: ({ before }) => before?.priority ?? null },
  { name: 'priority_after', of: ({ after }) => after?.priority ?? null },
  { name: 'case_id', of: ({ caseId }) => caseId },
  { name: 'case_state', of: ({ caseState }) => caseState },
  { name: 'underway', of: ({ underway }) => (underway ? 'yes' : 'no') },
  { name: 'reasons', of: ({ reasons }) => [...new Set(reasons.map(({ code }) => code))].join(';') },
  { name: 'why', of: whyChange },
];
