import { annealScore } from './anneal-score.js';
import { PairBranching } from './branching/branch-on-pairs.js';
import { generateColumns } from './column-generation.js';
import { coreOfScore, wholeOfScore } from './score-core.js';
import type { KnownScore, SearchContext } from './search-context.js';
import { priceScore } from './score-prices.js';
import type { Effort } from './effort.js';
import { MOST_LEADERS_WHEN_COUNTED } from './profile-window.js';
import { betterPrices, climb, type Multipliers } from './multipliers.js';
import { type MasterProgram, withMaster } from './master-program.js';
import { boundByProfiles } from './profile-bound.js';
import { diveByProfiles } from './profile-dive.js';
import { secondsOfProgram, withProfiles } from './profile-master.js';
import type { ProfileCut } from './profile-program.js';
import { matchPenalties } from './penalties.js';
import type { Relaxation } from './relaxation.js';
import { placeByProfiles } from './slots/place-by-profiles.js';
import { divePlan } from './dive-plan.js';
import { type ScoreState, ScoreWindows, WINDOW_LEADERS } from './score-windows.js';

export interface ScoreSearch {
  readonly effort: Effort;
  readonly prices: Float64Array;
  /** Relative gap at which the search may stop. */
  readonly gap: number;
  readonly onGap: (gap: number) => void;
}

