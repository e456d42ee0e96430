import type { Multipliers } from '../multipliers.js';
import { matchPenalties, rankFor } from '../penalties.js';
import type { Relaxation } from '../relaxation.js';
import type { Effort } from '../effort.js';
import { isBetter, keep } from '../roster.js';
import type { SearchContext } from '../search-context.js';
import { profileRegrets } from './profile-choice.js';
import { SlotFlow } from './slot-flow.js';
import { type SlotLayout, slotLayout } from './slot-layout.js';
import { searchProfiles } from './slot-search.js';

export interface PlaceByProfiles {
  readonly effort: Effort;
  /** Of the score: prices and the bound that they prove. */
  readonly found: Multipliers;
  /** Asked of every better plan, by case: whether it covers what is sought. Null: a low score is sought. */
  readonly isEnough: ((pairOf: Int32Array) => boolean) | null;
  /** Told now and then: what the best plan costs, so far as it covers no more than the one in the roster. */
  readonly onCost: (cost: number) => void;
}

const PAIRS_PER_CASE = 8;
/** Profiles are tried up to this regret, in what a case costs on average. */
const MOST_REGRET = 0.2;
/** A plan whose profiles have a higher regret in all, as a part of the bound, is no place to begin. */
const MOST_REGRET_AT_START = 0.02;
const SHARE_FOR_ROUND = 0.85;
/** Temperatures, in what a case costs on average. */
const HOTTEST = 0.5;
const COLDEST = 0.02;
const COOLER = 0.3;
const STEPS_PER_CASE = 600;
/** Part of the time that has to be left for another start. */
const SHARE_LEFT_FOR_START = 0.4;
const FIRST_STEPS_PER_CASE = 5;
const ROUNDS_OF_A_LENGTH = 4;
const MOST_ROUNDS = 24;
/** From the likeliest profiles it takes luck to cover all that can be covered. */
const FRUITLESS_BEFORE_PLAN = 3;
const MOST_FRUITLESS = 5;
const OPERATIONS_PER_PAIR = 500;
const UNCOVERED_WEIGHT = 5;
/** Beyond this whole numbers are not exact. */
const MOST_TOTAL = 2 ** 52;

/**
 * Looks for a plan that covers more or costs less among the profiles and pairs that the prices of the score make likely. Begins
 * with the likeliest profile of each leader unless the plan's are likely themselves. The plan in the roster never gets worse.
 */
export function placeByProfiles(
  context: SearchContext,
  relaxation: Relaxation,
  options: PlaceByProfiles,
): void {
  const uncovered = uncoveredWeights(context.compact);
  if (uncovered === null) return;
  const placing = new Placing(context, relaxation, options, uncovered);
  if (options.isEnough === null) placing.better();
  else placing.cover(options.isEnough);
}

class Placing {
  private readonly layout: SlotLayout;
  private readonly regrets: readonly Float64Array[];
  private readonly likeliest: Int32Array;
  private readonly perCase: number;

  constructor(
    private readonly context: SearchContext,
    relaxation: Relaxation,
    private readonly options: PlaceByProfiles,
    /** By level. */
    private readonly uncovered: Float64Array,
  ) {
    const { compact, roster } = context;
    const { found } = options;
    relaxation.evaluate(found.prices);
    const { leaderValue } = relaxation;
    const penalties = matchPenalties(compact, compact.cost, found.prices, leaderValue);
    const highest = rankFor(penalties, PAIRS_PER_CASE * compact.cases);
    const isHeld = (pair: number): boolean => roster.pairOf[compact.pairCase[pair] ?? 0] === pair;
    this.layout = slotLayout(compact, (pair) => (penalties[pair] ?? 0) <= highest || isHeld(pair));
    this.regrets = profileRegrets(this.layout, found.prices, leaderValue);
    this.likeliest = Int32Array.from(this.regrets, (own) => own.indexOf(Math.min(...own)));
    this.perCase = Math.max(1, found.value / compact.cases);
  }

  /** What can be covered is found soon or, most often, not at all: it takes luck, not patience. */
  cover(isEnough: (pairOf: Int32Array) => boolean): void {
    const { effort } = this.options;
    const { roster } = this.context;
    for (let round = 0; round < MOST_ROUNDS && !effort.isOver() && !isEnough(roster.pairOf); round++) {
      const stepsPerCase = FIRST_STEPS_PER_CASE * 2 ** Math.floor(round / ROUNDS_OF_A_LENGTH);
      this.search(this.likeliest, { effort, stepsPerCase, hottest: HOTTEST, coldest: HOTTEST / 2 });
    }
  }

