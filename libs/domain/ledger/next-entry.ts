import { accepted, refused, type Facts, type HalfDays, type Outcome } from '../kernel/index.js';
import type { LedgerEntry, LedgerKind } from './ledger-entry.js';
import { addToStatement, type LedgerStatement } from './statement.js';

export type LedgerRefusal =
  /** Not a whole number of half-days above 0 (for `adjust`: not 0). */
  | 'half-days-not-whole'
  | 'budget-not-granted'
  | 'budget-already-granted'
  /** `neededHalfDays`, `leftHalfDays`. */
  | 'not-enough-days'
  /** More would be given back or delivered than is held: `neededHalfDays`, `reservedHalfDays`. */
  | 'more-than-reserved'
  /** The survey now offers less than is already spoken for: `wantedHalfDays`, `reservedHalfDays`, `deliveredHalfDays`. */
  | 'grant-below-reserved';

/**
 * The row that follows `previous`. `halfDays` is an amount above 0 for every kind but `adjust`, whose sign is the
 * change. Days are delivered by `deliverEntries`, since they were already taken when they were reserved.
 */
export function nextEntry(
  previous: LedgerStatement,
  kind: Exclude<LedgerKind, 'deliver'>,
  halfDays: number,
): Outcome<LedgerEntry, LedgerRefusal> {
  const whole = Number.isSafeInteger(halfDays) && (kind === 'adjust' ? halfDays !== 0 : halfDays > 0);
  if (!whole) return refused('half-days-not-whole', { kind, halfDays });
  if (kind === 'grant' && previous.lastN > 0) {
    return refused('budget-already-granted', { grantedHalfDays: previous.grantedHalfDays });
  }
  if (kind !== 'grant' && previous.lastN === 0) return refused('budget-not-granted', { kind });
  const refusal = refusalOf(previous, kind, halfDays);
  if (refusal !== undefined) return refused(refusal.code, refusal.facts);
  return accepted(append(previous, kind, kind === 'reserve' ? -halfDays : halfDays));
}

/** A delivery of `halfDays` already reserved: a release and a delivery, to be stored together. */
export function deliverEntries(
  previous: LedgerStatement,
  halfDays: HalfDays,
): Outcome<readonly [LedgerEntry, LedgerEntry], LedgerRefusal> {
  const release = nextEntry(previous, 'release', halfDays);
  if (!release.ok) return release;
  const deliver = append(addToStatement(previous, release.value), 'deliver', -halfDays);
  return accepted([release.value, deliver]);
}

/**
 * The row that makes the grant `wantedHalfDays` in all: the opening grant, an adjustment by the difference, or null
 * where nothing changes. A cut below what is reserved and delivered is refused.
 */
export function grantEntry(
  previous: LedgerStatement,
  wantedHalfDays: HalfDays,
): Outcome<LedgerEntry | null, LedgerRefusal> {
  if (!Number.isSafeInteger(wantedHalfDays) || wantedHalfDays < 0) {
    return refused('half-days-not-whole', { kind: 'grant', halfDays: wantedHalfDays });
  }
  const change = wantedHalfDays - previous.grantedHalfDays;
  if (change === 0) return accepted(null);
  return nextEntry(previous, previous.lastN === 0 ? 'grant' : 'adjust', change);
}

function refusalOf(
  { availableHalfDays, reservedHalfDays, deliveredHalfDays, grantedHalfDays }: LedgerStatement,
  kind: LedgerKind,
  halfDays: number,
): { readonly code: LedgerRefusal; readonly facts: Facts } | undefined {
  if (kind === 'reserve' && halfDays > availableHalfDays) {
    return {
      code: 'not-enough-days',
      facts: { neededHalfDays: halfDays, leftHalfDays: availableHalfDays },
    };
  }
  if (kind === 'release' && halfDays > reservedHalfDays) {
    return { code: 'more-than-reserved', facts: { neededHalfDays: halfDays, reservedHalfDays } };
  }
  if (kind === 'adjust' && availableHalfDays + halfDays < 0) {
    const wantedHalfDays = grantedHalfDays + halfDays;
    return { code: 'grant-below-reserved', facts: { wantedHalfDays, reservedHalfDays, deliveredHalfDays } };
  }
  return undefined;
}

function append(previous: LedgerStatement, kind: LedgerKind, delta: number): LedgerEntry {
  return {
    n: previous.lastN + 1,
    kind,
    deltaHalfDays: delta,
    prevN: previous.lastN === 0 ? null : previous.lastN,
    prevBalance: previous.availableHalfDays,
    balance: previous.availableHalfDays + delta,
  };
}
