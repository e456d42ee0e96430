import type { EntityManager } from 'typeorm';
import {
  accepted,
  type Actor,
  assert,
  type Facts,
  type HalfDays,
  type Outcome,
  refused,
} from '../../domain/kernel/index.js';
import { deliverEntries, nextEntry } from '../../domain/ledger/index.js';
import { budgetKey, type BudgetName, heldByMatches, holdKey } from './budgets.repository.js';
import {
  type DayMovement,
  type DaysMoved,
  type LedgerStep,
  type MovementBook,
  openBook,
  storedKey,
  writeMovements,
} from './day-movements.js';
import { takeBackWithdrawn } from './take-back-withdrawn.js';

/** A leader whose budget does not suffice for what is asked of it. */
export interface Shortfall extends BudgetName {
  /** Asked in this one go, over all of the leader's matches. */
  readonly neededHalfDays: HalfDays;
  readonly leftHalfDays: HalfDays;
}

export type ReserveRefusal = 'not-enough-days' | 'idempotency-key-reused';
export type ReleaseRefusal = 'more-than-reserved' | 'idempotency-key-reused';

/** Reservations that were looked at, under the locks of their budgets, and can be made in the same transaction. */
export interface Reservations {
  /** Every leader whose budget does not suffice for them, those left out that were made before. */
  readonly shortfalls: readonly Shortfall[];
  /** Makes them, as `reserveDays` does; nobody may have moved days of these budgets in between. */
  reserve(actor: Actor): Promise<Outcome<DaysMoved, ReserveRefusal>>;
}

/** Locks the budgets until the transaction ends, so that nothing changes between what is found and what is reserved. */
export async function openReservations(
  manager: EntityManager,
  movements: readonly DayMovement[],
): Promise<Reservations> {
  const book = await openBook(manager, 'reserve', movements);
  return { shortfalls: shortfallsIn(book), reserve: (actor) => reserveIn(manager, actor, book) };
}

/**
 * Reserves days for published matches inside the caller's transaction, all or nothing. Refused with `not-enough-days`
 * and the facts `leaderRefs` and `leaders` (every `Shortfall`), or with `idempotency-key-reused` and `keys`; then nothing was written.
 */
export async function reserveDays(
  manager: EntityManager,
  actor: Actor,
  movements: readonly DayMovement[],
): Promise<Outcome<DaysMoved, ReserveRefusal>> {
  return reserveIn(manager, actor, await openBook(manager, 'reserve', movements));
}

async function reserveIn(
  manager: EntityManager,
  actor: Actor,
  book: MovementBook,
): Promise<Outcome<DaysMoved, ReserveRefusal>> {
  if (book.reused.length > 0) return refused('idempotency-key-reused', { keys: book.reused });
  const shortfalls = shortfallsIn(book);
  if (shortfalls.length > 0) {
    const leaders = shortfalls.map((shortfall) => ({ ...shortfall }));
    return refused('not-enough-days', { leaderRefs: leaders.map(({ leaderRef }) => leaderRef), leaders });
  }
  return accepted(await writeMovements(manager, actor, book, reserveOne));
}

/**
 * Gives reserved days back (unpublished, declined, lapsed, superseded, ended early), all or nothing; a leader who has
 * withdrawn gives them to nobody else. Refused with
 * `more-than-reserved` and the facts `matches` (`matchId`, `leaderRef`, `neededHalfDays`, `reservedHalfDays`).
 */
export async function releaseDays(
  manager: EntityManager,
  actor: Actor,
  movements: readonly DayMovement[],
): Promise<Outcome<DaysMoved, ReleaseRefusal>> {
  const released = await giveBack(manager, actor, movements, 'release');
  if (released.ok) await takeBackWithdrawn(manager, actor, movements);
  return released;
}

/** Counts reserved days as delivered: each a release and a delivery in one go. Refused as `releaseDays` is. */
export async function deliverDays(
  manager: EntityManager,
  actor: Actor,
  movements: readonly DayMovement[],
): Promise<Outcome<DaysMoved, ReleaseRefusal>> {
  return giveBack(manager, actor, movements, 'deliver');
}

async function giveBack(
  manager: EntityManager,
  actor: Actor,
  movements: readonly DayMovement[],
  kind: 'release' | 'deliver',
): Promise<Outcome<DaysMoved, ReleaseRefusal>> {
  const book = await openBook(manager, kind, movements);
  if (book.reused.length > 0) return refused('idempotency-key-reused', { keys: book.reused });
  const beyond = await beyondReserved(manager, book);
  if (beyond.length > 0) return refused('more-than-reserved', { matches: beyond });
  return accepted(await writeMovements(manager, actor, book, kind === 'release' ? releaseOne : deliverOne));
}

function shortfallsIn({ budgets, fresh }: MovementBook): readonly Shortfall[] {
  const needed = new Map<string, Shortfall>();
  for (const movement of fresh) {
    const key = budgetKey(movement);
    needed.set(key, {
      offer: movement.offer,
      leaderRef: movement.leaderRef,
      neededHalfDays: (needed.get(key)?.neededHalfDays ?? 0) + movement.halfDays,
      leftHalfDays: budgets.get(key)?.statement.availableHalfDays ?? 0,
    });
  }
  return [...needed.values()]
    .filter(({ neededHalfDays, leftHalfDays }) => neededHalfDays > leftHalfDays)
    .sort((a, b) => (a.leaderRef < b.leaderRef ? -1 : 1));
}

async function beyondReserved(
  manager: EntityManager,
  { budgets, fresh }: MovementBook,
): Promise<readonly Facts[]> {
  const held = await heldByMatches(
    manager,
    [...budgets.values()].map(({ id }) => id),
    fresh.map(({ matchId }) => matchId),
  );
  const needed = new Map<string, number>();
  const beyond = new Map<string, Facts>();
  for (const movement of fresh) {
    const { matchId, leaderRef, halfDays } = movement;
    const key = holdKey(budgets.get(budgetKey(movement))?.id ?? '', matchId);
    const neededHalfDays = (needed.get(key) ?? 0) + halfDays;
    const reservedHalfDays = held.get(key) ?? 0;
    needed.set(key, neededHalfDays);
    if (neededHalfDays > reservedHalfDays) {
      beyond.set(key, { matchId, leaderRef, neededHalfDays, reservedHalfDays });
    }
  }
  return [...beyond.values()];
}

const reserveOne: LedgerStep = (statement, { halfDays, idempotencyKey: key }) => [
  { key, entry: allowed(nextEntry(statement, 'reserve', halfDays)) },
];
const releaseOne: LedgerStep = (statement, { halfDays, idempotencyKey: key }) => [
  { key, entry: allowed(nextEntry(statement, 'release', halfDays)) },
];
const deliverOne: LedgerStep = (statement, { halfDays, idempotencyKey: key }) => {
  const [release, deliver] = allowed(deliverEntries(statement, halfDays));
  return [
    { key: `${key}:release`, entry: release },
    { key: storedKey('deliver', key), entry: deliver },
  ];
};

/** Every expected refusal was looked for before: what the ledger refuses now is a bug of the caller. */
function allowed<T>(outcome: Outcome<T>): T {
  assert(outcome.ok, outcome.ok ? '' : `the ledger refuses: ${outcome.refusal.code}`);
  return outcome.value;
}
