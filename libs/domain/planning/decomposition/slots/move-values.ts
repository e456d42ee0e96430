import { PlaceValues } from './place-values.js';
import type { SlotFlow } from './slot-flow.js';

/** Moves that are made together, summed up. */
export interface MoveSums {
  /** By group of slots: the change by the lower and by the upper values of places. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

const TRIES_BETWEEN = 16;

/**
 * What changes of profiles change the total by at least: both the lower and the upper values of places are duals, the total is
 * convex in places, and groups have nothing to do with each other.
 */
export class MoveValues {
  private readonly places: PlaceValues;
  private isStale = false;
  private tries = 0;
  private readonly groups: number;
  /** By leader, then `profile * groups + group`. */
  private readonly lower: readonly Float64Array[];
  private readonly upper: readonly Float64Array[];
  /** What the sums were made of: most leaders have nothing to do with a change. */
  private readonly weighedAs: Int32Array;
  private readonly weighedLower: Float64Array;
  private readonly weighedUpper: Float64Array;

  /** @param profileOf by leader, as it changes */
  constructor(
    private readonly flow: SlotFlow,
    private readonly profileOf: Int32Array,
  ) {
    const { groupOf, profiles } = flow.layout;
    this.groups = groupOf.reduce((most, group) => Math.max(most, group + 1), 1);
    this.lower = profiles.map((own) => new Float64Array(own.length * this.groups));
    this.upper = profiles.map((own) => new Float64Array(own.length * this.groups));
    this.weighedAs = new Int32Array(profiles.length).fill(-1);
    this.weighedLower = new Float64Array(flow.layout.slots);
    this.weighedUpper = new Float64Array(flow.layout.slots);
    this.places = new PlaceValues(flow);
    this.weigh();
  }

  /** After a change of these leaders. The values of places are kept for a few tries where changes follow each other fast. */
  changed(leaders: readonly { readonly leader: number }[]): void {
    this.isStale = true;
    for (const { leader } of leaders) {
      this.weighLeader(leader, this.lower[leader], this.places.lower);
      this.weighLeader(leader, this.upper[leader], this.places.upper);
    }
  }

  /** After a try. What is said in between may be wrong for leaders near one that has changed. */
  refresh(triesBetween = TRIES_BETWEEN): void {
    this.tries += 1;
    if (!this.isStale || this.tries < triesBetween) return;
    this.tries = 0;
    this.isStale = false;
    this.places.update();
    this.weigh();
  }

  none(): MoveSums {
    return { lower: new Float64Array(this.groups), upper: new Float64Array(this.groups) };
  }

  add(sums: MoveSums, leader: number, to: number): void {
    for (let group = 0; group < this.groups; group++) {
      const at = to * this.groups + group;
      sums.lower[group] = (sums.lower[group] ?? 0) + (this.lower[leader]?.[at] ?? 0);
      sums.upper[group] = (sums.upper[group] ?? 0) + (this.upper[leader]?.[at] ?? 0);
    }
  }

  least({ lower, upper }: MoveSums): number {
    let least = 0;
    for (let group = 0; group < this.groups; group++) least += Math.max(lower[group] ?? 0, upper[group] ?? 0);
    return least;
  }

  /** With one more move. */
  leastWith({ lower, upper }: MoveSums, leader: number, to: number): number {
    const { groups } = this;
    const byLower = this.lower[leader];
    const byUpper = this.upper[leader];
    let least = 0;
    for (let group = 0, at = to * groups; group < groups; group++, at++) {
      least += Math.max(
        (lower[group] ?? 0) + (byLower?.[at] ?? 0),
        (upper[group] ?? 0) + (byUpper?.[at] ?? 0),
      );
    }
    return least;
  }

  private weigh(): void {
    const { layout, price } = this.flow;
    const { lower, upper } = this.places;
    price.set(lower);
    for (let leader = 0; leader < layout.profiles.length; leader++) {
      const first = layout.slotStart[leader] ?? 0;
      const end = layout.slotStart[leader + 1] ?? 0;
      let isSame = this.weighedAs[leader] === this.profileOf[leader];
      for (let slot = first; slot < end && isSame; slot++)
        isSame = lower[slot] === this.weighedLower[slot] && upper[slot] === this.weighedUpper[slot];
      if (isSame) continue;
      this.weighLeader(leader, this.lower[leader], lower);
      this.weighLeader(leader, this.upper[leader], upper);
    }
    this.weighedAs.set(this.profileOf);
    this.weighedLower.set(lower);
    this.weighedUpper.set(upper);
  }

  private weighLeader(leader: number, changes: Float64Array | undefined, values: Float64Array): void {
    const { slotStart, profiles, groupOf } = this.flow.layout;
    const own = profiles[leader];
    const before = own?.[this.profileOf[leader] ?? 0];
    if (own === undefined || before === undefined || changes === undefined) return;
    const first = slotStart[leader] ?? 0;
    changes.fill(0);
    for (let to = 0; to < own.length; to++) {
      for (let position = 0; position < before.length; position++) {
        const fewer = (before[position] ?? 0) - (own[to]?.[position] ?? 0);
        if (fewer === 0) continue;
        const at = to * this.groups + (groupOf[first + position] ?? 0);
        changes[at] = (changes[at] ?? 0) + fewer * (values[first + position] ?? 0);
      }
    }
  }
}
