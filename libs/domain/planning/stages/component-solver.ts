import {
  type LinearEngine,
  type LinearModel,
  type LinearSession,
  type SolveOptions,
  type SolveOutcome,
} from '../../linear/index.js';
import { NO_CLOCK_SECONDS } from '../decomposition/effort.js';
import { climbedPricing, type Pricing } from '../decomposition/pricing.js';
import type { Assignment } from './assignment.js';
import { type Component, scoreUnit } from './component.js';
import {
  assignmentFrom,
  coverageRow,
  linearForm,
  scoreCosts,
  uncoveredCosts,
  valuesOf,
} from './linear-form.js';
import { chainTriesFor, searchLocally, startingPlan } from './local-search.js';
import { spreadLoad } from './spread-load.js';
import type { StageLimits, StageSolver } from './stage-solver.js';

/** Stands in for a time limit where no clock may decide. */
const NODES_WHEN_COUNTED = 5000;

/**
 * One component on its way through the stages. It starts with a plan of its own (local search) and the bounds that need
 * no engine; each stage may better both. One engine session lives through all stages: a stage changes the costs, and
 * adds the row that holds what the stage before it reached.
 */
export class ComponentSolver implements StageSolver {
  best: Assignment;
  readonly coverageBound: number[];
  scoreBound: number;
  private readonly budgets: readonly number[];
  private readonly model: LinearModel;
  private readonly chainTries: number;
  /** The coverage that a row of the session holds, by level. */
  private rowsHeld: number[] = [];
  private session: LinearSession | null = null;

  constructor(
    readonly component: Component,
    readonly engine: LinearEngine,
    private readonly levels: number,
    settings: { readonly seed: number; readonly timeLimitSeconds: number },
  ) {
    this.budgets = component.leaders.map((leader) => leader.halfDaysLeft);
    this.model = linearForm(component, this.budgets).model;
    this.chainTries = chainTriesFor(component, settings.timeLimitSeconds);
    this.best = startingPlan(component, levels, settings.seed, this.chainTries);
    this.coverageBound = Array.from({ length: levels }, (_, level) => this.casesAt(level));
    this.scoreBound = cheapestScore(component, this.best.covered);
  }

  covered(level: number): number {
    return this.best.covered[level] ?? 0;
  }

  private casesAt(level: number): number {
    return this.component.cases.filter((one) => one.level === level).length;
  }

  isCoverageProven(level: number): boolean {
    return this.covered(level) === this.coverageBound[level];
  }

  isScoreProven(): boolean {
    return this.best.score === this.scoreBound;
  }

  raiseCoverage(level: number, limits: StageLimits): void {
    if (this.isCoverageProven(level)) return;
    const outcome = this.solve(uncoveredCosts(this.component, level), level, { ...limits, gap: 0 });
    this.coverageBound[level] = Math.max(
      this.covered(level),
      Math.min(this.coverageBound[level] ?? 0, this.casesAt(level) - wholeAbove(lowerBound(outcome))),
    );
  }

  lowerScore(limits: StageLimits): void {
    // A better plan of an earlier stage may have covered more at a worse level, too: the first guess is then too low.
    this.scoreBound = cheapestScore(this.component, this.best.covered);
    if (this.isScoreProven()) return;
    const unit = scoreUnit(this.component);
    const outcome = this.solve(scoreCosts(this.component, unit), this.levels, limits);
    const proven = wholeAbove(lowerBound(outcome)) * unit;
    this.scoreBound = Math.min(this.best.score, Math.max(this.scoreBound, proven));
  }

  pricing(level: number | null): Pricing | null {
    const held = this.best.covered.slice(0, level ?? this.levels);
    const mostUncovered = held.map((count, at) => this.casesAt(at) - Math.max(0, count));
    return climbedPricing(this.component, this.levels, { level, mostUncovered });
  }

  spreadLoad(floor: number, limits: StageLimits): void {
    spreadLoad(this, floor, limits);
  }

  dispose(): void {
    this.session?.dispose();
    this.session = null;
    this.rowsHeld = [];
  }

  /** @param below levels better than this one keep the coverage they have */
  private solve(costs: readonly number[], below: number, limits: StageLimits): SolveOutcome {
    // A plan that covers more of a better level may cover less of a level held before: that row must not stay.
    if (this.rowsHeld.some((count, level) => count > this.covered(level))) this.dispose();
    this.session ??= this.engine.open(this.model);
    this.holdCoverage(below);
    this.session.setCosts(costs);
    const outcome = this.session.solve(optionsFrom(limits, valuesOf(this.best)));
    if ('values' in outcome && outcome.values !== null) {
      const found = assignmentFrom(this.component, this.levels, this.budgets, outcome.values);
      // The search may cover more, and may also cost more where it does not: both are tried.
      const searched = found.copy();
      searchLocally(searched, this.chainTries);
      for (const one of [found, searched]) if (one.isBetterThan(this.best)) this.best = one;
    }
    return outcome;
  }

  private holdCoverage(below: number): void {
    this.best.covered.slice(0, below).forEach((count, level) => {
      if (this.rowsHeld[level] === count || count === 0) return;
      this.session?.addRow(coverageRow(this.component, level, count));
      this.rowsHeld[level] = count;
    });
  }
}

function optionsFrom(limits: StageLimits, start: readonly number[] | null): SolveOptions {
  return {
    timeLimitSeconds: limits.isCounted ? NO_CLOCK_SECONDS : limits.seconds,
    relativeGap: limits.gap,
    // Costs are whole numbers: a bound less than one below the incumbent proves it.
    absoluteGap: 0.99,
    seed: limits.seed,
    nodeLimit: limits.isCounted ? NODES_WHEN_COUNTED : null,
    start,
    onProgress: (progress) => {
      limits.onGap(progress.relativeGap);
    },
  };
}

function lowerBound(outcome: SolveOutcome): number {
  return 'bound' in outcome ? outcome.bound : -Infinity;
}

/** Engines compute in floating point: a bound this close above a whole number means that number. */
function tolerance(bound: number): number {
  return 1e-3 + 1e-9 * Math.abs(bound);
}

function wholeAbove(bound: number): number {
  return Math.ceil(bound - tolerance(bound));
}

/** The sum of the cheapest scores of as many cases of each level as are covered: a bound without an engine. */
function cheapestScore(component: Component, covered: readonly number[]): number {
  return covered.reduce((total, count, level) => {
    const cheapest = component.cases
      .filter((one) => one.level === level)
      .map((one) => Math.min(...one.pairs.map((pair) => component.pairs[pair]?.score ?? 0)))
      .sort((a, b) => a - b);
    return total + cheapest.slice(0, Math.max(0, count)).reduce((sum, score) => sum + score, 0);
  }, 0);
}
