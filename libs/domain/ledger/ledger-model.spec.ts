import * as fc from 'fast-check';
import { anyStep, availableIn, type BudgetStep, noBudget, take } from '../../../test/model/budget-model.js';
import { campaignSize } from '../../../test/support/campaign-size.js';
import {
  deliverEntries,
  grantEntry,
  nextEntry,
  statementOf,
  verifyChain,
  type LedgerEntry,
  type LedgerStatement,
} from './index.js';

const SEQUENCES = campaignSize('LEDGER_SEQUENCES', 10_000);

/** The rows that the step adds to the ledger, or undefined when it is refused. */
function append(
  statement: LedgerStatement,
  { kind, halfDays }: BudgetStep,
): readonly LedgerEntry[] | undefined {
  if (kind === 'grant-to') {
    const outcome = grantEntry(statement, halfDays);
    if (!outcome.ok) return undefined;
    return outcome.value === null ? [] : [outcome.value];
  }
  if (kind === 'deliver') {
    const outcome = deliverEntries(statement, halfDays);
    return outcome.ok ? outcome.value : undefined;
  }
  const outcome = nextEntry(statement, kind, halfDays);
  return outcome.ok ? [outcome.value] : undefined;
}

/** The first step after which ledger and model differ, or the chain has a fault; undefined when they agree throughout. */
function disagreement(steps: readonly BudgetStep[]): string | undefined {
  const model = noBudget();
  const entries: LedgerEntry[] = [];
  for (const [index, step] of steps.entries()) {
    const added = append(statementOf(entries), step);
    const allowed = take(model, step);
    entries.push(...(added ?? []));
    const real = statementOf(entries);
    const told = {
      lastN: entries.length,
      grantedHalfDays: model.granted,
      reservedHalfDays: model.reserved,
      deliveredHalfDays: model.delivered,
      availableHalfDays: availableIn(model),
    };
    const agree =
      (added !== undefined) === allowed &&
      JSON.stringify(real) === JSON.stringify(told) &&
      real.availableHalfDays === (entries.at(-1)?.balance ?? 0) &&
      entries.every((entry) => entry.balance >= 0) &&
      verifyChain(entries).length === 0;
    if (!agree) return `step ${index}: ledger ${JSON.stringify(real)}, model ${JSON.stringify(told)}`;
  }
  return undefined;
}

describe('the ledger', () => {
  it('agrees with a model of plain numbers, whatever is asked of it', () => {
    fc.assert(
      fc.property(fc.array(anyStep(0), { maxLength: 50, size: 'max' }), (steps) => {
        expect(disagreement(steps)).toBeUndefined();
      }),
      { numRuns: SEQUENCES },
    );
  });

  it('shows every single figure that is altered in any row, and every row that is moved or missing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('reserve', 'release'), fc.integer({ min: 1, max: 6 })), {
          minLength: 2,
          maxLength: 20,
        }),
        fc.nat(),
        fc.constantFrom('n', 'deltaHalfDays', 'prevN', 'prevBalance', 'balance', 'missing', 'moved'),
        fc.integer({ min: 1, max: 9 }),
        (steps, place, what, by) => {
          const entries = chainOf(steps);
          fc.pre(entries.length >= 2);
          expect(verifyChain(tamper(entries, place, what, by)).length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

function chainOf(steps: readonly (readonly ['reserve' | 'release', number])[]): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (const [kind, halfDays] of [['grant', 30] as const, ...steps]) {
    const next = nextEntry(statementOf(entries), kind, halfDays);
    if (next.ok) entries.push(next.value);
  }
  return entries;
}

/** Any row but the last may go missing; a cut at the end is another valid chain and only a backup shows it. */
function tamper(
  entries: readonly LedgerEntry[],
  place: number,
  what: 'n' | 'deltaHalfDays' | 'prevN' | 'prevBalance' | 'balance' | 'missing' | 'moved',
  by: number,
): LedgerEntry[] {
  const changed = [...entries];
  const earlier = place % (entries.length - 1);
  const removed = changed[earlier];
  if (what === 'missing' || what === 'moved') {
    changed.splice(earlier, 1);
    if (what === 'moved' && removed) changed.splice(earlier + 1, 0, removed);
    return changed;
  }
  const index = place % entries.length;
  return changed.map((entry, i) => (i === index ? { ...entry, [what]: (entry[what] ?? 0) + by } : entry));
}
