import type { EntityManager } from 'typeorm';
import { type Actor, assert, type HalfDays } from '../../domain/kernel/index.js';
import {
  addToStatement,
  type LedgerEntry,
  type LedgerKind,
  type LedgerStatement,
} from '../../domain/ledger/index.js';
import { inOneGo } from '../../platform/database/index.js';
import {
  appendEntries,
  budgetKey,
  type BudgetName,
  lockBudgets,
  type LockedBudget,
  movementsByKey,
  type NewLedgerRow,
  type StoredMovement,
} from './budgets.repository.js';

/** Days of one match that move in its leader's budget. */
export interface DayMovement extends BudgetName {
  readonly halfDays: HalfDays;
  readonly matchId: string;
  readonly runId: string | null;
  /** The same key moves days once, however often it is asked: `reserve:<match>:<version of the match>`. */
  readonly idempotencyKey: string;
  /** Code of what moved them, e.g. `published`, `unpublished`, `declined`. */
  readonly reason: string;
}

/** How many movements were written, and how many had been before. */
export interface DaysMoved {
  readonly written: number;
  readonly replayed: number;
}

/** The movements asked for beside the locked budgets and what is already written of them. */
export interface MovementBook {
  readonly budgets: ReadonlyMap<string, LockedBudget>;
  readonly fresh: readonly DayMovement[];
  readonly replayed: number;
  /** Keys that stand for something else already. */
  readonly reused: readonly string[];
}

/** Locks the budgets of these movements until the transaction ends, and looks up which were written before. */
export async function openBook(
  manager: EntityManager,
  kind: LedgerKind,
  movements: readonly DayMovement[],
): Promise<MovementBook> {
  const wanted = movements.map(({ idempotencyKey }) => storedKey(kind, idempotencyKey));
  const [budgets, stored] = await inOneGo(lockBudgets(manager, movements), movementsByKey(manager, wanted));
  const keys = new Set<string>();
  const fresh: DayMovement[] = [];
  const reused: string[] = [];
  for (const movement of movements) {
    const { idempotencyKey: key } = movement;
    const before = stored.get(storedKey(kind, key));
    if (keys.has(key) || (before && !isSame(before, kind, movement))) reused.push(key);
    else if (!before) fresh.push(movement);
    keys.add(key);
  }
  return { budgets, fresh, reused, replayed: movements.length - fresh.length - reused.length };
}

/** A delivery is two rows, each under a key of its own. */
export function storedKey(kind: LedgerKind, key: string): string {
  return kind === 'deliver' ? `${key}:deliver` : key;
}

function isSame(stored: StoredMovement, kind: LedgerKind, movement: DayMovement): boolean {
  return (
    budgetKey(stored) === budgetKey(movement) &&
    stored.kind === kind &&
    stored.matchId === movement.matchId &&
    Math.abs(stored.deltaHalfDays) === movement.halfDays
  );
}

/** The rows that one movement adds to its budget. */
export type LedgerStep = (
  statement: LedgerStatement,
  movement: DayMovement,
) => readonly { readonly key: string; readonly entry: LedgerEntry }[];

/** Appends the rows of every movement that was not written before. */
export async function writeMovements(
  manager: EntityManager,
  actor: Actor,
  book: MovementBook,
  step: LedgerStep,
): Promise<DaysMoved> {
  const statements = new Map<string, LedgerStatement>();
  const rows = book.fresh.flatMap((movement): NewLedgerRow[] => {
    const key = budgetKey(movement);
    const budget = book.budgets.get(key);
    assert(budget !== undefined, `${movement.leaderRef} has no budget in ${movement.offer}`);
    const written = step(statements.get(key) ?? budget.statement, movement);
    statements.set(
      key,
      written.reduce((sum, { entry }) => addToStatement(sum, entry), statements.get(key) ?? budget.statement),
    );
    const { reason, matchId, runId } = movement;
    return written.map(({ key: idempotencyKey, entry }) => ({
      ...{ budgetId: budget.id, entry, idempotencyKey, reason, matchId, runId },
    }));
  });
  await appendEntries(manager, actor, rows);
  return { written: book.fresh.length, replayed: book.replayed };
}
