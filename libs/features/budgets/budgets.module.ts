import { Module } from '@nestjs/common';
import { SurveyModule } from '../survey/index.js';
import { BudgetsQueries } from './budgets.queries.js';
import { GrantOnSurvey } from './grant-on-survey.js';
import { LeaderListQueries } from './leader-list.queries.js';
import { VerifyBudgets } from './verify-budgets.use-case.js';

const DOOR = [BudgetsQueries, LeaderListQueries, VerifyBudgets];

/** Leaders' day budgets; surveys that are stored move them. Needs the global `DatabaseModule`. */
@Module({ imports: [SurveyModule], providers: [...DOOR, GrantOnSurvey], exports: DOOR })
export class BudgetsModule {}
