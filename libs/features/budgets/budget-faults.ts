import type { Facts } from '../../domain/kernel/index.js';
import { type LedgerStatement, statementOf, verifyChain } from '../../domain/ledger/index.js';
import type { BudgetSummary, StoredChain } from './budgets.queries.js';

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

const FIGURES = [
  'lastN',
  'grantedHalfDays',
  'reservedHalfDays',
  'deliveredHalfDays',
  'availableHalfDays',
] as const satisfies readonly (keyof LedgerStatement)[];

/** Everything that is wrong with one budget, recomputed from its first row. */
export function budgetFaults({ summary, entries }: StoredChain): readonly BudgetFault[] {
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
