import { type FlowChoice, type FlowNetwork, UNCOVERED } from './flow-network.js';
import { FlowState } from './flow-state.js';
import { PathSearch } from './path-search.js';

/** Prices under which the choice is seen to be the best (`certifiedBounds` says what follows from them and how). */
export interface FlowCertificate {
  /** By leader, at least 0: what one of its places is worth. */
  readonly leaderPrice: Float64Array;
  /** By case: most that it may cost to cover it, its place included. */
  readonly casePrice: Float64Array;
  /** By level: what an uncovered case of it is worth. */
  readonly poolPrice: Float64Array;
  /**
   * By leader: the level at which no further case could bring it to give any case away to a leader with room; `levels`
   * where it still could. The leaders closed up to a level show that no more cases can be covered up to that level.
   */
  readonly closedAt: Int32Array;
}

export interface FlowSolution {
  readonly choice: FlowChoice;
  readonly certificate: FlowCertificate;
}

/**
 * The most cases of level 0, then of level 1, ..., then the least score: exactly, in whole numbers, without weights.
 *
 * Cases enter one by one, best level first, each along a shortest path of reassignments that ends at a leader with room
 * (successive shortest paths with prices: Ahuja, Magnanti, Orlin, Network Flows, 1993, chapters 9.7 and 12.4; the search
 * over leaders only as in Jonker, Volgenant 1987). Coverable sets of cases form a transversal matroid (Edmonds, Fulkerson
 * 1965), so serving greedily by level covers the most at each, whichever cases it is: an entering case never lowers the
 * number covered of a level before.
 *
 * Where no such path exists, the leaders reached are full for good: nobody on them can ever move to a leader outside. They
 * are closed at this level. From then on a case of this level that reaches only closed leaders enters along the shortest
 * path to whichever case of the level, perhaps itself, costs least to leave uncovered; the number covered is held. Leaders
 * closed at an earlier level are not touched by later ones at all. So each step keeps the flow cheapest for the number of
 * cases covered at each level, and prices for each closed set and for the open leaders prove it.
 *
 * Work: one path search per case, each at most pairs times log(leaders), most of them over before they are well begun.
 */
export function solveFlow(network: FlowNetwork): FlowSolution {
  const state = new FlowState(network);
  const search = new PathSearch(state);
  for (const entering of servingOrder(network)) enter(state, search, entering);
  return { choice: state.choice, certificate: certificateOf(state) };
}

function servingOrder(network: FlowNetwork): readonly number[] {
  const { level } = network;
  return Array.from(level.keys()).sort((a, b) => (level[a] ?? 0) - (level[b] ?? 0) || a - b);
}

function enter(state: FlowState, search: PathSearch, entering: number): void {
  const { network } = state;
  const level = network.level[entering] ?? 0;
  if (search.touches(entering, network.levels)) {
    const last = search.toRoom(entering);
    if (last >= 0) {
      state.extend(entering, last, search.via);
      return;
    }
    closeScanned(state, search, level);
  }
  if (!search.touches(entering, level)) return;
  const leaving = search.toLeaving(entering, level);
  if (leaving !== entering) state.replace(entering, leaving, search.via);
}

/**
 * Joins the leaders just scanned to those closed at this level. Cases move from the new ones to the old ones at most, so
 * raising all prices of the old ones by the same makes the two sets fit together.
 */
function closeScanned(state: FlowState, search: PathSearch, level: number): void {
  const { network, closedAt, price, poolPrice } = state;
  const isFirst = !closedAt.includes(level);
  let shift = isFirst ? -Infinity : 0;
  const pool = isFirst ? 0 : (poolPrice[level] ?? 0);
  for (let index = 0; index < search.scannedCount; index++) {
    const leader = search.scanned[index] ?? -1;
    for (let nth = 0; nth < state.heldCount(leader); nth++) {
      const held = state.heldCase(leader, nth);
      const worth = state.worth(held);
      if (network.level[held] === level) shift = Math.max(shift, worth - pool);
      shift = Math.max(shift, worth - cheapestAmong(state, held, level));
    }
  }
  if (shift !== -Infinity) {
    poolPrice[level] = pool + shift;
    closedAt.forEach((at, leader) => {
      if (at === level) price[leader] = (price[leader] ?? 0) + shift;
    });
  }
  for (let index = 0; index < search.scannedCount; index++) closedAt[search.scanned[index] ?? -1] = level;
}

