import { anneal, menuOf } from './anneal.js';
import { generateColumns } from './column-generation.js';
import { solveCore, solveWhole } from './core.js';
import type { SearchContext } from './coverage-search.js';
import type { Effort } from './effort.js';
import { climb, type Multipliers } from './multipliers.js';
import { type MasterProgram, withMaster } from './master-program.js';
import { bestPatterns, type Pattern } from './patterns.js';
import { matchPenalties } from './penalties.js';
import type { Relaxation } from './relaxation.js';
import { isBetter, keep } from './roster.js';
import { divePlan } from './dive-plan.js';
import { betterOneWindow, type WindowOptions } from './windows.js';

export interface ScoreSearch {
  readonly effort: Effort;
  readonly prices: Float64Array;
  /** Relative gap at which the search may stop. */
  readonly gap: number;
  readonly onGap: (gap: number) => void;
}

const SHARE_FOR_FIRST_PRICES = 0.08;
const SHARE_FOR_BOUND = 0.4;
const SHARE_FOR_DIVE = 0.5;
const SHARE_FOR_ANNEALING = 0.1;
const STEPS_PER_CASE = 150;
const WINDOW_LEADERS = 60;
const WINDOW_PATTERNS = 30;
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
  /** By leader: what windows choose from. */
  private readonly patterns = new Map<number, readonly Pattern[]>();
  /** What the plan covered at first. */
  private readonly covered: readonly number[];

  constructor(
    private readonly context: SearchContext,
    private readonly relaxation: Relaxation,
    private readonly search: ScoreSearch,
  ) {
    this.covered = [...context.roster.covered];
    this.found = { prices: search.prices, value: relaxation.evaluate(search.prices) };
  }

  run(): Multipliers {
    const { effort } = this.search;
    this.firstPrices(effort.part(SHARE_FOR_FIRST_PRICES));
    if (this.isDone()) return this.found;
    // The better the plan, the less the master program has to find out by itself.
    const own = effort.part(SHARE_FOR_ANNEALING);
    for (let round = 0; round < 4 && !own.isOver() && !this.isDone(); round++) this.anneal(own, round);
    if (this.isDone()) return this.found;
    this.raiseBound(effort);
    if (this.isDone()) return this.found;
    for (let round = 0; round < 8 && !this.isDone(); round++) {
      this.windows(effort.part(0.6), WINDOW_LEADERS * (1 + round / 3));
      if (!this.isDone()) this.core(effort.part(this.isOneWindow() ? 1 : 0.6));
    }
    return this.found;
  }

  private isDone(): boolean {
    const { roster } = this.context;
    // What the relaxation holds is no longer what a plan must cover: the search has to begin anew.
    if (roster.covered.some((count, level) => count !== this.covered[level])) return true;
    const gap = (roster.cost - this.found.value) / Math.max(1, roster.cost);
    this.search.onGap(Math.max(0, gap));
    const isProven = this.found.value > roster.cost - 1 + 1e-5;
    return isProven || this.search.effort.isOver() || (this.search.gap > 0 && gap <= this.search.gap);
  }

  private firstPrices(effort: Effort): void {
    const { roster } = this.context;
    this.found = climb(this.relaxation, this.found.prices, {
      scale: Math.max(this.found.value, 0.3 * roster.cost),
      most: roster.cost * 1.001,
      enough: this.enough(),
      mostIterations: 400,
      effort,
    });
    this.weigh();
  }

  private raiseBound(effort: Effort): void {
    withMaster(this.relaxation, this.context.engine, (master) => {
      const options = { ...this.context, enough: this.enough(), effort: effort.part(SHARE_FOR_BOUND) };
      this.found = generateColumns(this.relaxation, master, this.found, options);
      this.weigh();
      // Where one window takes in all leaders, the engine does without.
      if (!this.isOneWindow() && !this.isDone()) this.dive(master, effort.part(SHARE_FOR_DIVE));
    });
  }

  /** Costs are whole: a bound less than one below the plan proves it. */
  private enough(): number {
    return this.context.roster.cost - 1 + 1e-4;
  }

  private weigh(): void {
    const { compact } = this.context;
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

  private windowOptions(effort: Effort, leaders: number): WindowOptions {
    const { compact } = this.context;
    const dearest = compact.cost.reduce((most, cost) => Math.max(most, cost), 1);
    return {
      ...this.context,
      effort,
      costs: compact.cost,
      uncoveredCost: Array.from(
        { length: compact.levels },
        (_, level) => 10 * dearest * 10 ** Math.min(2, compact.levels - 1 - level),
      ),
      heldLevels: compact.levels,
      patternsOf: (leader) => this.patternsOf(leader),
      rank: this.penalties,
      highestRank: rankFor(this.penalties, 4 * compact.cases),
      leaders: Math.round(leaders),
    };
  }

  private windows(effort: Effort, leaders: number): void {
    const { roster, compact } = this.context;
    const options = this.windowOptions(effort, leaders);
    const hope = new Float64Array(compact.cases).fill(1);
    let fruitless = 0;
    const patience = this.isOneWindow() ? 1 : 10 + (3 * compact.leaders) / leaders;
    while (fruitless < patience && !effort.isOver() && !this.isDone()) {
      const seed = this.hopefulCase(hope);
      const found = betterOneWindow(roster, [seed], options);
      fruitless = found ? 0 : fruitless + 1;
      hope[seed] = (hope[seed] ?? 1) * (found ? 0.7 : 0.25);
    }
  }

  private dive(master: MasterProgram, effort: Effort): void {
    divePlan(this.context.roster, this.relaxation, master, {
      effort,
      pool: this.context.pool,
      window: this.windowOptions(effort, WINDOW_LEADERS),
    });
    this.patterns.clear();
  }

  private patternsOf(leader: number): readonly Pattern[] {
    const known = this.patterns.get(leader);
    if (known !== undefined) return known;
    const { compact } = this.context;
    const valuation = { compact, costs: compact.cost, prices: this.found.prices };
    const own = [...this.context.pool.of(leader), ...bestPatterns(valuation, leader, WINDOW_PATTERNS)];
    this.patterns.set(leader, own);
    return own;
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

  private isOneWindow(): boolean {
    return this.context.compact.leaders <= WINDOW_LEADERS;
  }

  private core(effort: Effort): void {
    const { roster, compact } = this.context;
    const whole = solveWhole(roster, {
      ...this.context,
      ...{ effort, relaxation: this.relaxation, found: this.found, incumbent: roster.cost },
      uncoveredCost: Array.from({ length: compact.levels }, () => 0),
      heldLevels: compact.levels,
      onGap: this.search.onGap,
    });
    if (whole !== null) {
      this.found = { ...this.found, value: Math.max(this.found.value, whole) };
      return;
    }
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
