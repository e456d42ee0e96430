import type { Compact } from '../compact.js';
import type { Effort } from '../effort.js';
import type { Multipliers } from '../multipliers.js';
import type { OpenPairs } from './open-pairs.js';
import { RelaxedNode } from './relaxed-node.js';
import { raiseRoot } from './root-prices.js';

export type Verdict = 'found' | 'refuted' | 'stopped';

export interface DecisionLimits {
  readonly effort: Effort;
  readonly mostNodes: number;
}

/** Steps of the prices in a node: more where a case was matched than where a pair went out, and most at the root. */
const STEPS_OF_ROOT = 60;
const STEPS_AFTER_TAKING = 12;
const STEPS_AFTER_DROPPING = 6;
/** Pairs are forced, which costs three times as much, at every so manyth step. */
const FORCED_EVERY = 3;
const PATIENCE = 3;
const SHRINKING = 0.6;

/**
 * Whether there is a plan that matches every case and costs at most so much (Posta, Ferland and Michelon 2012): depth first,
 * each node bounded by the Lagrangian relaxation of "each case once". Knowing the cost that must be exceeded, prices step
 * straight towards it, and a pair goes out as soon as the bound with it exceeds the cost.
 *
 * A case is matched once, so that forcing one of its pairs in forces the others out: as leaders choose alone, what each of
 * these raises the bound by may be summed. The case is branched on for which both the best pair and all others together
 * raise the bound most (their product), the best pair first.
 */
export class Decision {
  /** By case: the pair of the last plan found. */
  readonly plan: Int32Array;
  nodes = 0;
  private readonly node: RelaxedNode;
  private readonly open: OpenPairs;
  /** By depth, taken once: the best prices of the node. */
  private readonly pricesAt: Float64Array[];
  private readonly lengthAt: Int32Array;
  private readonly pairAt: Int32Array;
  private readonly placesLeft: Int32Array;
  /** A bound above this refutes: floating-point sums are off by a little. */
  private limit = 0;
  private most = 0;
  private branchPair = -1;

  constructor(private readonly compact: Compact) {
    this.node = new RelaxedNode(compact);
    this.open = this.node.open;
    this.plan = new Int32Array(compact.cases).fill(-1);
    this.pricesAt = [new Float64Array(compact.cases)];
    this.lengthAt = new Int32Array(compact.cases + 1);
    this.pairAt = new Int32Array(compact.cases + 1);
    this.placesLeft = new Int32Array(compact.leaders);
  }

  /** @param scale about what a plan costs */
  raiseRoot(start: Float64Array, scale: number, effort: Effort): Multipliers {
    this.open.undo(0);
    return raiseRoot(this.node, start, { scale, effort });
  }

  /** @param prices by case, from which the root starts */
  decide(most: number, prices: Float64Array, limits: DecisionLimits): Verdict {
    this.most = most;
    this.limit = most + 1e-6;
    this.nodes = 0;
    this.open.undo(0);
    this.pricesAt[0]?.set(prices);
    const verdict = this.open.settle() ? this.search(limits) : 'refuted';
    this.open.undo(0);
    return verdict;
  }

  private search({ effort, mostNodes }: DecisionLimits): Verdict {
    let depth = 0;
    let verdict = this.bound(0, STEPS_OF_ROOT);
    while (verdict !== 'found') {
      if (verdict === 'refuted' && depth === 0) return 'refuted';
      effort.spend(this.node.knapsacks.work);
      this.node.knapsacks.work = 0;
      if (this.nodes >= mostNodes || effort.isOver()) return 'stopped';
      if (verdict === 'refuted') {
        depth -= 1;
        this.open.undo(this.lengthAt[depth] ?? 0);
        this.open.drop(this.pairAt[depth] ?? 0);
        verdict = this.open.propagate() ? this.bound(depth, STEPS_AFTER_DROPPING) : 'refuted';
      } else {
        this.lengthAt[depth] = this.open.length;
        this.pairAt[depth] = this.branchPair;
        this.handDown(depth);
        depth += 1;
        this.open.take(this.branchPair);
        verdict = this.open.propagate() ? this.bound(depth, STEPS_AFTER_TAKING) : 'refuted';
      }
    }
    return 'found';
  }

  private handDown(depth: number): void {
    const prices = this.pricesAt[depth] ?? this.node.trial;
    const next = this.pricesAt[depth + 1];
    if (next === undefined) this.pricesAt.push(Float64Array.from(prices));
    else next.set(prices);
  }

