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

export {
  AgreeDirectSupport,
  type AgreeDirectSupportInput,
  type AgreeDirectSupportRefusal,
} from './agree-direct-support.use-case.js';
export { CaseRecordQueries, type CaseContacts } from './case-record.queries.js';
export { insertCheck, leaderExists, today, type StoredContact } from './case-work.repository.js';
export { cleanText, givenReason, pastDay } from './past-day.js';
export { ChangeOfferSettings } from './change-settings.use-case.js';
export { ChangeTermDates } from './change-term-dates.use-case.js';
export { EditCaseNeed, type EditCaseNeedInput, type EditCaseNeedRefusal } from './edit-case-need.use-case.js';
export { OfferRecordsQueries, type DirectSupport, type ListedReferral } from './offer-records.queries.js';
export { TermDatesQueries, type AuthorityTermDates, type ListedTermDates } from './term-dates.queries.js';
export { RecordContact, type RecordContactInput, type RecordedContact } from './record-contact.use-case.js';
export { RecordReferral, type RecordReferralInput } from './record-referral.use-case.js';
export { WithdrawReferral } from './withdraw-referral.use-case.js';
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
export { casesStanding, lockCases, type LockedCase } from './support-cases.repository.js';
export {
  moveCases,
  movingCases,
  type CaseMove,
  type CaseMoved,
  type MoveCasesRefusal,
} from './move-cases.js';
export { OffersModule } from './offers.module.js';
export {
  contactPlansOf,
  contactsDue,
  type ContactPlan,
  type ContactsDue,
} from './contact-parties.queries.js';
export { offerSettings, offerSettingsToday } from './assessment-inputs.queries.js';
export { casesNamed, CONTACT_STATUS, eligibleCases, TODAY, type CaseSummary } from './case-rows.queries.js';
export {
  findLostAssessments,
  latestAssessment,
  OffersQueries,
  type AssessmentSummary,
  type Page,
} from './offers.queries.js';
export {
  RequestAssessment,
  type RequestAssessmentInput,
  type RequestAssessmentRefusal,
  type RequestedAssessment,
} from './request-assessment.use-case.js';
export { DECISION_SORTS, type DecisionFilter, type DecisionSort } from './decision-list.queries.js';
export { CASE_SORTS, type CaseFilter, type CaseSort } from './case-list.queries.js';
export { RunAssessment, type RanAssessment } from './run-assessment.use-case.js';
export { SupportCaseRow } from './support-case.entity.js';

/** For the data source of a process that uses this feature. */
export const OFFERS_ENTITIES = [
  ...[AssessmentRow, DecisionRow, DecisionRecordRow, DecisionChangeRow],
  ...[SupportCaseRow, CaseContactRow, CaseMoveRow, ConflictCheckRow, CaseNeedEditRow],
  ...[DirectSupportRow, ReferralRecordRow, OfferSettingRow, TermDatesRow],
] as const;
