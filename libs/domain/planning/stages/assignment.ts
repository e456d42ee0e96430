import type { Component, ComponentPair } from './component.js';
import type { HalfDays } from '../../kernel/index.js';
import type { Thousandths } from '../thousandths.js';

const NONE = -1;

/**
 * Who takes what in one component, with every limit kept at every step. Mutable: searches place and remove pairs many
 * thousand times.
 */
export class Assignment {
  private readonly pairOfCase: Int32Array;
  private readonly halfDaysUsed: Float64Array;
  private readonly pairsHeld: readonly Set<number>[];
  readonly covered: number[];
  score: Thousandths = 0;

  /** @param budgets half-days that each leader may use; by default all that pins leave */
  constructor(
    readonly component: Component,
    readonly levels: number,
    private readonly budgets: readonly HalfDays[] = component.leaders.map((leader) => leader.halfDaysLeft),
  ) {
    this.pairOfCase = new Int32Array(component.cases.length).fill(NONE);
    this.halfDaysUsed = new Float64Array(component.leaders.length);
    this.pairsHeld = component.leaders.map(() => new Set<number>());
    this.covered = Array.from({ length: levels }, () => 0);
  }

  copy(): Assignment {
    const copy = new Assignment(this.component, this.levels, this.budgets);
    for (const pair of this.matchedPairs()) copy.place(pair);
    return copy;
  }

  /** The pair that covers the case; undefined while none does. */
  pairOf(caseIndex: number): number | undefined {
    const pair = this.pairOfCase[caseIndex];
    return pair === undefined || pair === NONE ? undefined : pair;
  }

  matchedPairs(): number[] {
    return [...this.pairOfCase].filter((pair) => pair !== NONE);
  }

  /** Whether the leader has the days and the engagement for one more such pair, once `released` is given up. */
  hasRoom(pair: ComponentPair, released?: ComponentPair): boolean {
    const sameLeader = released?.leader === pair.leader;
    const used = this.used(pair.leader) - (sameLeader ? released.halfDays : 0);
    const count = (this.pairsHeld[pair.leader]?.size ?? 0) - (sameLeader ? 1 : 0);
    const limit = this.component.leaders[pair.leader]?.engagementsLeft ?? 0;
    return used + pair.halfDays <= (this.budgets[pair.leader] ?? 0) && count < limit;
  }

  /** The pairs that the leader has been given, oldest first. */
  heldBy(leader: number): readonly number[] {
    return [...(this.pairsHeld[leader] ?? [])];
  }

  used(leader: number): HalfDays {
    return this.halfDaysUsed[leader] ?? 0;
  }

  /** The case is uncovered and `hasRoom` holds. */
  place(index: number): void {
    this.apply(index, 1);
  }

  /** The pair is placed. */
  remove(index: number): void {
    this.apply(index, -1);
  }

  private apply(index: number, sign: 1 | -1): void {
    const pair = this.component.pairs[index];
    const one = pair && this.component.cases[pair.case];
    if (pair === undefined || one === undefined) throw new RangeError(`no pair ${index}`);
    this.pairOfCase[pair.case] = sign === 1 ? index : NONE;
    this.halfDaysUsed[pair.leader] = this.used(pair.leader) + sign * pair.halfDays;
    if (sign === 1) this.pairsHeld[pair.leader]?.add(index);
    else this.pairsHeld[pair.leader]?.delete(index);
    this.covered[one.level] = (this.covered[one.level] ?? 0) + sign;
    this.score += sign * pair.score;
  }

  /** Covers more at the best priority where the two differ, or the same everywhere for a lower score. */
  isBetterThan(other: Assignment): boolean {
    for (const [level, covered] of this.covered.entries()) {
      const difference = covered - (other.covered[level] ?? 0);
      if (difference !== 0) return difference > 0;
    }
    return this.score < other.score;
  }

  /** The largest share (0 to 1) of a leader's whole budget that is used, pins included. */
  largestShare(): number {
    return this.component.leaders.reduce((largest, leader, index) => {
      const budget = leader.halfDaysPinned + leader.halfDaysLeft;
      return budget === 0 ? largest : Math.max(largest, (leader.halfDaysPinned + this.used(index)) / budget);
    }, 0);
  }
}
