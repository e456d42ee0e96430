import type { Compact } from '../compact.js';

const NONE = -1;

/**
 * What a node of the tree has settled and left open. Every change is written to a trail and undone in reverse, so that
 * nothing is allocated on the way. Pairs that are out lie behind the open ones of their leader, in the order they went.
 */
export class OpenPairs {
  /** Open pairs of leader i: `own[leaderStart[i]]` and `openCount[i]` - 1 more. */
  readonly own: Int32Array;
  readonly openCount: Int32Array;
  /** Cases without a leader: the first `openCases`. */
  readonly cases: Int32Array;
  openCases: number;
  /** By pair: 1 while it may still be matched and is not. */
  readonly isOpen: Uint8Array;
  /** By case: the pair it is matched by, or -1. */
  readonly taken: Int32Array;
  /** By leader: grains and engagements left. */
  readonly room: Int32Array;
  readonly places: Int32Array;
  /** Of the matched pairs. */
  cost = 0;
  /** Some case has no pair left. */
  isDead = false;
  private readonly place: Int32Array;
  private readonly placeOfCase: Int32Array;
  private readonly pairsLeft: Int32Array;
  /** Pairs that went out, and cases that were matched (counted on from the pairs). */
  private readonly trail: Int32Array;
  private readonly single: Int32Array;
  private singles = 0;
  /** How many changes lead here. */
  length = 0;

  constructor(private readonly compact: Compact) {
    const { pairs, cases, leaders, caseStart, leaderStart } = compact;
    this.own = Int32Array.from(compact.leaderPair);
    this.place = new Int32Array(pairs);
    this.own.forEach((pair, position) => {
      this.place[pair] = position;
    });
    const inOf = (start: Int32Array) => (_: unknown, index: number) =>
      (start[index + 1] ?? 0) - (start[index] ?? 0);
    this.openCount = Int32Array.from({ length: leaders }, inOf(leaderStart));
    this.pairsLeft = Int32Array.from({ length: cases }, inOf(caseStart));
    this.cases = Int32Array.from({ length: cases }, (_, index) => index);
    this.placeOfCase = Int32Array.from(this.cases);
    this.openCases = cases;
    this.isOpen = new Uint8Array(pairs).fill(1);
    this.taken = new Int32Array(cases).fill(NONE);
    this.room = Int32Array.from(compact.capacity);
    this.places = Int32Array.from(compact.engagements);
    this.trail = new Int32Array(pairs + cases);
    this.single = new Int32Array(cases);
  }

  /** What cannot be from the start. */
  settle(): boolean {
    for (let leader = 0; leader < this.compact.leaders; leader++) this.dropWhatNoLongerFits(leader);
    this.pairsLeft.forEach((left, index) => {
      if (left === 0) this.isDead = true;
      if (left === 1 && (this.taken[index] ?? NONE) === NONE) this.noteSingle(index);
    });
    return this.propagate();
  }

  /** The pair is open. */
  drop(pair: number): void {
    const leader = this.compact.pairLeader[pair] ?? 0;
    const index = this.compact.pairCase[pair] ?? 0;
    const left = (this.openCount[leader] ?? 0) - 1;
    this.openCount[leader] = left;
    const end = (this.compact.leaderStart[leader] ?? 0) + left;
    const last = this.own[end] ?? 0;
    const at = this.place[pair] ?? 0;
    this.own[at] = last;
    this.place[last] = at;
    this.own[end] = pair;
    this.place[pair] = end;
    this.isOpen[pair] = 0;
    this.trail[this.length] = pair;
    this.length += 1;
    const pairsLeft = (this.pairsLeft[index] ?? 0) - 1;
    this.pairsLeft[index] = pairsLeft;
    if ((this.taken[index] ?? NONE) !== NONE) return;
    if (pairsLeft === 1) this.noteSingle(index);
    if (pairsLeft === 0) this.isDead = true;
  }

  /** The pair is open. */
  take(pair: number): void {
    const { pairLeader, pairCase, caseStart, weight, cost } = this.compact;
    const leader = pairLeader[pair] ?? 0;
    const index = pairCase[pair] ?? 0;
    this.taken[index] = pair;
    this.room[leader] = (this.room[leader] ?? 0) - (weight[pair] ?? 0);
    this.places[leader] = (this.places[leader] ?? 0) - 1;
    this.cost += cost[pair] ?? 0;
    this.openCases -= 1;
    const last = this.cases[this.openCases] ?? 0;
    const at = this.placeOfCase[index] ?? 0;
    this.cases[at] = last;
    this.placeOfCase[last] = at;
    this.cases[this.openCases] = index;
    this.placeOfCase[index] = this.openCases;
    this.trail[this.length] = this.compact.pairs + index;
    this.length += 1;
    for (let other = caseStart[index] ?? 0; other < (caseStart[index + 1] ?? 0); other++) {
      if (this.isOpen[other] === 1) this.drop(other);
    }
    this.dropWhatNoLongerFits(leader);
  }

  /** Matches cases with one pair left until there is none; false where no plan is left. */
  propagate(): boolean {
    while (this.singles > 0 && !this.isDead) {
      this.singles -= 1;
      const index = this.single[this.singles] ?? 0;
      if ((this.taken[index] ?? NONE) !== NONE) continue;
      this.take(this.firstOpen(index));
    }
    this.singles = 0;
    return !this.isDead;
  }

  undo(length: number): void {
    const { pairs, pairLeader, pairCase, weight, cost } = this.compact;
    this.isDead = false;
    this.singles = 0;
    while (this.length > length) {
      this.length -= 1;
      const entry = this.trail[this.length] ?? 0;
      if (entry < pairs) {
        const leader = pairLeader[entry] ?? 0;
        const index = pairCase[entry] ?? 0;
        this.isOpen[entry] = 1;
        this.openCount[leader] = (this.openCount[leader] ?? 0) + 1;
        this.pairsLeft[index] = (this.pairsLeft[index] ?? 0) + 1;
        continue;
      }
      const pair = this.taken[entry - pairs] ?? 0;
      const leader = pairLeader[pair] ?? 0;
      this.taken[entry - pairs] = NONE;
      this.room[leader] = (this.room[leader] ?? 0) + (weight[pair] ?? 0);
      this.places[leader] = (this.places[leader] ?? 0) + 1;
      this.cost -= cost[pair] ?? 0;
      this.openCases += 1;
    }
  }

  /** The case has an open pair. */
  firstOpen(index: number): number {
    let pair = this.compact.caseStart[index] ?? 0;
    while (this.isOpen[pair] !== 1) pair += 1;
    return pair;
  }

  private noteSingle(index: number): void {
    this.single[this.singles] = index;
    this.singles += 1;
  }

  private dropWhatNoLongerFits(leader: number): void {
    const room = this.room[leader] ?? 0;
    const isFull = (this.places[leader] ?? 0) <= 0;
    const from = this.compact.leaderStart[leader] ?? 0;
    for (let position = from + (this.openCount[leader] ?? 0) - 1; position >= from; position--) {
      const pair = this.own[position] ?? 0;
      if (isFull || (this.compact.weight[pair] ?? 0) > room) this.drop(pair);
    }
  }
}
