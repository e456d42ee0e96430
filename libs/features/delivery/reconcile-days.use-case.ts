import { Injectable } from '@nestjs/common';
import { accepted, type Actor, assert, type Outcome } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { type BudgetFault, VerifyBudgets } from '../budgets/index.js';
import { VerifyMatches, type WrongReservation } from '../matches/index.js';
import { type BookDifference } from './book-difference.js';
import { deliveryDifferences } from './delivery-differences.queries.js';

export interface DaysReconciled {
  readonly budgets: number;
  readonly entries: number;
  /** Rows of the ledger, and figures shown, that do not follow from the rows before. */
  readonly ledger: readonly BudgetFault[];
  /** Matches whose reservation is not what their state says. */
  readonly reservations: readonly WrongReservation[];
  /** Visits, reports and claims that say something else than the ledger. */
  readonly books: readonly BookDifference[];
  /** How many differences in all; 0: the books balance. */
  readonly differences: number;
}

/** Recomputes every balance from its events and compares all the books with each other. Changes nothing. */
@Injectable()
export class ReconcileDays {
  constructor(
    private readonly database: Database,
    private readonly verifyBudgets: VerifyBudgets,
    private readonly verifyMatches: VerifyMatches,
  ) {}

  async execute(actor: Actor): Promise<Outcome<DaysReconciled>> {
    // One moment of the database for all of it.
    return this.database.together(actor, async (manager) => {
      const budgets = await this.verifyBudgets.execute(actor);
      const reservations = await this.verifyMatches.execute(actor);
      assert(budgets.ok && reservations.ok, 'a comparison is never refused');
      const books = await deliveryDifferences(manager);
      const { faults, ...counts } = budgets.value;
      const differences = faults.length + reservations.value.length + books.length;
      return accepted({ ...counts, ledger: faults, reservations: reservations.value, books, differences });
    });
  }
}
