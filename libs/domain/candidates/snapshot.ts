import type { IsoDate, OfferYear } from '../kernel/index.js';
import type { SupportCase } from '../offers/index.js';
import type { LeaderForMatching } from './leader.js';
import type { DeclaredConflict, DeclinedPair, EarlierMatch, PairRuling, RunParams } from './params.js';

/**
 * Everything that one matching run looks at, frozen. Cases that an accepted or published match already serves
 * are left out by whoever makes it, and leaders carry what those matches leave of them.
 */
export interface RunSnapshot {
  readonly version: 1;
  readonly offer: OfferYear;
  readonly asOf: IsoDate;
  readonly params: RunParams;
  readonly cases: readonly SupportCase[];
  readonly leaders: readonly LeaderForMatching[];
  readonly earlier: readonly EarlierMatch[];
  readonly rulings: readonly PairRuling[];
  /** Declared ties; absent: none. */
  readonly conflicts?: readonly DeclaredConflict[];
  /** Pairs that their leaders turned down; absent: none. */
  readonly declined?: readonly DeclinedPair[];
}

/** The same snapshot with every list sorted by id, so that the order of rows in a file changes nothing. */
export function orderedSnapshot(snapshot: RunSnapshot): RunSnapshot {
  const pair = (item: EarlierMatch): string => `${item.caseId}\n${item.leaderRef}`;
  return {
    ...snapshot,
    cases: sortedBy(snapshot.cases, (item) => item.caseId),
    leaders: sortedBy(snapshot.leaders, (item) => item.leaderRef),
    earlier: sortedBy(snapshot.earlier, pair),
    rulings: sortedBy(snapshot.rulings, (item) => `${pair(item)}\n${item.kind}`),
    ...(snapshot.conflicts ? { conflicts: sortedBy(snapshot.conflicts, pair) } : {}),
    ...(snapshot.declined ? { declined: sortedBy(snapshot.declined, pair) } : {}),
  };
}

/**
 * One text for equal snapshots, whatever order their rows and keys came in: what a run's hash is taken of.
 * Lists inside a case or leader (phases, needs ...) keep their order.
 */
export function canonicalSnapshot(snapshot: RunSnapshot): string {
  return canonicalJson(orderedSnapshot(snapshot));
}

/** JSON without blanks, the keys of every object in code-unit order; undefined values are left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(sortedBy(Object.entries(inner), ([name]) => name));
  });
}

/** Sorted by code units, the same on every machine (no locale). */
function sortedBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...items].sort((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  });
}
