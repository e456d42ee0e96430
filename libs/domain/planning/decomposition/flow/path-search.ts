import { type FlowNetwork, UNCOVERED } from './flow-network.js';
import type { FlowState } from './flow-state.js';
import { NearestHeap } from '../nearest-heap.js';

/**
 * Shortest alternating paths from one case over leaders by reduced costs (Dijkstra), within one set of leaders: the open
 * ones, or those closed at a level. Cases need no place in the queue: a case on a leader is reached through it alone.
 */
export class PathSearch {
  /** By leader reached in this search: the pair by which it was. */
  readonly via: Int32Array;
  /** Leaders whose cases were looked at in this search. */
  readonly scanned: Int32Array;
  scannedCount = 0;
  private readonly network: FlowNetwork;
  private readonly distance: Float64Array;
  private readonly heap: NearestHeap;
  /** By leader: the search that reached it last. */
  private readonly reachedIn: Int32Array;
  private search = 0;

  constructor(private readonly state: FlowState) {
    this.network = state.network;
    const { leaders } = state.network;
    this.via = new Int32Array(leaders);
    this.scanned = new Int32Array(leaders);
    this.distance = new Float64Array(leaders);
    this.heap = new NearestHeap(this.distance);
    this.reachedIn = new Int32Array(leaders);
  }

  /** Whether the case has a pair with a leader of this set. */
  touches(caseIndex: number, set: number): boolean {
    const { firstPair, leaderOf } = this.network;
    const end = firstPair[caseIndex + 1] ?? 0;
    for (let pair = firstPair[caseIndex] ?? 0; pair < end; pair++) {
      if (this.state.closedAt[leaderOf[pair] ?? -1] === set) return true;
    }
    return false;
  }

  /** The nearest open leader with room, prices adjusted; -1 where there is none: then all that were scanned are full. */
  toRoom(entering: number): number {
    const open = this.network.levels;
    this.start(entering, open);
    while (!this.heap.isEmpty()) {
      const leader = this.heap.take();
      if (this.state.hasRoom(leader)) {
        this.raisePrices(this.distance[leader] ?? 0);
        return leader;
      }
      this.scan(leader, open);
    }
    return -1;
  }

  /**
   * Which case of the level, the entering one included, costs least to leave uncovered; prices adjusted.
   *
   * @param level also the set of leaders searched
   */
  toLeaving(entering: number, level: number): number {
    const { state } = this;
    const poolPrice = state.poolPrice[level] ?? 0;
    this.start(entering, level);
    let least = poolPrice;
    let leaving = entering;
    while (!this.heap.isEmpty()) {
      const leader = this.heap.take();
      const distance = this.distance[leader] ?? 0;
      if (distance >= least) break;
      this.scan(leader, level);
      for (let nth = state.heldCount(leader) - 1; nth >= 0; nth--) {
        const held = state.heldCase(leader, nth);
        if (this.network.level[held] !== level) continue;
        const through = distance + poolPrice - state.worth(held);
        if (through < least) {
          least = through;
          leaving = held;
        }
      }
    }
    this.raisePrices(least);
    return leaving;
  }

  private start(entering: number, set: number): void {
    this.search += 1;
    this.scannedCount = 0;
    this.heap.clear();
    this.reach(entering, 0, set);
  }

  private scan(leader: number, set: number): void {
    this.scanned[this.scannedCount] = leader;
    this.scannedCount += 1;
    const distance = this.distance[leader] ?? 0;
    for (let nth = this.state.heldCount(leader) - 1; nth >= 0; nth--) {
      const held = this.state.heldCase(leader, nth);
      this.reach(held, distance - this.state.worth(held), set);
    }
  }

  /** Offers every leader of the set that the case may go to. */
  private reach(caseIndex: number, offset: number, set: number): void {
    const { firstPair, leaderOf, score } = this.network;
    const { price, closedAt } = this.state;
    const end = firstPair[caseIndex + 1] ?? 0;
    for (let pair = firstPair[caseIndex] ?? 0; pair < end; pair++) {
      const leader = leaderOf[pair] ?? UNCOVERED;
      if (closedAt[leader] !== set) continue;
      const distance = offset + (score[pair] ?? 0) + (price[leader] ?? 0);
      if (this.reachedIn[leader] === this.search && distance >= (this.distance[leader] ?? 0)) continue;
      this.reachedIn[leader] = this.search;
      this.distance[leader] = distance;
      this.via[leader] = pair;
      this.heap.offer(leader);
    }
  }

  /** Keeps all reduced costs at least 0 once the path's are 0: what is nearer than the end rises by the difference. */
  private raisePrices(end: number): void {
    const { price } = this.state;
    for (let index = 0; index < this.scannedCount; index++) {
      const leader = this.scanned[index] ?? -1;
      const rise = end - (this.distance[leader] ?? 0);
      if (rise > 0) price[leader] = (price[leader] ?? 0) + rise;
    }
  }
}
