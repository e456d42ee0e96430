import { MoveValues } from './move-values.js';
import type { SlotFlow } from './slot-flow.js';
import type { SlotLayout } from './slot-layout.js';

/** One leader's change from one profile to another. */
export interface ProfileMove {
  readonly leader: number;
  readonly to: number;
}

/** Which profile each leader has, and the slots filled at least cost accordingly. */
export class ProfileChoice {
  /** What moves from here cost at least. */
  readonly values: MoveValues;

  constructor(
    private readonly flow: SlotFlow,
    /** By leader. */
    readonly profileOf: Int32Array,
  ) {
    const { slotStart, profiles } = flow.layout;
    profileOf.forEach((profile, leader) => {
      profiles[leader]?.[profile]?.forEach((count, position) => {
        for (let place = 0; place < count; place++) flow.grow((slotStart[leader] ?? 0) + position);
      });
      flow.begin();
    });
    this.values = new MoveValues(flow, profileOf);
  }

  /** Makes all of the moves, of different leaders, unless together they change the total by `limit` or more; whether it did. */
  tryMoves(moves: readonly ProfileMove[], limit: number): boolean {
    const { flow } = this;
    flow.begin();
    const aim = this.aimOf(moves);
    const before = flow.total;
    const isMade = aim.every((place) => this.reach(place, aim, before + limit));
    for (const { slot } of aim) flow.excess[slot] = 0;
    if (!isMade) {
      flow.undo();
      return false;
    }
    for (const { leader, to } of moves) this.profileOf[leader] = to;
    this.values.changed(moves);
    return true;
  }

  /** Slots that the moves change; those that grow first, so that what has to go can be what they take. */
  private aimOf(moves: readonly ProfileMove[]): readonly SlotAim[] {
    const { layout, places, excess } = this.flow;
    const growing: SlotAim[] = [];
    const shrinking: SlotAim[] = [];
    for (const { leader, to } of moves) {
      const first = layout.slotStart[leader] ?? 0;
      const counts = layout.profiles[leader]?.[to];
      for (let position = 0; position < (counts?.length ?? 0); position++) {
        const slot = first + position;
        const count = counts?.[position] ?? 0;
        const more = count - (places[slot] ?? 0);
        if (more > 0) growing.push({ slot, count });
        else if (more < 0) shrinking.push({ slot, count });
        excess[slot] = Math.max(0, -more);
      }
    }
    return growing.concat(shrinking);
  }

  private reach({ slot, count }: SlotAim, aim: readonly SlotAim[], limit: number): boolean {
    const { flow } = this;
    while ((flow.places[slot] ?? 0) < count) {
      if (!flow.grow(slot, limit - this.leastTotal(aim))) return false;
    }
    while ((flow.places[slot] ?? 0) > count) {
      if (!flow.shrink(slot, limit - this.leastTotal(aim))) return false;
    }
    return true;
  }

  /** What the total will be at least once the aim is reached, by the prices as they are. */
  private leastTotal(aim: readonly SlotAim[]): number {
    const { total, places, price } = this.flow;
    let least = total;
    for (const { slot, count } of aim) least -= (count - (places[slot] ?? 0)) * (price[slot] ?? 0);
    return least;
  }
}

/** How many places a slot is to have. */
interface SlotAim {
  readonly slot: number;
  readonly count: number;
}

/**
 * By leader and profile: how much the bound rises at least when the leader must have this profile, which the prices that
 * prove the bound say. A profile whose regret exceeds the gap is in no better plan.
 *
 * @param prices by case
 * @param leaderValue by leader, the least sum of (cost - price)
 */
export function profileRegrets(
  layout: SlotLayout,
  prices: Float64Array,
  leaderValue: Float64Array,
): readonly Float64Array[] {
  const { compact, slotStart, pairStart, slotPair } = layout;
  // By slot: reduced costs below 0, least first, summed up.
  const sums = Array.from({ length: layout.slots }, (_, slot) => {
    const reduced = slotPair.subarray(pairStart[slot], pairStart[slot + 1]).reduce((own: number[], pair) => {
      const value = (compact.cost[pair] ?? 0) - (prices[compact.pairCase[pair] ?? 0] ?? 0);
      return value < 0 ? [...own, value] : own;
    }, []);
    let sum = 0;
    return [0, ...reduced.sort((a, b) => a - b).map((value) => (sum += value))];
  });
  return layout.profiles.map((own, leader) =>
    Float64Array.from(own, (counts) => {
      const first = slotStart[leader] ?? 0;
      const least = counts.reduce((sum, count, position) => {
        const ownSums = sums[first + position] ?? [0];
        return sum + (ownSums[Math.min(count, ownSums.length - 1)] ?? 0);
      }, 0);
      return Math.max(0, least - (leaderValue[leader] ?? 0));
    }),
  );
}

/** By leader: those that could take the most of the same cases, most first. */
export function nearestLeaders(layout: SlotLayout, most: number): readonly Int32Array[] {
  const { compact, slotStart, pairStart, slotPair, caseStart, casePair } = layout;
  return Array.from({ length: compact.leaders }, (_, leader) => {
    const shared = new Map<number, number>();
    const from = pairStart[slotStart[leader] ?? 0] ?? 0;
    for (const own of slotPair.subarray(from, pairStart[slotStart[leader + 1] ?? 0])) {
      const index = compact.pairCase[own] ?? 0;
      for (const pair of casePair.subarray(caseStart[index], caseStart[index + 1])) {
        const other = compact.pairLeader[pair] ?? 0;
        if (other !== leader) shared.set(other, (shared.get(other) ?? 0) + 1);
      }
    }
    const ranked = [...shared].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return Int32Array.from(ranked.slice(0, most), ([other]) => other);
  });
}
