import { Module } from '@nestjs/common';
import { BudgetsQueries } from './budgets.queries.js';
import { VerifyBudgets } from './verify-budgets.use-case.js';

const DOOR = [BudgetsQueries, VerifyBudgets];

/** Leaders' day budgets. Needs the global `DatabaseModule`. */
@Module({ providers: DOOR, exports: DOOR })
export class BudgetsModule {}
