import { type FlowChoice, type FlowNetwork, UNCOVERED } from './flow-network.js';

/**
 * A plan under construction, with the prices that prove it cheapest so far. Within the set of open leaders, and within
 * each closed set, every pair costs at least what it earns: `score + price(leader) >= worth(case)`, with equality for the
 * matched ones; open leaders with room have price 0.
 */
export class FlowState {
  readonly choice: FlowChoice;
  readonly price: Float64Array;
  /** By leader: the level at which it was found to be full for good; `levels` while it is open. */
  readonly closedAt: Int32Array;
  /** By level: what each uncovered case of it is worth among the leaders closed there. */
  readonly poolPrice: Float64Array;
  private readonly held: Int32Array;
  private readonly firstSlot: Int32Array;
  private readonly slots: Int32Array;
  private readonly slotOf: Int32Array;

  constructor(readonly network: FlowNetwork) {
    this.choice = new Int32Array(network.cases).fill(UNCOVERED);
    this.price = new Float64Array(network.leaders);
    this.closedAt = new Int32Array(network.leaders).fill(network.levels);
    this.poolPrice = new Float64Array(network.levels);
    this.held = new Int32Array(network.leaders);
    this.firstSlot = new Int32Array(network.leaders + 1);
    for (let leader = 0; leader < network.leaders; leader++) {
      this.firstSlot[leader + 1] = (this.firstSlot[leader] ?? 0) + (network.capacity[leader] ?? 0);
    }
    this.slots = new Int32Array(this.firstSlot[network.leaders] ?? 0);
    this.slotOf = new Int32Array(network.cases);
  }

  hasRoom(leader: number): boolean {
    return (this.held[leader] ?? 0) < (this.network.capacity[leader] ?? 0);
  }

  heldCount(leader: number): number {
    return this.held[leader] ?? 0;
  }

  /** @param nth from 0 to below `heldCount` */
  heldCase(leader: number, nth: number): number {
    return this.slots[(this.firstSlot[leader] ?? 0) + nth] ?? -1;
  }

  /** What a matched case earns: its pair's score and its leader's price. */
  worth(caseIndex: number): number {
    const pair = this.choice[caseIndex] ?? UNCOVERED;
    return (this.network.score[pair] ?? 0) + (this.price[this.network.leaderOf[pair] ?? -1] ?? 0);
  }

  /**
   * Brings `entering` in along the path that ends at a leader with room.
   *
   * @param via by leader on the path, the pair by which it was reached
   */
  extend(entering: number, last: number, via: Int32Array): void {
    const slot = (this.firstSlot[last] ?? 0) + (this.held[last] ?? 0);
    this.held[last] = (this.held[last] ?? 0) + 1;
    this.shiftAlong(entering, last, slot, via);
  }

  /** Brings `entering` in along the path that ends at `leaving`, which gives up its place. */
  replace(entering: number, leaving: number, via: Int32Array): void {
    const pair = this.choice[leaving] ?? UNCOVERED;
    this.choice[leaving] = UNCOVERED;
    this.shiftAlong(entering, this.network.leaderOf[pair] ?? -1, this.slotOf[leaving] ?? -1, via);
  }

  private shiftAlong(entering: number, last: number, freeSlot: number, via: Int32Array): void {
    let leader = last;
    let slot = freeSlot;
    for (;;) {
      const pair = via[leader] ?? UNCOVERED;
      const moved = this.network.caseOf[pair] ?? -1;
      const before = this.choice[moved] ?? UNCOVERED;
      const slotBefore = this.slotOf[moved] ?? -1;
      this.choice[moved] = pair;
      this.slots[slot] = moved;
      this.slotOf[moved] = slot;
      if (moved === entering) return;
      leader = this.network.leaderOf[before] ?? -1;
      slot = slotBefore;
    }
  }
}
