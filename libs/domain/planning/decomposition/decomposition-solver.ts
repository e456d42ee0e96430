import type { LinearEngine } from '../../linear/index.js';
import { Assignment } from '../stages/assignment.js';
import type { Component } from '../stages/component.js';
import { pseudoRandom } from '../stages/pseudo-random.js';
import { spreadLoad } from '../stages/spread-load.js';
import type { StageLimits, StageSolver } from '../stages/stage-solver.js';
import { generateColumns } from './column-generation.js';
import { type Compact, compactOf } from './compact.js';
import { searchCoverage } from './coverage-search.js';
import type { SearchContext } from './search-context.js';
import { Effort, type WorkClock } from './effort.js';
import { firstPlan } from './first-plan.js';
import { bestRaised, cheapestPrices, climb, type Multipliers, pricesByDays } from './multipliers.js';
import { fitsKnapsacks } from './knapsack.js';
import { withMaster } from './master-program.js';
import { PatternPool } from './patterns.js';
import { boundByProfiles } from './profile-bound.js';
import { withProfiles } from './profile-master.js';
import { hasProfiles } from './profiles.js';
import { type Pricing, pricingOf } from './pricing.js';
import { type Aim, Relaxation } from './relaxation.js';
import { keep, type KeptPlan, Roster } from './roster.js';
import { searchScore } from './score-search.js';
import { wholeAbove } from './whole-above.js';

/** Mixed days, enough cases to be worth it, and days that come in few enough steps for exact knapsacks. */
export function isForDecomposition(component: Component, fromCases: number): boolean {
  if (!component.mixedDays || component.cases.length < fromCases) return false;
  return fitsKnapsacks(compactOf(component, 1));
}

/** Of the time for the score, where more was covered at its very end: the new coverage has no bound yet. */
const SHARE_FOR_LAST_BOUND = 0.1;

/**
 * One component with mixed days on its way through the stages: bounds by Lagrangian relaxation with a knapsack for each
 * leader, plans by annealing and by re-planning neighbourhoods with an engine, and in the end an engine's proof over the
 * pairs that the bound leaves. At most four million numbers of 8 bytes are held for one knapsack; everything else is a
 * few dozen bytes a pair, and about a kilobyte a pair inside the engine while a bound is sought.
 */
export class DecompositionSolver implements StageSolver {
  best: Assignment;
  readonly coverageBound: number[];
  scoreBound = 0;
  private readonly compact: Compact;
  private readonly context: SearchContext;
  /** By level; the last that is known serves the levels after it to start from. */
  private readonly coveragePrices: (Float64Array | undefined)[] = [];
  private scorePrices: Float64Array | null = null;

  constructor(
    readonly component: Component,
    readonly engine: LinearEngine,
    private readonly levels: number,
    private readonly clock: WorkClock,
    settings: { readonly seed: number },
  ) {
    this.compact = compactOf(component, levels);
    const random = pseudoRandom(settings.seed);
    const roster = new Roster(this.compact);
    this.context = {
      compact: this.compact,
      roster,
      engine,
      random,
      seed: settings.seed,
      pool: new PatternPool(this.compact),
      cuts: hasProfiles(this.compact) ? [] : null,
      knownScore: null,
    };
    roster.become(firstPlan(roster, random, new Effort(clock, Infinity)).pairOf);
    this.best = this.assignmentOf(keep(roster));
    this.coverageBound = [...this.compact.casesAtLevel];
    this.scoreBound = 0;
  }

  covered(level: number): number {
    return this.best.covered[level] ?? 0;
  }

  isCoverageProven(level: number): boolean {
    return this.covered(level) === this.coverageBound[level];
  }

  isScoreProven(): boolean {
    return this.best.score === this.scoreBound;
  }

  raiseCoverage(level: number, limits: StageLimits): void {
    if (this.isCoverageProven(level)) return;
    const cases = this.compact.casesAtLevel[level] ?? 0;
    const relaxation = new Relaxation(this.compact, this.aimAt(level));
    const found = searchCoverage(this.context, relaxation, level, {
      effort: new Effort(this.clock, limits.seconds),
      prices: this.startOfCoverage(relaxation),
    });
    this.coveragePrices[level] = found.prices;
    this.best = this.assignmentOf(keep(this.context.roster));
    const bound = cases - Math.max(0, wholeAbove(found.value));
    this.coverageBound[level] = Math.max(
      this.covered(level),
      Math.min(this.coverageBound[level] ?? 0, bound),
    );
  }

