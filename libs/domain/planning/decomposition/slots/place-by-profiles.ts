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
  /** Asked of every better plan, by case: whether it will do. */
  readonly isEnough: (pairOf: Int32Array) => boolean;
}

const PAIRS_PER_CASE = 8;
/** Profiles are tried up to this regret, in what a case costs on average. */
const MOST_REGRET = 0.2;
/** A plan whose profiles have a higher regret in all, as a part of the bound, is no place to begin. */
const MOST_REGRET_AT_START = 0.02;
const SHARE_FOR_ROUND = 0.7;
/** Temperatures, in what a case costs on average. */
const HOTTEST = 0.5;
const COLDEST = 0.02;
const COOLER = 0.3;
const STEPS_PER_CASE = 600;
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
  { compact, roster, random }: SearchContext,
  relaxation: Relaxation,
  { effort, found, isEnough }: PlaceByProfiles,
): void {
  const uncovered = uncoveredWeights(compact);
  if (uncovered === null) return;
  relaxation.evaluate(found.prices);
  const { leaderValue } = relaxation;
  const penalties = matchPenalties(compact, compact.cost, found.prices, leaderValue);
  const highest = rankFor(penalties, PAIRS_PER_CASE * compact.cases);
  const isHeld = (pair: number): boolean => roster.pairOf[compact.pairCase[pair] ?? 0] === pair;
  const layout = slotLayout(compact, (pair) => (penalties[pair] ?? 0) <= highest || isHeld(pair));
  const regrets = profileRegrets(layout, found.prices, leaderValue);
  const perCase = Math.max(1, found.value / compact.cases);
  const likeliest = Int32Array.from(regrets, (own) => own.indexOf(Math.min(...own)));
  let held = profilesHeld(layout, roster.pairOf, regrets);
  const regret = held.reduce((sum, profile, leader) => sum + (regrets[leader]?.[profile] ?? 0), 0);
  let isFromPlan = regret <= MOST_REGRET_AT_START * found.value;
  let hottest = HOTTEST;
  let fruitless = 0;
  while (fruitless < MOST_FRUITLESS && !effort.isOver() && !isEnough(roster.pairOf)) {
    const profileOf = isFromPlan ? held : likeliest;
    const alternatives = regrets.map((own, leader) =>
      Int32Array.from(own.keys()).filter(
        (profile) => (own[profile] ?? 0) <= MOST_REGRET * perCase || profile === profileOf[leader],
      ),
    );
    effort.spend(layout.slotPair.length * OPERATIONS_PER_PAIR);
    const pairOf = searchProfiles(new SlotFlow(layout, compact.cost, uncovered), {
      ...{ random, effort: effort.part(SHARE_FOR_ROUND), alternatives, isEnough },
      ...{ profileOf: Int32Array.from(profileOf), coldest: COLDEST * perCase },
      ...{ hottest: (isFromPlan ? hottest : HOTTEST) * perCase },
      mostSteps: STEPS_PER_CASE * compact.cases * (1 + fruitless),
    });
    const before = keep(roster);
    roster.become(pairOf);
    if (isBetter(roster, before)) {
      held = profilesHeld(layout, roster.pairOf, regrets);
      isFromPlan = true;
      fruitless = 0;
      hottest = Math.max(hottest * COOLER, COLDEST);
    } else {
      roster.become(before.pairOf);
      fruitless += 1;
      isFromPlan = fruitless === FRUITLESS_BEFORE_PLAN;
    }
  }
}

/** By leader: of the profiles with room for what the leader holds the likeliest. */
function profilesHeld(
  layout: SlotLayout,
  pairOf: Int32Array,
  regrets: readonly Float64Array[],
): Int32Array<ArrayBuffer> {
  const held = new Int32Array(layout.slots);
  for (const pair of pairOf) {
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

/** By level, in cost units: more than any detour of a case costs; null where whole numbers would not do. */
function uncoveredWeights({ cost, levels, cases }: SearchContext['compact']): Float64Array | null {
  const least = UNCOVERED_WEIGHT * cost.reduce((most, own) => Math.max(most, own), 1);
  const most = MOST_TOTAL / (cases + 1);
  if (least > most) return null;
  return Float64Array.from({ length: levels }, (_, level) =>
    Math.min(Math.floor(most), least * 10 ** Math.min(5, levels - 1 - level)),
  );
}