const SHARE_FOR_FIRST_PRICES = 0.08;
const SHARE_FOR_BOUND = 0.4;
/** Where the prices that are known did not come from a linear program. */
const SHARE_FOR_KNOWN = 0.4;
const PRICES_OF_KNOWN = { shareForProgram: 0.25, mostIterations: 150 };
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
/** With twice as many an engine took more than 2 GB. */
const MOST_PROFILED_CORE_PAIRS = 40_000;
const SHARE_FOR_DIVE = 0.5;
const SHARE_FOR_ANNEALING = 0.1;
const SHARE_FOR_BRANCHING = 0.9;
const SHARE_FOR_ANNEALING_OF_PROFILES = 0.2;
const SHARE_FOR_PROFILES = 0.85;
/** Where an engine takes in the whole component it needs most of the time. */
const SHARE_FOR_PROFILES_BEFORE_WHOLE = 0.2;
const MOST_CORE_PAIRS = 8000;
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
  /** Prices and what they prove by themselves: what is ruled out by their penalties hangs on both. */
  private found: Multipliers;
  /** The best bound, whoever proved it. */
  private proven = -Infinity;
  private penalties: Float64Array = new Float64Array(0);
  private readonly windowsOf: ScoreWindows;
  private readonly knownBefore: KnownScore | null;
  /** What the plan covered at first. */
  private readonly covered: readonly number[];

  constructor(
    private readonly context: SearchContext,
    private readonly relaxation: Relaxation,
    private readonly search: ScoreSearch,
  ) {
    this.covered = [...context.roster.covered];
    this.windowsOf = new ScoreWindows(context);
    this.knownBefore = this.known();
    this.found = this.knownBefore?.found ?? {
      ...{ prices: search.prices, value: relaxation.evaluate(search.prices) },
    };
  }

  /** What was found on the way to what the plan covers; for another coverage where the program would take too long. */
  private known(): KnownScore | null {
    const { knownScore } = this.context;
    const { mostUncovered: most } = this.relaxation.aim;
    if (knownScore?.mostUncovered.length !== most.length) return null;
    if (knownScore.mostUncovered.every((count, level) => count === most[level])) return knownScore;
    const seconds = PRICES_OF_KNOWN.shareForProgram * SHARE_FOR_KNOWN * this.search.effort.secondsLeft();
    if (secondsOfProgram(this.relaxation) <= seconds) return null;
    const { prices } = knownScore.found;
    return {
      ...knownScore,
      found: { prices, value: this.relaxation.evaluate(prices) },
      isFromProgram: false,
    };
  }

  run(): Multipliers {
    const { effort } = this.search;
    if (this.knownBefore === null) this.firstPrices(effort.part(SHARE_FOR_FIRST_PRICES));
    const { cuts } = this.context;
    if (!this.isDone() && cuts === null) this.byPatterns(effort);
    else if (!this.isDone() && cuts !== null) this.byProfiles(effort, cuts);
    return { prices: this.found.prices, value: this.bound };
  }

  private get bound(): number {
    return Math.max(this.found.value, this.proven);
  }

  private byPatterns(effort: Effort): void {
    // The better the plan, the less the master program has to find out by itself.
    if (this.context.compact.pairs <= MOST_WHOLE_PAIRS) this.branch(effort);
    else this.annealAll(effort.part(SHARE_FOR_ANNEALING));
    if (!this.isDone()) this.generateAndDive(effort);
    for (let round = 0; round < 8 && !this.isDone(); round++) {
      this.windows(effort.part(0.6), WINDOW_LEADERS * (1 + round / 3));
      if (!this.isDone()) this.core(effort.part(this.windowsOf.isOne ? 1 : 0.6));
    }
  }

  private branch(effort: Effort): void {
    const { relaxation, context, search } = this;
    const branching = new PairBranching(context, relaxation, { ...search, found: this.found });
    this.proven = branching.bound;
    this.found = betterPrices(relaxation, this.found, branching.raiseRoot(effort).prices);
    this.weigh();
    this.annealAll(effort.part(SHARE_FOR_ANNEALING));
    if (this.isDone()) return;
    branching.close(effort.part(SHARE_FOR_BRANCHING));
    this.proven = branching.bound;
  }

  /** Bound, plan and prices from one linear program; then windows that grow, and in the end all that is left at once. */
  private byProfiles(effort: Effort, cuts: ProfileCut[]): void {
    // Where all can be covered a dive finds cheap plans soonest; else what it settles early loses others their place.
    const isAllCovered = (): boolean => this.context.roster.pairOf.every((pair) => pair >= 0);
    if (this.knownBefore === null || isAllCovered()) this.boundAndDive(effort, cuts, isAllCovered);
    else this.placeFromKnown(effort, this.knownBefore);
    for (let round = 0; round < MOST_CORES && !this.isDone(); round++) {
      if (!this.isForWhole && round > 0 && this.mostCorePairs(round) === this.mostCorePairs(round - 1))
        return;
      if (this.isForWhole) this.growingWindows(effort.part(SHARE_FOR_WINDOWS_BEFORE_WHOLE));
      else if (round === 0) this.growingWindows(effort.part(SHARE_FOR_PROFILE_WINDOWS));
      if (!this.isDone()) this.core(effort, round);
    }
  }

  private boundAndDive(effort: Effort, cuts: ProfileCut[], isAllCovered: () => boolean): void {
    const { engine, compact, roster } = this.context;
    withProfiles(this.relaxation, { engine, cuts, costs: compact.cost }, (master) => {
      const options = { effort: effort.part(SHARE_FOR_BOUND), enough: this.enough() };
      this.found = boundByProfiles(this.relaxation, master, this.found, options);
      if (!isAllCovered()) {
        this.place(effort);
        return;
      }
      this.weigh();
      this.annealAll(effort.part(SHARE_FOR_ANNEALING_OF_PROFILES));
      if (this.isDone() || this.windowsOf.isOne) return;
      const window = this.windowsOf.options(this.state, effort, FIRST_PROFILE_LEADERS);
      diveByProfiles(roster, master, {
        ...{ effort: effort.part(SHARE_FOR_DIVE), window },
        lastLeaders: LAST_LEADERS_OF_DIVE,
      });
    });
  }

  private placeFromKnown(effort: Effort, { isFromProgram }: KnownScore): void {
    if (!isFromProgram) {
      const options = { effort: effort.part(SHARE_FOR_KNOWN), ...PRICES_OF_KNOWN };
      this.found = priceScore(this.context, this.relaxation, this.found, options).found;
    }
    this.place(effort);
  }

  private place(effort: Effort): void {
    this.weigh();
    placeByProfiles(this.context, this.relaxation, {
      found: this.found,
      effort: effort.part(this.isForWhole ? SHARE_FOR_PROFILES_BEFORE_WHOLE : SHARE_FOR_PROFILES),
      isEnough: null,
      onCost: (cost) => {
        this.search.onGap(Math.max(0, cost - this.bound) / Math.max(1, cost));
      },
    });
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
    const gap = (roster.cost - this.bound) / Math.max(1, roster.cost);
    this.search.onGap(Math.max(0, gap));
    const isProven = this.bound > roster.cost - 1 + 1e-5;
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
      if (!this.windowsOf.isOne && !this.isDone()) this.dive(master, effort.part(SHARE_FOR_DIVE));
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

  private windows(effort: Effort, leaders: number): void {
    this.windowsOf.better(this.state, { effort, leaders, isDone: () => this.isDone() });
  }

  private get state(): ScoreState {
    return { found: this.found, penalties: this.penalties };
  }

  private dive(master: MasterProgram, effort: Effort): void {
    divePlan(this.context.roster, this.relaxation, master, {
      ...{ effort, pool: this.context.pool },
      window: this.windowsOf.options(this.state, effort, WINDOW_LEADERS),
    });
    this.windowsOf.forgetPatterns();
  }

  private get isForWhole(): boolean {
    return this.context.cuts !== null && this.context.compact.pairs <= MOST_WHOLE_PAIRS;
  }

  private mostCorePairs(round: number): number {
    const { compact, cuts } = this.context;
    if (cuts === null) return MOST_CORE_PAIRS;
    if (this.isForWhole) return compact.pairs;
    return Math.min(MOST_PROFILED_CORE_PAIRS, Math.round(PROFILE_CORE_PAIRS * compact.cases * 2 ** round));
  }

  private core(effort: Effort, round = 0): void {
    const { cuts } = this.context;
    const { onGap } = this.search;
    const whole =
      cuts === null
        ? wholeOfScore(this.context, this.relaxation, { effort, found: this.found, onGap })
        : null;
    const proven =
      whole ??
      coreOfScore(this.context, this.relaxation, {
        ...{ effort, found: this.found, penalties: this.penalties, round },
        mostPairs: this.mostCorePairs(round),
        mostNodes: this.isForWhole && round < MOST_CORES - 1 ? NODES_OF_FIRST_WHOLE * 4 ** round : null,
        ...{ gap: this.search.gap, onGap: this.search.onGap },
      });
    this.proven = Math.max(this.proven, proven);
  }
}
