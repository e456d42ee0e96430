import { annealScore } from './anneal-score.js';
import { generateColumns } from './column-generation.js';
import { solveCore, solveWhole } from './core.js';
import type { SearchContext } from './search-context.js';
import type { Effort } from './effort.js';
import { MOST_LEADERS_WHEN_COUNTED } from './profile-window.js';
import { climb, type Multipliers } from './multipliers.js';
import { type MasterProgram, withMaster } from './master-program.js';
import { bestPatterns, type Pattern } from './patterns.js';
import { boundByProfiles } from './profile-bound.js';
import { diveByProfiles } from './profile-dive.js';
import { withProfiles } from './profile-master.js';
import type { ProfileCut } from './profile-program.js';
import { matchPenalties, rankFor } from './penalties.js';
import type { Relaxation } from './relaxation.js';
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
const FIRST_PROFILE_LEADERS = 60;
const LAST_LEADERS_OF_DIVE = 70;
const PROFILE_WINDOW_GROWTH = 1.5;
const SHARE_FOR_EACH_SIZE = 0.6;
const SHARE_FOR_PROFILE_WINDOWS = 0.3;
/** So many pairs an engine takes in at once: its own cuts then raise the bound, and it finds better plans than windows do. */
const MOST_WHOLE_PAIRS = 16_000;
const SHARE_FOR_WINDOWS_BEFORE_WHOLE = 0.1;
/** An engine finds its plans early on: it begins anew from the better plan sooner than it goes through its tree. */
const NODES_OF_FIRST_WHOLE = 5;
/** Of each case in the first core of larger components, on average: few enough for an engine to find good plans. */
const PROFILE_CORE_PAIRS = 4;
/** Windows are solved so much more closely than the whole plan is. */
const SHARE_OF_GAP = 0.1;
const SHARE_FOR_DIVE = 0.5;
const SHARE_FOR_ANNEALING = 0.1;
const SHARE_FOR_ANNEALING_OF_PROFILES = 0.2;
const WINDOW_LEADERS = 60;
const WINDOW_PATTERNS = 30;
const MOST_CORE_PAIRS = 8000;
const CASES_DRAWN = 8;
const MOST_CORES = 8;

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
    if (this.context.cuts === null) this.byPatterns(effort);
    else this.byProfiles(effort, this.context.cuts);
    return this.found;
  }

  private byPatterns(effort: Effort): void {
    // The better the plan, the less the master program has to find out by itself.
    this.annealAll(effort.part(SHARE_FOR_ANNEALING));
    if (!this.isDone()) this.generateAndDive(effort);
    for (let round = 0; round < 8 && !this.isDone(); round++) {
      this.windows(effort.part(0.6), WINDOW_LEADERS * (1 + round / 3));
      if (!this.isDone()) this.core(effort.part(this.isOneWindow() ? 1 : 0.6));
    }
  }

  /** Bound, plan and prices from one linear program; then windows that grow, and in the end all that is left at once. */
  private byProfiles(effort: Effort, cuts: ProfileCut[]): void {
    const { engine, compact, roster } = this.context;
    withProfiles(this.relaxation, { engine, cuts, costs: compact.cost }, (master) => {
      const options = { effort: effort.part(SHARE_FOR_BOUND), enough: this.enough() };
      this.found = boundByProfiles(this.relaxation, master, this.found, options);
      this.weigh();
      this.annealAll(effort.part(SHARE_FOR_ANNEALING_OF_PROFILES));
      // Where some must stay uncovered, what is settled early loses others their place: windows do better.
      const isAllCovered = roster.pairOf.every((pair) => pair >= 0);
      if (this.isDone() || this.isOneWindow() || !isAllCovered) return;
      const window = this.windowOptions(effort, FIRST_PROFILE_LEADERS);
      diveByProfiles(roster, master, {
        ...{ effort: effort.part(SHARE_FOR_DIVE), window },
        lastLeaders: LAST_LEADERS_OF_DIVE,
      });
    });
    for (let round = 0; round < MOST_CORES && !this.isDone(); round++) {
      if (this.isForWhole) this.growingWindows(effort.part(SHARE_FOR_WINDOWS_BEFORE_WHOLE));
      else if (round === 0) this.growingWindows(effort.part(SHARE_FOR_PROFILE_WINDOWS));
      if (!this.isDone()) this.core(effort, round);
    }
  }

  private growingWindows(effort: Effort): void {
    const { leaders } = this.context.compact;
    // No clock ends a solve whose work is counted: it has to be small.
    const most = effort.clock.isCounted ? Math.min(MOST_LEADERS_WHEN_COUNTED, leaders) : leaders;
    for (let size = FIRST_PROFILE_LEADERS; size <= most && !effort.isOver(); size *= PROFILE_WINDOW_GROWTH) {
      this.windows(effort.part(SHARE_FOR_EACH_SIZE), size);
    }
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
      mostIterations: this.context.cuts === null ? 400 : 20,
      effort,
    });
    this.weigh();
  }

  private generateAndDive(effort: Effort): void {
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

  private annealAll(effort: Effort): void {
    for (let round = 0; round < 4 && !effort.isOver() && !this.isDone(); round++) {
      annealScore(this.context, { penalties: this.penalties, bound: this.found.value, effort, round });
    }
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
      nearShare:
        (SHARE_OF_GAP * (this.context.roster.cost - this.found.value)) /
        Math.max(1, this.context.roster.cost),
    };
  }

  private windows(effort: Effort, leaders: number): void {
    const { roster, compact } = this.context;
    const hope = new Float64Array(compact.cases).fill(1);
    let fruitless = 0;
    const patience = this.isOneWindow() ? 1 : 10 + (3 * compact.leaders) / leaders;
    while (fruitless < patience && !effort.isOver() && !this.isDone()) {
      const seed = this.hopefulCase(hope);
      const found = betterOneWindow(roster, [seed], this.windowOptions(effort, leaders));
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

  private get isForWhole(): boolean {
    return this.context.cuts !== null && this.context.compact.pairs <= MOST_WHOLE_PAIRS;
  }

  private mostCorePairs(round: number): number {
    const { compact, cuts } = this.context;
    if (cuts === null) return MOST_CORE_PAIRS;
    if (this.isForWhole) return compact.pairs;
    return Math.round(PROFILE_CORE_PAIRS * compact.cases * 2 ** round);
  }

  private core(effort: Effort, round = 0): void {
    const { roster, compact } = this.context;
    const whole =
      this.context.cuts !== null
        ? null
        : solveWhole(roster, {
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
      seed: this.context.seed + round,
      mostPairs: this.mostCorePairs(round),
      mostNodes: this.isForWhole && round < MOST_CORES - 1 ? NODES_OF_FIRST_WHOLE * 4 ** round : null,
      gap: this.search.gap,
      onGap: this.search.onGap,
    });
    this.found = { ...this.found, value: Math.max(this.found.value, proven) };
  }
}