  lowerScore(limits: StageLimits): void {
    const effort = new Effort(this.clock, limits.seconds);
    let value = this.searchedScore(effort, limits);
    while (value === null && !effort.isOver()) value = this.searchedScore(effort, limits);
    const moment = { ...limits, seconds: limits.seconds * SHARE_FOR_LAST_BOUND };
    value ??= this.climbed(this.aimAt(null), moment).value;
    this.scoreBound = Math.min(this.best.score, Math.max(0, wholeAbove(value)) * this.compact.unit);
  }

  /** The bound found; null where a plan was found that covers more after all: it has another bound to beat. */
  private searchedScore(effort: Effort, { gap, onGap }: StageLimits): number | null {
    const relaxation = new Relaxation(this.compact, this.aimAt(null));
    const prices = this.startOfScore(relaxation);
    const found = searchScore(this.context, relaxation, { effort, prices, gap, onGap });
    this.scorePrices = found.prices;
    const before = this.best.covered;
    this.best = this.assignmentOf(keep(this.context.roster));
    return this.best.covered.every((count, level) => count === before[level]) ? found.value : null;
  }

  pricing(level: number | null): Pricing {
    const relaxation = new Relaxation(this.compact, this.aimAt(level));
    if (level === null) return pricingOf(relaxation, this.startOfScore(relaxation));
    return pricingOf(relaxation, this.coveragePrices[level] ?? this.startOfCoverage(relaxation));
  }

  spreadLoad(floor: number, limits: StageLimits): void {
    spreadLoad(this, floor, limits);
  }

  dispose(): void {
    // Engines are asked in sessions of their own, each closed at once.
  }

  private climbed(aim: Aim, limits: StageLimits): Multipliers {
    const relaxation = new Relaxation(this.compact, aim);
    const start = aim.level === null ? this.startOfScore(relaxation) : this.startOfCoverage(relaxation);
    const effort = new Effort(this.clock, limits.seconds);
    const first = climb(relaxation, start, {
      scale: aim.level === null ? this.best.score / this.compact.unit : this.compact.cases,
      most: Infinity,
      enough: Infinity,
      mostIterations: 200,
      effort: effort.part(0.5),
    });
    const options = { ...this.context, enough: Infinity, effort };
    const { cuts, engine } = this.context;
    if (cuts !== null) {
      const costs = this.compact.cost;
      return withProfiles(relaxation, { engine, cuts, costs }, (master) =>
        boundByProfiles(relaxation, master, first, options),
      );
    }
    return withMaster(relaxation, this.engine, (master) =>
      generateColumns(relaxation, master, first, options),
    );
  }

  /** What an earlier level left, where it is better than nothing known. */
  private startOfCoverage(relaxation: Relaxation): Float64Array {
    const byDays = pricesByDays(relaxation);
    const known = this.knownOfCoverage(relaxation.aim.level ?? this.levels - 1);
    if (known === undefined) return byDays;
    const highest = (index: number): number => relaxation.highestPrice(this.compact.level[index] ?? 0);
    const clamped = known.map((price, index) => Math.min(price, highest(index)));
    return relaxation.evaluate(clamped) > relaxation.evaluate(byDays) ? clamped : byDays;
  }

  private startOfScore(relaxation: Relaxation): Float64Array {
    if (this.scorePrices !== null) return this.scorePrices;
    const cheapest = cheapestPrices(this.compact);
    const known = this.knownOfCoverage(this.levels - 1);
    return known === undefined ? cheapest : bestRaised(relaxation, cheapest, known);
  }

  /** Of this level, else of the nearest better one. */
  private knownOfCoverage(level: number): Float64Array | undefined {
    return this.coveragePrices.slice(0, level + 1).findLast((known) => known !== undefined);
  }

  /** What is asked next, with what the plan covers held at every better level. */
  private aimAt(level: number | null): Aim {
    const held = this.best.covered.slice(0, level ?? this.levels);
    return { level, mostUncovered: held.map((count, at) => this.uncovered(at, count)) };
  }

  private uncovered(level: number, covered: number): number {
    return (this.compact.casesAtLevel[level] ?? 0) - Math.max(0, covered);
  }

  private assignmentOf(plan: KeptPlan): Assignment {
    const assignment = new Assignment(this.component, this.levels);
    for (const pair of plan.pairOf) if (pair >= 0) assignment.place(pair);
    return assignment;
  }
}
