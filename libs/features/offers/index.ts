import { AssessmentRow } from './assessment.entity.js';
import { CaseContactRow, CaseMoveRow, CaseNeedEditRow, ConflictCheckRow } from './case-work.entity.js';
import { DecisionChangeRow, DecisionRecordRow } from './decision-history.entity.js';
import { DecisionRow } from './decision.entity.js';
import {
  DirectSupportRow,
  OfferSettingRow,
  ReferralRecordRow,
  TermDatesRow,
} from './offer-records.entity.js';
import { SupportCaseRow } from './support-case.entity.js';

export { type AssessmentCounts } from './assessment-counts.js';
export { type AssessmentState } from './assessment.entity.js';
export { type AssessmentSource } from './assessment-sources.js';
export {
  DecisionHistoryQueries,
  type ChangeFilter,
  type DecisionOfAssessment,
  type StoredChange,
} from './decision-history.queries.js';
export { FailAssessment } from './fail-assessment.use-case.js';
export { CONTACT_EVENTS, MoveCase, type ContactEvent, type MoveCaseInput } from './move-case.use-case.js';
export { moveCases, type CaseMove, type CaseMoved, type MoveCasesRefusal } from './move-cases.js';
export { OffersModule } from './offers.module.js';
export {
  eligibleCases,
  findLostAssessments,
  latestAssessment,
  OffersQueries,
  type AssessmentSummary,
  type CaseFilter,
  type CaseSummary,
  type DecisionFilter,
  type Page,
} from './offers.queries.js';
export {
  RequestAssessment,
  type RequestAssessmentInput,
  type RequestAssessmentRefusal,
  type RequestedAssessment,
} from './request-assessment.use-case.js';
export { RunAssessment, type RanAssessment } from './run-assessment.use-case.js';
export { SupportCaseRow } from './support-case.entity.js';

/** For the data source of a process that uses this feature. */
export const OFFERS_ENTITIES = [
  ...[AssessmentRow, DecisionRow, DecisionRecordRow, DecisionChangeRow],
  ...[SupportCaseRow, CaseContactRow, CaseMoveRow, ConflictCheckRow, CaseNeedEditRow],
  ...[DirectSupportRow, ReferralRecordRow, OfferSettingRow, TermDatesRow],
] as const;
