import { LeaderBudget } from './leader-budget.entity.js';
import { LedgerEntryRow } from './ledger-entry.entity.js';

export { type BudgetFault } from './budget-faults.js';
export { BudgetsModule } from './budgets.module.js';
export {
  BudgetsQueries,
  type BudgetPage,
  type BudgetSummary,
  type StatementPage,
  type StatementRow,
} from './budgets.queries.js';
export { type Balance, balancesOf, holdBudgets, type BudgetName } from './budgets.repository.js';
export { type DayMovement, type DaysMoved } from './day-movements.js';
export {
  grantBudget,
  grantBudgets,
  type BudgetGrant,
  type GrantedBudget,
  type GrantOutcome,
  type GrantRefusal,
} from './grant-budgets.js';
export {
  LEADER_SORTS,
  LeaderListQueries,
  type LeaderListFilter,
  type LeaderListOrder,
  type LeaderSort,
  type ListedLeader,
} from './leader-list.queries.js';
export {
  deliverDays,
  openReservations,
  releaseDays,
  reserveDays,
  type ReleaseRefusal,
  type ReserveRefusal,
  type Shortfall,
} from './move-days.js';
export { VerifyBudgets, type BudgetsVerified, type VerifyBudgetsInput } from './verify-budgets.use-case.js';

/** For the data source of a process that uses this feature. */
export const BUDGETS_ENTITIES = [LeaderBudget, LedgerEntryRow] as const;
