import type { Compact } from '../compact.js';
import { ForcedKnapsacks } from './forced-knapsacks.js';
import { OpenPairs } from './open-pairs.js';

/** Sums are off by less than this part of the sizes of what they add up. */
const ROUNDING = 1e-11;

/** What is open, relaxed at trial prices: every leader chooses alone. */
export class RelaxedNode {
  readonly open: OpenPairs;
  readonly knapsacks: ForcedKnapsacks;
  /** By case: prices to try. */
  readonly trial: Float64Array;

  constructor(readonly compact: Compact) {
    this.open = new OpenPairs(compact);
    this.knapsacks = new ForcedKnapsacks(compact, this.open);
    this.trial = new Float64Array(compact.cases);
  }

  /** The least that any plan of the node costs, as far as the trial prices tell; lowered by what rounding may have added. */
  evaluate(isForced: boolean): number {
    const { open, knapsacks, trial } = this;
    let value = open.cost;
    let size = 0;
    for (let position = 0; position < open.openCases; position++) {
      const index = open.cases[position] ?? 0;
      const price = trial[index] ?? 0;
      value += price;
      size += Math.abs(price);
      knapsacks.times[index] = 0;
    }
    for (let leader = 0; leader < this.compact.leaders; leader++) {
      value += knapsacks.solve(leader, trial, isForced);
    }
    return value - ROUNDING * size;
  }

  /** 1 less how often leaders choose the open case. */
  missing(index: number): number {
    return 1 - (this.knapsacks.times[index] ?? 0);
  }

  squaredMissing(): number {
    const { open } = this;
    let squared = 0;
    for (let position = 0; position < open.openCases; position++) {
      squared += this.missing(open.cases[position] ?? 0) ** 2;
    }
    return squared;
  }

  /** Along what is missing. */
  move(length: number): void {
    const { open, trial } = this;
    for (let position = 0; position < open.openCases; position++) {
      const index = open.cases[position] ?? 0;
      trial[index] = (trial[index] ?? 0) + length * this.missing(index);
    }
  }
}