/** Least that the case would earn with a leader closed at this level; Infinity where it has none. */
function cheapestAmong(state: FlowState, caseIndex: number, set: number): number {
  const { firstPair, leaderOf, score } = state.network;
  const end = firstPair[caseIndex + 1] ?? 0;
  let least = Infinity;
  for (let pair = firstPair[caseIndex] ?? 0; pair < end; pair++) {
    const leader = leaderOf[pair] ?? -1;
    if (state.closedAt[leader] !== set) continue;
    least = Math.min(least, (score[pair] ?? 0) + (state.price[leader] ?? 0));
  }
  return least;
}

/**
 * Makes one set of prices of those of the open leaders and of each closed set: going back from the last, every set is
 * raised by as much as it takes that no case of a later set, and none left uncovered, would rather have one of its places.
 */
function certificateOf(state: FlowState): FlowCertificate {
  const { network, closedAt, price, poolPrice, choice } = state;
  const casePrice = Float64Array.from(choice, (pair, index) => (pair === UNCOVERED ? 0 : state.worth(index)));
  const members = new SetMembers(state);
  for (let set = network.levels - 1; set >= 0; set--) {
    const leaders = members.leadersOf(set);
    const dearestLater = members.dearestLater(set, casePrice);
    let shift = 0;
    if (leaders.length > 0) shift = Math.max(0, dearestLater - (poolPrice[set] ?? 0));
    else poolPrice[set] = Math.max(0, dearestLater);
    for (const leader of leaders) {
      for (const pair of members.pairsOf(leader)) {
        const other = network.caseOf[pair] ?? -1;
        if (!members.isLater(other, set)) continue;
        const asked =
          choice[other] === UNCOVERED ? (poolPrice[network.level[other] ?? 0] ?? 0) : (casePrice[other] ?? 0);
        shift = Math.max(shift, asked - (network.score[pair] ?? 0) - (price[leader] ?? 0));
      }
    }
    if (leaders.length > 0) poolPrice[set] = (poolPrice[set] ?? 0) + shift;
    for (const leader of leaders) price[leader] = (price[leader] ?? 0) + shift;
    for (const index of members.matchedIn(set)) casePrice[index] = state.worth(index);
  }
  choice.forEach((pair, index) => {
    if (pair === UNCOVERED) casePrice[index] = poolPrice[network.level[index] ?? 0] ?? 0;
  });
  return { leaderPrice: price, casePrice, poolPrice, closedAt };
}

/** Who belongs to which set of leaders. */
class SetMembers {
  private readonly leaders: readonly number[][];
  private readonly matched: readonly number[][];
  private readonly pairs: readonly number[][];
  private readonly byLevel: readonly number[][];

  constructor(private readonly state: FlowState) {
    const { network, closedAt, choice } = state;
    this.leaders = Array.from({ length: network.levels + 1 }, () => []);
    this.matched = Array.from({ length: network.levels + 1 }, () => []);
    this.byLevel = Array.from({ length: network.levels }, () => []);
    this.pairs = Array.from({ length: network.leaders }, () => []);
    closedAt.forEach((set, leader) => this.leaders[set]?.push(leader));
    choice.forEach((pair, index) => {
      if (pair === UNCOVERED) return;
      this.matched[this.setOf(pair)]?.push(index);
      this.byLevel[network.level[index] ?? 0]?.push(index);
    });
    network.leaderOf.forEach((leader, pair) => this.pairs[leader]?.push(pair));
  }

  leadersOf(set: number): readonly number[] {
    return this.leaders[set] ?? [];
  }

  /** Matched cases whose leader is in the set. */
  matchedIn(set: number): readonly number[] {
    return this.matched[set] ?? [];
  }

  pairsOf(leader: number): readonly number[] {
    return this.pairs[leader] ?? [];
  }

  /** Whether the case is matched in a later set, or uncovered at a later level. */
  isLater(caseIndex: number, set: number): boolean {
    const pair = this.state.choice[caseIndex] ?? UNCOVERED;
    return (pair === UNCOVERED ? (this.state.network.level[caseIndex] ?? 0) : this.setOf(pair)) > set;
  }

  /** The highest price of a case of this level that is matched in a later set; -Infinity where there is none. */
  dearestLater(level: number, casePrice: Float64Array): number {
    let dearest = -Infinity;
    for (const index of this.byLevel[level] ?? []) {
      if (this.isLater(index, level)) dearest = Math.max(dearest, casePrice[index] ?? 0);
    }
    return dearest;
  }

  private setOf(pair: number): number {
    const { network, closedAt } = this.state;
    return closedAt[network.leaderOf[pair] ?? -1] ?? 0;
  }
}
