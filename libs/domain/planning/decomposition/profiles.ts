import type { Compact } from './compact.js';

/** Pairs of one leader that take the same grains, and how many of each such class the leader may take together. */
export interface LeaderProfiles {
  /** By class, shortest last: pairs of the leader. */
  readonly classes: readonly (readonly number[])[];
  /** Every choice that cannot be added to: a count for each class. */
  readonly counts: readonly (readonly number[])[];
}

/** Beyond this a leader's days come in too many sizes to list what fits together. */
const MOST_PROFILES = 300;

/**
 * How many cases of each length fit together: with few lengths there are few such profiles, where the choices of single cases
 * are countless. A set of pairs fits the leader exactly when some profile has room for as many of each class.
 *
 * @param pairs of the leader
 * @returns null where there are too many profiles
 */
export function profilesOf(
  compact: Compact,
  leader: number,
  pairs: readonly number[],
  most = MOST_PROFILES,
): LeaderProfiles | null {
  const byWeight = new Map<number, number[]>();
  for (const pair of pairs) {
    const weight = compact.weight[pair] ?? 0;
    const own = byWeight.get(weight);
    if (own === undefined) byWeight.set(weight, [pair]);
    else own.push(pair);
  }
  const sorted = [...byWeight].sort(([a], [b]) => b - a);
  const sizes = sorted.map(([weight, own]) => ({ weight, count: own.length }));
  const limits = { capacity: compact.capacity[leader] ?? 0, places: compact.engagements[leader] ?? 0 };
  const counts = maximalCounts(sizes, limits, most);
  return counts === null ? null : { classes: sorted.map(([, own]) => own), counts };
}

interface Size {
  readonly weight: number;
  readonly count: number;
}

function maximalCounts(
  sizes: readonly Size[],
  { capacity, places }: { readonly capacity: number; readonly places: number },
  most: number,
): number[][] | null {
  const found: number[][] = [];
  const counts = sizes.map(() => 0);
  const visit = (at: number, room: number, left: number): void => {
    if (found.length > most) return;
    const size = sizes[at];
    if (size === undefined) {
      const canGrow = sizes.some(
        ({ weight, count }, k) => left > 0 && weight <= room && (counts[k] ?? 0) < count,
      );
      if (!canGrow) found.push([...counts]);
      return;
    }
    const fitting = size.weight === 0 ? Infinity : Math.floor(room / size.weight);
    for (let count = Math.min(size.count, fitting, left); count >= 0; count--) {
      counts[at] = count;
      visit(at + 1, room - count * size.weight, left - count);
    }
    counts[at] = 0;
  };
  visit(0, capacity, places);
  return found.length > most ? null : found;
}

/** Whether every leader's days come in so few sizes that profiles say all about them. */
export function hasProfiles(compact: Compact): boolean {
  for (let leader = 0; leader < compact.leaders; leader++) {
    const from = compact.leaderStart[leader] ?? 0;
    const pairs = Array.from(compact.leaderPair.subarray(from, compact.leaderStart[leader + 1]));
    if (profilesOf(compact, leader, pairs) === null) return false;
  }
  return true;
}
