import { Module } from '@nestjs/common';
import { AgreeDirectSupport } from './agree-direct-support.use-case.js';
import { AssessmentsRepository } from './assessments.repository.js';
import { CaseRecordQueries } from './case-record.queries.js';
import { ChangeOfferSettings } from './change-settings.use-case.js';
import { ChangeTermDates } from './change-term-dates.use-case.js';
import { DecisionHistoryQueries } from './decision-history.queries.js';
import { EditCaseNeed } from './edit-case-need.use-case.js';
import { FailAssessment } from './fail-assessment.use-case.js';
import { MoveCase } from './move-case.use-case.js';
import { OfferRecordsQueries } from './offer-records.queries.js';
import { OffersQueries } from './offers.queries.js';
import { RecordContact } from './record-contact.use-case.js';
import { RecordReferral } from './record-referral.use-case.js';
import { RequestAssessment } from './request-assessment.use-case.js';
import { RunAssessment } from './run-assessment.use-case.js';
import { TermDatesQueries } from './term-dates.queries.js';
import { WithdrawReferral } from './withdraw-referral.use-case.js';

const DOOR = [
  ...[RequestAssessment, RunAssessment, FailAssessment, MoveCase],
  ...[RecordContact, EditCaseNeed],
  ...[AgreeDirectSupport, RecordReferral, WithdrawReferral, ChangeOfferSettings, ChangeTermDates],
  ...[OffersQueries, DecisionHistoryQueries, CaseRecordQueries, OfferRecordsQueries, TermDatesQueries],
];

/** Who is eligible for what, and where each case stands. Needs the global `DatabaseModule`. */
@Module({ providers: [...DOOR, AssessmentsRepository], exports: DOOR })
export class OffersModule {}
