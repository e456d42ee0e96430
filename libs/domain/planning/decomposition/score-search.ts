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

const SHARE_FOR_BOUND = 0.25;
const SHARE_FOR_ANNEALING = 0.15;
const STEPS_PER_CASE = 150;
const WINDOW_LEADERS = 25;
const MOST_CORE_PAIRS = 8000;
const CASES_DRAWN = 8;

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
    const own = effort.part(SHARE_FOR_ANNEALING);
    for (let round = 0; round < 4 && !own.isOver() && !this.isDone(); round++) this.anneal(own, round);
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

  private anneal(effort: Effort, round: number): void {
    const { roster, compact } = this.context;
    const perCase = roster.cost / Math.max(1, compact.cases);
    const dearest = compact.cost.reduce((most, cost) => Math.max(most, cost), 1);
    const gapPerCase = (roster.cost - this.found.value) / Math.max(1, compact.cases);
    const before = keep(roster);
    const held = before.pairOf.filter((pair) => pair >= 0);
    const usual = rankFor(
      Float64Array.from(held, (pair) => this.penalties[pair] ?? 0),
      0.9 * held.length,
    );
    const best = anneal(roster, {
      random: this.context.random,
      effort,
      hottest: Math.max(0.05 * perCase, 0.7 * gapPerCase),
      coldest: 0.003 * perCase,
      uncoveredWeight: Float64Array.from(
        { length: compact.levels },
        (_, level) => 5 * dearest * 10 ** Math.min(5, compact.levels - 1 - level),
      ),
      costs: compact.cost,
      menu: menuOf(compact, this.penalties, Math.max(usual, rankFor(this.penalties, 5 * compact.cases))),
      mostSteps: STEPS_PER_CASE * compact.cases * 2 ** round,
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
    const hope = new Float64Array(compact.cases).fill(1);
    let fruitless = 0;
    while (fruitless < 10 + (3 * compact.leaders) / leaders && !effort.isOver() && !this.isDone()) {
      const seed = this.hopefulCase(hope);
      const found = betterOneWindow(roster, seed, options);
      fruitless = found ? 0 : fruitless + 1;
      hope[seed] = (hope[seed] ?? 1) * (found ? 0.7 : 0.25);
    }
  }

  /** Of some drawn at random, the case whose pair costs most against the bound and that was not tried in vain yet. */
  private hopefulCase(hope: Float64Array): number {
    const { roster, compact, random } = this.context;
    let best = 0;
    let most = -1;
    for (let draw = 0; draw < CASES_DRAWN; draw++) {
      const index = Math.floor(random() * compact.cases);
      const pair = roster.pairOf[index] ?? -1;
      const regret = pair < 0 ? 0 : (this.penalties[pair] ?? 0);
      const own = (regret + 1e-3) * (hope[index] ?? 1);
      if (own <= most) continue;
      most = own;
      best = index;
    }
    return best;
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
  return sorted[Math.min(sorted.length - 1, Math.floor(count))] ?? 0;
}
