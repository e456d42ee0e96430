import type { HalfDays } from '../kernel/index.js';
import type { LedgerEntry } from './ledger-entry.js';

/** A budget's chain added up. Always: available = granted - reserved - delivered. */
export interface LedgerStatement {
  /** Number of the last row; 0 while the budget has none. */
  readonly lastN: number;
  /** Granted by the survey, with every adjustment. */
  readonly grantedHalfDays: HalfDays;
  /** Held by matches and neither released nor delivered yet. */
  readonly reservedHalfDays: HalfDays;
  readonly deliveredHalfDays: HalfDays;
  readonly availableHalfDays: HalfDays;
}

export const EMPTY_STATEMENT: LedgerStatement = {
  lastN: 0,
  grantedHalfDays: 0,
  reservedHalfDays: 0,
  deliveredHalfDays: 0,
  availableHalfDays: 0,
};

/** One step of the fold: the statement after `entry`. */
export function addToStatement(
  statement: LedgerStatement,
  entry: Pick<LedgerEntry, 'n' | 'kind' | 'deltaHalfDays'>,
): LedgerStatement {
  const { kind, deltaHalfDays: delta } = entry;
  const granting = kind === 'grant' || kind === 'adjust';
  const reserving = kind === 'reserve' || kind === 'release';
  return {
    lastN: entry.n,
    grantedHalfDays: statement.grantedHalfDays + (granting ? delta : 0),
    reservedHalfDays: statement.reservedHalfDays - (reserving ? delta : 0),
    deliveredHalfDays: statement.deliveredHalfDays - (kind === 'deliver' ? delta : 0),
    availableHalfDays: statement.availableHalfDays + delta,
  };
}

/** The balance is a fold over the rows, in their order. */
export function statementOf(entries: readonly LedgerEntry[]): LedgerStatement {
  return entries.reduce(addToStatement, EMPTY_STATEMENT);
}
