import type { Facts } from '../kernel/index.js';
import type { LedgerEntry } from './ledger-entry.js';

/** Something that cannot be in a chain that was only ever appended to; `n` is the row where it shows. */
export interface ChainFault {
  readonly n: number;
  readonly code:
    | 'number-out-of-order'
    | 'previous-number-differs'
    | 'previous-balance-differs'
    | 'does-not-add-up'
    | 'balance-below-zero'
    | 'wrong-sign'
    | 'grant-not-first'
    | 'more-than-reserved';
  readonly facts: Facts;
}

/**
 * Recomputes a budget's chain from its first row and names every row that does not follow from the ones before it.
 * Numbers and balances are recomputed, never taken over, so that one altered row cannot hide behind the next.
 */
export function verifyChain(entries: readonly LedgerEntry[]): readonly ChainFault[] {
  const faults: ChainFault[] = [];
  const reservedByMatch = new Map<string, number>();
  let balance = 0;
  let previousStored = 0;
  entries.forEach((entry, index) => {
    const fault = (code: ChainFault['code'], facts: Facts): void => {
      faults.push({ n: entry.n, code, facts });
    };
    const n = index + 1;
    if (entry.n !== n) fault('number-out-of-order', { expected: n, found: entry.n });
    const prevN = index === 0 ? null : n - 1;
    if (entry.prevN !== prevN) fault('previous-number-differs', { expected: prevN, found: entry.prevN });
    if (entry.prevBalance !== previousStored) {
      fault('previous-balance-differs', { expected: previousStored, found: entry.prevBalance });
    }
    balance += entry.deltaHalfDays;
    if (entry.balance !== balance) fault('does-not-add-up', { expected: balance, found: entry.balance });
    if (balance < 0) fault('balance-below-zero', { balance });
    if (!signFits(entry)) fault('wrong-sign', { kind: entry.kind, deltaHalfDays: entry.deltaHalfDays });
    if ((entry.kind === 'grant') !== (index === 0)) fault('grant-not-first', { kind: entry.kind });
    const held = holdOf(entry, reservedByMatch);
    if (held < 0)
      fault('more-than-reserved', {
        neededHalfDays: entry.deltaHalfDays,
        reservedHalfDays: held + entry.deltaHalfDays,
      });
    previousStored = entry.balance;
  });
  return faults;
}

function signFits({ kind, deltaHalfDays: delta }: LedgerEntry): boolean {
  if (!Number.isSafeInteger(delta) || delta === 0) return false;
  if (kind === 'adjust') return true;
  return kind === 'grant' || kind === 'release' ? delta > 0 : delta < 0;
}

/** What the entry's match holds after it; rows without a match share one account. */
function holdOf({ kind, deltaHalfDays, matchId }: LedgerEntry, reserved: Map<string, number>): number {
  if (kind !== 'reserve' && kind !== 'release') return 0;
  const key = matchId ?? '';
  const held = (reserved.get(key) ?? 0) - deltaHalfDays;
  reserved.set(key, held);
  return held;
}
