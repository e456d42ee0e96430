import type { LedgerEntry } from '../../domain/ledger/index.js';
import { budgetFaults } from './budget-faults.js';
import type { BudgetSummary } from './budgets.queries.js';

const ENTRIES: readonly LedgerEntry[] = [
  { n: 1, kind: 'grant', deltaHalfDays: 20, prevN: null, prevBalance: 0, balance: 20 },
  { n: 2, kind: 'reserve', deltaHalfDays: -6, prevN: 1, prevBalance: 20, balance: 14 },
];
const SHOWN: BudgetSummary = {
  ...{ budgetId: 'b', offer: '2024-25', leaderRef: 'A', leaderName: 'Leader A', lastN: 2 },
  ...{ grantedHalfDays: 20, reservedHalfDays: 6, deliveredHalfDays: 0, availableHalfDays: 14 },
};

describe('budgetFaults', () => {
  it('is silent where the figures shown are what the rows add up to', () => {
    expect(budgetFaults({ summary: SHOWN, entries: ENTRIES })).toEqual([]);
  });

  it('reports figures shown that the rows do not add up to', () => {
    const summary = { ...SHOWN, reservedHalfDays: 4, availableHalfDays: 16 };
    expect(budgetFaults({ summary, entries: ENTRIES })).toEqual([
      {
        ...{ offer: '2024-25', leaderRef: 'A', n: null, code: 'figures-differ' },
        facts: {
          reservedHalfDays: { shown: 4, recomputed: 6 },
          availableHalfDays: { shown: 16, recomputed: 14 },
        },
      },
    ]);
  });

  it('reports rows that do not follow from the ones before them', () => {
    const [grant, reserve] = ENTRIES as [LedgerEntry, LedgerEntry];
    const faults = budgetFaults({ summary: SHOWN, entries: [grant, { ...reserve, prevBalance: 21 }] });
    expect(faults.map(({ n, code }) => [n, code])).toEqual([[2, 'previous-balance-differs']]);
  });
});
