import type { LinearEngine, LinearSession } from '../../linear/index.js';
import { type Effort, NO_CLOCK_SECONDS } from './effort.js';
import {
  type ProfileCut,
  type ProfileProgram,
  profileProgram,
  rowOfCut,
  violatedCuts,
} from './profile-program.js';
import type { Relaxation } from './relaxation.js';

export interface ProfileAnswer {
  /** By case, in the terms of the aim. */
  readonly prices: Float64Array;
  /** By column of the program. */
  readonly values: readonly number[];
}

/** What a case beyond those that may stay uncovered costs, in dearest pairs or, for coverage, in cases. */
const EXCESS = 50;
const OPERATIONS_PER_PAIR = 15_000;
/** Solves after the first go on from where the last one ended. */
const SHARE_OF_LATER_SOLVES = 0.2;

/** Measured on national problems of 37,000, 75,000 and 290,000 pairs, ratio 1.0: 2, 4 to 10 and 80 s. */
const SECONDS_PER_SQUARED_PAIR = 1.2e-9;

/** About how long the first solve of the program takes, once nothing else is at work. */
export function secondsOfProgram({ compact }: Relaxation): number {
  return SECONDS_PER_SQUARED_PAIR * compact.pairs ** 2;
}

/** The linear program over profiles for one aim, with whatever cuts are known: it gives prices and what to hold in a dive. */
export class ProfileMaster {
  private readonly session: LinearSession;
  /** Costs are divided by it, so that the engine sees figures of moderate size. */
  private readonly scale: number;
  private readonly cases: number[] = [];
  private readonly pairs: number[] = [];
  private solves = 0;

  /**
   * @param costs by pair, in the aim's terms
   * @param cuts known ones serve from the start; those that are found come to them
   * @param anyOptimum see `SolveOptions`
   */
  constructor(
    private readonly relaxation: Relaxation,
    engine: LinearEngine,
    costs: Float64Array,
    private readonly cuts: ProfileCut[],
    private readonly anyOptimum = false,
  ) {
    const { compact, aim } = relaxation;
    for (let index = 0; index < compact.cases; index++) {
      if (!relaxation.isPriced(compact.level[index] ?? 0)) continue;
      this.cases.push(index);
      for (let pair = compact.caseStart[index] ?? 0; pair < (compact.caseStart[index + 1] ?? 0); pair++)
        this.pairs.push(pair);
    }
    const dearest = compact.cost.reduce((most, cost) => Math.max(most, cost), 1);
    this.scale = aim.level === null ? dearest / 100 : 1;
    const levels = Array.from({ length: compact.levels }, (_, level) => level);
    const terms = {
      ...{ cases: this.cases, pairs: this.pairs, costs: costs.map((cost) => cost / this.scale) },
      uncoveredCost: levels.map((level) => (level === aim.level ? 1 : 0)),
      mostUncovered: levels.map((level) =>
        level === aim.level ? Infinity : relaxation.mostUncovered(level),
      ),
      excess: (EXCESS * (aim.level === null ? dearest : 1)) / this.scale,
    };
    const program = profileProgram(compact, terms, { whole: false, cuts });
    if (program === null) throw new RangeError('days in too many sizes for profiles');
    this.program = program;
    this.session = engine.open(program.model);
  }

  readonly program: ProfileProgram;

  /** Null: no answer in this time, or from this engine. */
  solve(effort: Effort): ProfileAnswer | null {
    const { compact } = this.relaxation;
    const share = this.solves === 0 ? 1 : SHARE_OF_LATER_SOLVES;
    this.solves += 1;
    effort.spend(this.pairs.length * OPERATIONS_PER_PAIR * share);
    const outcome = this.session.solve({
      timeLimitSeconds: effort.clock.isCounted ? NO_CLOCK_SECONDS : effort.secondsLeft(),
      ...{ relativeGap: 0, absoluteGap: 0, seed: 1, nodeLimit: null, start: null, onProgress: null },
      anyOptimum: this.anyOptimum,
    });
    if (outcome.kind !== 'optimal' || outcome.rowPrices === null) return null;
    const prices = new Float64Array(compact.cases);
    // The program's first rows are its cases.
    for (const [row, index] of this.cases.entries()) {
      const highest = this.relaxation.highestPrice(compact.level[index] ?? 0);
      prices[index] = Math.min(highest, Math.max(0, (outcome.rowPrices[row] ?? 0) * this.scale));
    }
    return { prices, values: outcome.values };
  }

  /** Adds the cuts that these values break; whether there were any. */
  cut(values: readonly number[]): boolean {
    const fresh = violatedCuts(this.program, values);
    for (const cut of fresh) this.session.addRow(rowOfCut(this.program, cut));
    this.cuts.push(...fresh);
    return fresh.length > 0;
  }

  /** From now on a leader takes these pairs and none of the others. */
  settle(taken: readonly number[], others: readonly number[]): void {
    for (const [pairs, limits] of [
      [taken, { lower: taken.length, upper: Infinity }],
      [others, { lower: -Infinity, upper: 0 }],
    ] as const) {
      const columns = pairs.map((pair) => this.program.columnOf.get(pair) ?? -1);
      if (columns.length > 0) this.session.addRow({ ...limits, columns, coefficients: columns.map(() => 1) });
    }
  }

  dispose(): void {
    this.session.dispose();
  }
}

/** The program is disposed of in the end. */
export function withProfiles<T>(
  relaxation: Relaxation,
  given: {
    readonly engine: LinearEngine;
    readonly costs: Float64Array;
    readonly cuts: ProfileCut[];
    /** Where the aim has no costs nearly all choices are equally good: see `SolveOptions`. */
    readonly anyOptimum?: boolean;
  },
  use: (master: ProfileMaster) => T,
): T {
  const master = new ProfileMaster(relaxation, given.engine, given.costs, given.cuts, given.anyOptimum);
  try {
    return use(master);
  } finally {
    master.dispose();
  }
}
