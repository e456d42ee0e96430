import type { HalfDays } from '../kernel/index.js';

/**
 * What a row of the ledger stands for: `grant` opens a budget with what the survey offers, `adjust` follows a changed
 * survey (either sign), `reserve` takes days for a published match, `release` gives them back, `deliver` uses them up.
 */
export const LEDGER_KINDS = ['grant', 'adjust', 'reserve', 'release', 'deliver'] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

/** One row of a budget's chain. Each row repeats its predecessor's number and balance, so that no row can be altered unseen. */
export interface LedgerEntry {
  /** 1 for the first row of a budget, then without gaps. */
  readonly n: number;
  readonly kind: LedgerKind;
  /** What the row adds to the balance; never 0. */
  readonly deltaHalfDays: number;
  /** Null in the first row. */
  readonly prevN: number | null;
  readonly prevBalance: HalfDays;
  /** Days still available after this row; never below 0. */
  readonly balance: HalfDays;
  /** The match that the days are for, where there is one. */
  readonly matchId?: string | null;
}
