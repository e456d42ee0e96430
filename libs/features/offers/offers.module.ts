import { Module } from '@nestjs/common';
import { AssessmentsRepository } from './assessments.repository.js';
import { DecisionHistoryQueries } from './decision-history.queries.js';
import { FailAssessment } from './fail-assessment.use-case.js';
import { MoveCase } from './move-case.use-case.js';
import { OffersQueries } from './offers.queries.js';
import { RequestAssessment } from './request-assessment.use-case.js';
import { RunAssessment } from './run-assessment.use-case.js';

const DOOR = [
  DecisionHistoryQueries,
  FailAssessment,
  MoveCase,
  OffersQueries,
  RequestAssessment,
  RunAssessment,
];

/** Who is eligible for what, and where each case stands. Needs the global `DatabaseModule`. */
@Module({ providers: [...DOOR, AssessmentsRepository], exports: DOOR })
export class OffersModule {}
