import type { Compact } from './compact.js';

/** Who takes what, in flat arrays: placing and removing a pair touches a handful of numbers. Limits are the caller's care. */
export class Roster {
  /** By case: its pair, or -1. */
  readonly pairOf: Int32Array;
  /** By leader: grains and engagements left. */
  readonly room: Int32Array;
  readonly places: Int32Array;
  /** Pairs held by leader i: `held[leaderStart[i]]` and `heldCount[i]` - 1 more. */
  readonly held: Int32Array;
  readonly heldCount: Int32Array;
  /** By level. */
  readonly covered: Int32Array;
  /** In units. */
  cost = 0;
  private readonly positionOf: Int32Array;

  constructor(readonly compact: Compact) {
    this.pairOf = new Int32Array(compact.cases).fill(-1);
    this.room = Int32Array.from(compact.capacity);
    this.places = Int32Array.from(compact.engagements);
    this.held = new Int32Array(compact.pairs);
    this.heldCount = new Int32Array(compact.leaders);
    this.covered = new Int32Array(compact.levels);
    this.positionOf = new Int32Array(compact.cases);
  }

  hasRoom(pair: number): boolean {
    const leader = this.compact.pairLeader[pair] ?? 0;
    return (this.places[leader] ?? 0) > 0 && (this.room[leader] ?? 0) >= (this.compact.weight[pair] ?? 0);
  }

  /** The case is uncovered and `hasRoom` holds. */
  place(pair: number): void {
    const { compact } = this;
    const leader = compact.pairLeader[pair] ?? 0;
    const index = compact.pairCase[pair] ?? 0;
    const level = compact.level[index] ?? 0;
    const position = (compact.leaderStart[leader] ?? 0) + (this.heldCount[leader] ?? 0);
    this.held[position] = pair;
    this.positionOf[index] = position;
    this.heldCount[leader] = (this.heldCount[leader] ?? 0) + 1;
    this.room[leader] = (this.room[leader] ?? 0) - (compact.weight[pair] ?? 0);
    this.places[leader] = (this.places[leader] ?? 0) - 1;
    this.pairOf[index] = pair;
    this.covered[level] = (this.covered[level] ?? 0) + 1;
    this.cost += compact.cost[pair] ?? 0;
  }

  /** The pair is placed. */
  remove(pair: number): void {
    const { compact } = this;
    const leader = compact.pairLeader[pair] ?? 0;
    const index = compact.pairCase[pair] ?? 0;
    const level = compact.level[index] ?? 0;
    this.heldCount[leader] = (this.heldCount[leader] ?? 0) - 1;
    const position = this.positionOf[index] ?? 0;
    const last = this.held[(compact.leaderStart[leader] ?? 0) + (this.heldCount[leader] ?? 0)] ?? 0;
    this.held[position] = last;
    this.positionOf[compact.pairCase[last] ?? 0] = position;
    this.room[leader] = (this.room[leader] ?? 0) + (compact.weight[pair] ?? 0);
    this.places[leader] = (this.places[leader] ?? 0) + 1;
    this.pairOf[index] = -1;
    this.covered[level] = (this.covered[level] ?? 0) - 1;
    this.cost -= compact.cost[pair] ?? 0;
  }

  /** Takes over another plan of the same component. */
  become(pairOf: ArrayLike<number>): void {
    const { compact } = this;
    this.pairOf.fill(-1);
    this.room.set(compact.capacity);
    this.places.set(compact.engagements);
    this.heldCount.fill(0);
    this.covered.fill(0);
    this.cost = 0;
    for (let index = 0; index < pairOf.length; index++) {
      const pair = pairOf[index] ?? -1;
      if (pair >= 0) this.place(pair);
    }
  }
}

/** A plan kept aside. */
export interface KeptPlan {
  readonly pairOf: Int32Array;
  readonly covered: readonly number[];
  readonly cost: number;
}

export function keep(roster: Roster): KeptPlan {
  return { pairOf: Int32Array.from(roster.pairOf), covered: [...roster.covered], cost: roster.cost };
}

/** Covers more at the best level where the two differ, or the same everywhere at a lower cost. */
export function isBetter(
  one: { readonly covered: ArrayLike<number>; readonly cost: number },
  other: { readonly covered: ArrayLike<number>; readonly cost: number },
): boolean {
  for (let level = 0; level < one.covered.length; level++) {
    const difference = (one.covered[level] ?? 0) - (other.covered[level] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return one.cost < other.cost;
}

/** By level: how many cases have a pair. */
export function coveredBy({ level, levels }: Compact, pairOf: Int32Array): Int32Array {
  const covered = new Int32Array(levels);
  pairOf.forEach((pair, index) => {
    if (pair >= 0) covered[level[index] ?? 0] = (covered[level[index] ?? 0] ?? 0) + 1;
  });
  return covered;
}
