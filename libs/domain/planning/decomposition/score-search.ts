import { anneal, menuOf } from './anneal.js';
import { solveCore } from './core.js';
import type { SearchContext } from './coverage-search.js';
import type { Effort } from './effort.js';
import { climb, type Multipliers } from './multipliers.js';
import { matchPenalties } from './penalties.js';
import type { Relaxation } from './relaxation.js';
import { isBetter, keep } from './roster.js';
import { betterOneWindow, type WindowOptions } from './windows.js';

export interface ScoreSearch {
  readonly effort: Effort;
  readonly prices: Float64Array;
  /** Relative gap at which the search may stop. */
  readonly gap: number;
  readonly onGap: (gap: number) => void;
}

const SHARE_FOR_BOUND = 0.3;
const SHARE_FOR_ANNEALING = 0.25;
const STEPS_PER_CASE = 150;
const WINDOW_LEADERS = 25;
const MOST_CORE_PAIRS = 8000;

/** Lowers the cost of the roster's plan without giving up coverage, and bounds it. */
export function searchScore(
  context: SearchContext,
  relaxation: Relaxation,
  search: ScoreSearch,
): Multipliers {
  return new ScoreRun(context, relaxation, search).run();
}

class ScoreRun {
  private found: Multipliers;
  private penalties: Float64Array = new Float64Array(0);

  constructor(
    private readonly context: SearchContext,
    private readonly relaxation: Relaxation,
    private readonly search: ScoreSearch,
  ) {
    this.found = { prices: search.prices, value: relaxation.evaluate(search.prices) };
  }

  run(): Multipliers {
    const { effort } = this.search;
    this.raiseBound(effort.part(SHARE_FOR_BOUND));
    if (this.isDone()) return this.found;
    this.anneal(effort.part(SHARE_FOR_ANNEALING));
    for (let round = 0; round < 8 && !this.isDone(); round++) {
      const { compact } = this.context;
      if (compact.leaders > WINDOW_LEADERS) this.windows(effort.part(0.6), WINDOW_LEADERS * (1 + round / 3));
      if (!this.isDone()) this.core(effort.part(compact.leaders > WINDOW_LEADERS ? 0.6 : 1));
    }
    return this.found;
  }

  private isDone(): boolean {
    const { roster } = this.context;
    const gap = (roster.cost - this.found.value) / Math.max(1, roster.cost);
    this.search.onGap(Math.max(0, gap));
    // Costs are whole: a bound less than one below the plan proves it.
    const isProven = this.found.value > roster.cost - 1 + 1e-5;
    return isProven || this.search.effort.isOver() || (this.search.gap > 0 && gap <= this.search.gap);
  }

  private raiseBound(effort: Effort): void {
    const { roster, compact } = this.context;
    this.found = climb(this.relaxation, this.found.prices, {
      scale: Math.max(this.found.value, 0.3 * roster.cost),
      most: roster.cost * 1.001,
      enough: roster.cost - 1 + 1e-4,
      mostIterations: 400,
      effort,
    });
    this.relaxation.evaluate(this.found.prices);
    this.penalties = matchPenalties(compact, compact.cost, this.found.prices, this.relaxation.leaderValue);
  }

  private anneal(effort: Effort): void {
    const { roster, compact } = this.context;
    const perCase = roster.cost / Math.max(1, compact.cases);
    const dearest = compact.cost.reduce((most, cost) => Math.max(most, cost), 1);
    const before = keep(roster);
    const best = anneal(roster, {
      random: this.context.random,
      effort,
      hottest: 0.1 * perCase,
      coldest: 0.003 * perCase,
      uncoveredWeight: Float64Array.from(
        { length: compact.levels },
        (_, level) => 5 * dearest * 10 ** Math.min(5, compact.levels - 1 - level),
      ),
      costs: compact.cost,
      menu: menuOf(compact, this.penalties, rankFor(this.penalties, 5 * compact.cases)),
      mostSteps: STEPS_PER_CASE * compact.cases,
    });
    roster.become(isBetter(best, before) ? best.pairOf : before.pairOf);
  }

  private windows(effort: Effort, leaders: number): void {
    const { roster, compact } = this.context;
    const options: WindowOptions = {
      ...this.context,
      effort,
      costs: compact.cost,
      uncoveredCost: this.uncoveredCost(),
      rank: this.penalties,
      highestRank: rankFor(this.penalties, 4 * compact.cases),
      leaders: Math.round(leaders),
    };
    let fruitless = 0;
    while (fruitless < 10 + (3 * compact.leaders) / leaders && !effort.isOver() && !this.isDone()) {
      const seed = Math.floor(this.context.random() * compact.cases);
      fruitless = betterOneWindow(roster, seed, options) ? 0 : fruitless + 1;
    }
  }

  /** In windows: null where everything is covered and must be; else far dearer than any gain. */
  private uncoveredCost(): (number | null)[] {
    const { roster, compact } = this.context;
    const dearest = compact.cost.reduce((most, cost) => Math.max(most, cost), 1);
    return Array.from({ length: compact.levels }, (_, level) =>
      roster.covered[level] === compact.casesAtLevel[level]
        ? null
        : 5 * dearest * 10 ** Math.min(3, compact.levels - 1 - level),
    );
  }

  private core(effort: Effort): void {
    const { roster, compact } = this.context;
    const levels = Array.from({ length: compact.levels }, (_, level) => level);
    const mostUncovered = levels.map((level) => this.relaxation.mostUncovered(level));
    const proven = solveCore(roster, {
      ...this.context,
      effort,
      costs: compact.cost,
      uncoveredCost: mostUncovered.map((most) => (most > 0 ? 0 : null)),
      mostUncovered,
      penalties: this.penalties,
      bound: this.found.value,
      incumbent: roster.cost,
      mostPairs: MOST_CORE_PAIRS,
      gap: this.search.gap,
      onGap: this.search.onGap,
    });
    this.found = { ...this.found, value: Math.max(this.found.value, proven) };
  }
}

/** The penalty that `count` pairs do not exceed. */
function rankFor(penalties: Float64Array, count: number): number {
  const sorted = Float64Array.from(penalties).sort();
  return sorted[Math.min(sorted.length - 1, count)] ?? 0;
}