  /** 'stopped': neither, so that the node has to be branched on. */
  private bound(depth: number, steps: number): Verdict {
    const { node, open } = this;
    const best = this.pricesAt[depth] ?? node.trial;
    node.trial.set(best);
    this.nodes += 1;
    let highest = -Infinity;
    let share = 1;
    let fruitless = 0;
    for (let step = 0; step <= steps; step++) {
      if (open.openCases === 0) return this.takePlan();
      const isForced = step === steps || step % FORCED_EVERY === 0;
      const value = node.evaluate(isForced);
      if (value > this.limit) return 'refuted';
      const squared = node.squaredMissing();
      if (squared === 0 && this.takePlan() === 'found') return 'found';
      if (value > highest) {
        highest = value;
        best.set(node.trial);
        fruitless = 0;
      } else if (++fruitless >= PATIENCE) {
        share *= SHRINKING;
        fruitless = 0;
      }
      node.move(squared === 0 ? 0 : (share * (this.most + 1 - value)) / squared);
      if (!isForced) continue;
      const before = open.length;
      if (!this.fix(value) || !open.propagate()) return 'refuted';
      // What went out may let more go out: two steps more.
      if (open.length > before && step === steps && open.openCases > 0) step -= 2;
    }
    if (open.openCases === 0) return this.takePlan();
    this.chooseAnyCase();
    return 'stopped';
  }

  /** Drops every pair with which the bound exceeds the limit, and chooses what to branch on; false: nothing is left. */
  private fix(value: number): boolean {
    const { open } = this;
    this.branchPair = -1;
    let score = -1;
    for (let position = open.openCases - 1; position >= 0; position--) {
      const index = open.cases[position] ?? 0;
      const found = this.fixCase(index, value);
      if (open.isDead) return false;
      if (found <= score) continue;
      score = found;
      this.branchPair = this.bestPair;
    }
    return true;
  }

  private bestPair = -1;

  /** How much is to be learnt from branching on the case; -1 where one pair is left. */
  private fixCase(index: number, value: number): number {
    const { open } = this;
    const { rise, chosen } = this.node.knapsacks;
    const to = this.compact.caseStart[index + 1] ?? 0;
    let allOut = value;
    for (let pair = this.compact.caseStart[index] ?? 0; pair < to; pair++) {
      if (open.isOpen[pair] === 1 && chosen[pair] === 1) allOut += rise[pair] ?? 0;
    }
    let least = Infinity;
    let second = Infinity;
    for (let pair = this.compact.caseStart[index] ?? 0; pair < to; pair++) {
      if (open.isOpen[pair] !== 1) continue;
      const own = rise[pair] ?? 0;
      const withIt = allOut + (chosen[pair] === 1 ? -own : own);
      if (withIt > this.limit) {
        open.drop(pair);
      } else if (withIt < least) {
        second = least;
        least = withIt;
        this.bestPair = pair;
      } else if (withIt < second) second = withIt;
    }
    return second === Infinity ? -1 : (least - value + 1e-3) * (second - value + 1e-3);
  }

  /** Where the case chosen was settled meanwhile. */
  private chooseAnyCase(): void {
    const { open } = this;
    if (this.branchPair >= 0 && open.isOpen[this.branchPair] === 1) return;
    this.branchPair = open.firstOpen(open.cases[0] ?? 0);
  }

  /** What is settled and what leaders choose beside it, where that is a plan that costs no more than asked. */
  private takePlan(): Verdict {
    const { compact, open, plan } = this;
    const { chosen } = this.node.knapsacks;
    plan.set(open.taken);
    this.placesLeft.set(open.places);
    let cost = open.cost;
    for (let position = 0; position < open.openCases; position++) {
      const index = open.cases[position] ?? 0;
      let pair = compact.caseStart[index] ?? 0;
      while (open.isOpen[pair] !== 1 || chosen[pair] !== 1) pair += 1;
      const leader = compact.pairLeader[pair] ?? 0;
      this.placesLeft[leader] = (this.placesLeft[leader] ?? 0) - 1;
      if ((this.placesLeft[leader] ?? 0) < 0) return 'refuted';
      plan[index] = pair;
      cost += compact.cost[pair] ?? 0;
    }
    return cost <= this.most ? 'found' : 'refuted';
  }
}
