import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { budgetFaults, type BudgetFault } from './budget-faults.js';
import { type StoredChain, storedChains } from './budgets.queries.js';

export interface VerifyBudgetsInput {
  /** Absent: every offer. */
  readonly offer?: string;
}

export interface BudgetsVerified {
  readonly budgets: number;
  readonly entries: number;
  /** Empty: every balance is what its rows add up to. */
  readonly faults: readonly BudgetFault[];
}

const BATCH = 200;
/** Recomputes every budget from its first row and reports each difference; changes nothing. */
@Injectable()
export class VerifyBudgets {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, { offer }: VerifyBudgetsInput = {}): Promise<Outcome<BudgetsVerified>> {
    return this.database.transaction(
      actor,
      async (manager) => {
        const faults: BudgetFault[] = [];
        let budgets = 0;
        let entries = 0;
        let after: string | undefined;
        do {
          const chains: readonly StoredChain[] = await storedChains(manager, offer, after, BATCH);
          for (const chain of chains) {
            faults.push(...budgetFaults(chain));
            entries += chain.entries.length;
          }
          budgets += chains.length;
          after = chains.length === BATCH ? chains.at(-1)?.summary.budgetId : undefined;
        } while (after !== undefined);
        return accepted({ budgets, entries, faults });
      },
      // One moment of the database for all of it.
      { isolation: 'REPEATABLE READ' },
    );
  }
}