  better(): void {
    const { effort, found } = this.options;
    let held = this.profilesHeld();
    const regret = held.reduce((sum, profile, leader) => sum + (this.regrets[leader]?.[profile] ?? 0), 0);
    let isFromPlan = regret <= MOST_REGRET_AT_START * found.value;
    const fresh = this.likeliest;
    if (this.beginAnew([fresh, isFromPlan ? held : fresh, fresh])) {
      held = this.profilesHeld();
      isFromPlan = true;
    }
    let hottest = isFromPlan ? HOTTEST * COOLER : HOTTEST;
    let fruitless = 0;
    while (fruitless < MOST_FRUITLESS && !effort.isOver()) {
      const round = { effort: effort.part(SHARE_FOR_ROUND), stepsPerCase: STEPS_PER_CASE * (1 + fruitless) };
      if (this.search(isFromPlan ? held : this.likeliest, { ...round, hottest, coldest: COLDEST })) {
        held = this.profilesHeld();
        isFromPlan = true;
        fruitless = 0;
        hottest = Math.max(hottest * COOLER, COLDEST);
      } else {
        fruitless += 1;
        isFromPlan ||= fruitless === FRUITLESS_BEFORE_PLAN;
        hottest = isFromPlan ? HOTTEST * COOLER : HOTTEST;
      }
    }
  }

  /**
   * Where one cooling ends is chance, however slow it is: the best of some is worth more.
   *
   * @returns whether the plan is better
   */
  private beginAnew(starts: readonly Int32Array[]): boolean {
    const { effort } = this.options;
    const most = effort.secondsLeft();
    let isBetter = false;
    for (const from of starts) {
      if (effort.secondsLeft() < SHARE_LEFT_FOR_START * most) break;
      const round = { effort: effort.part(SHARE_FOR_ROUND), stepsPerCase: STEPS_PER_CASE };
      const isBest = this.search(from, { ...round, hottest: HOTTEST, coldest: COLDEST });
      isBetter ||= isBest;
    }
    return isBetter;
  }

  /** @returns whether the plan is better */
  private search(from: Int32Array, round: Round): boolean {
    const { layout, perCase, uncovered, options } = this;
    const { compact, roster, random } = this.context;
    options.effort.spend(layout.slotPair.length * OPERATIONS_PER_PAIR);
    const before = keep(roster);
    const pairOf = searchProfiles(new SlotFlow(layout, compact.cost, uncovered), {
      ...{ random, effort: round.effort, isEnough: options.isEnough ?? (() => false) },
      ...{ profileOf: Int32Array.from(from), alternatives: this.alternativesTo(from) },
      ...{ hottest: round.hottest * perCase, coldest: round.coldest * perCase },
      mostSteps: round.stepsPerCase * compact.cases,
      onLeast: (total) => {
        const cost = total - this.costUncovered();
        // Far less: it covers more, and then the bound says nothing.
        options.onCost(cost >= options.found.value ? Math.min(cost, before.cost) : before.cost);
      },
    });
    roster.become(pairOf);
    if (isBetter(roster, before)) return true;
    roster.become(before.pairOf);
    return false;
  }

  /** Of the plan in the roster. */
  private costUncovered(): number {
    const { compact, roster } = this.context;
    return this.uncovered.reduce(
      (sum, cost, level) => sum + cost * ((compact.casesAtLevel[level] ?? 0) - (roster.covered[level] ?? 0)),
      0,
    );
  }

  /** By leader: profiles that may be tried. */
  private alternativesTo(from: Int32Array): Int32Array[] {
    return this.regrets.map((own, leader) =>
      Int32Array.from(own.keys()).filter(
        (profile) => (own[profile] ?? 0) <= MOST_REGRET * this.perCase || profile === from[leader],
      ),
    );
  }

  /** By leader: of the profiles with room for what the leader holds the likeliest. */
  private profilesHeld(): Int32Array<ArrayBuffer> {
    const { layout, regrets } = this;
    const held = new Int32Array(layout.slots);
    for (const pair of this.context.roster.pairOf) {
      const slot = layout.slotOf[pair] ?? -1;
      if (pair >= 0) held[slot] = (held[slot] ?? 0) + 1;
    }
    return Int32Array.from(layout.profiles, (profiles, leader) => {
      const first = layout.slotStart[leader] ?? 0;
      const own = regrets[leader];
      let best = -1;
      for (const [profile, counts] of profiles.entries()) {
        const hasRoom = counts.every((count, position) => count >= (held[first + position] ?? 0));
        if (hasRoom && (best < 0 || (own?.[profile] ?? 0) < (own?.[best] ?? 0))) best = profile;
      }
      return best;
    });
  }
}

/** Temperatures in what a case costs on average. */
interface Round {
  readonly effort: Effort;
  readonly stepsPerCase: number;
  readonly hottest: number;
  readonly coldest: number;
}

/** By level, in cost units: more than any detour of a case costs; null where whole numbers would not do. */
function uncoveredWeights({ cost, levels, cases }: SearchContext['compact']): Float64Array | null {
  const least = UNCOVERED_WEIGHT * cost.reduce((most, own) => Math.max(most, own), 1);
  const most = MOST_TOTAL / (cases + 1);
  if (least > most) return null;
  return Float64Array.from({ length: levels }, (_, level) =>
    Math.min(Math.floor(most), least * 10 ** Math.min(5, levels - 1 - level)),
  );
}
