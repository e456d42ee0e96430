import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Facts, type Outcome } from '../../domain/kernel/index.js';
import { type LedgerStatement, statementOf, verifyChain } from '../../domain/ledger/index.js';
import { Database } from '../../platform/database/index.js';
import { type BudgetSummary, type StoredChain, storedChains } from './budgets.queries.js';

export interface VerifyBudgetsInput {
  /** Absent: every offer. */
  readonly offer?: string;
}

/** Something in a ledger that cannot have come about by appending rows to it. */
export interface BudgetFault {
  readonly offer: string;
  readonly leaderRef: string;
  /** Number of the row where it shows; null when it concerns the budget as a whole. */
  readonly n: number | null;
  /** A code of `verifyChain`, or `figures-differ`: what pages show is not what the rows add up to. */
  readonly code: string;
  readonly facts: Facts;
}

export interface BudgetsVerified {
  readonly budgets: number;
  readonly entries: number;
  /** Empty: every balance is what its rows add up to. */
  readonly faults: readonly BudgetFault[];
}

const BATCH = 200;
const FIGURES = [
  'lastN',
  'grantedHalfDays',
  'reservedHalfDays',
  'deliveredHalfDays',
  'availableHalfDays',
] as const satisfies readonly (keyof LedgerStatement)[];

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
            faults.push(...faultsOf(chain));
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

function faultsOf({ summary, entries }: StoredChain): readonly BudgetFault[] {
  const { offer, leaderRef } = summary;
  const chain = verifyChain(entries).map((fault) => ({ offer, leaderRef, ...fault }));
  const facts = differences(summary, statementOf(entries));
  if (Object.keys(facts).length === 0) return chain;
  return [...chain, { offer, leaderRef, n: null, code: 'figures-differ', facts }];
}

function differences(shown: BudgetSummary, recomputed: LedgerStatement): Facts {
  return Object.fromEntries(
    FIGURES.filter((figure) => shown[figure] !== recomputed[figure]).map((figure) => [
      figure,
      { shown: shown[figure], recomputed: recomputed[figure] },
    ]),
  );
}
