import { anneal, menuOf } from './anneal.js';
import { generateColumns } from './column-generation.js';
import { solveCore } from './core.js';
import type { Effort } from './effort.js';
import { coverageWeights } from './first-plan.js';
import { bestRaised, cheapestPrices, climb, type Multipliers } from './multipliers.js';
import { withMaster } from './master-program.js';
import { boundByProfiles } from './profile-bound.js';
import { withProfiles } from './profile-master.js';
import { matchPenalties } from './penalties.js';
import { Relaxation } from './relaxation.js';
import { coveredBy, isBetter, keep } from './roster.js';
import type { SearchContext } from './search-context.js';
import { priceScore } from './score-prices.js';
import { placeByProfiles } from './slots/place-by-profiles.js';
import { windowsOverCoverage } from './coverage-windows.js';

export interface CoverageSearch {
  readonly effort: Effort;
  readonly prices: Float64Array;
}

const SHARE_FOR_FIRST_PRICES = 0.25;
const SHARE_FOR_ANNEALING = 0.25;
/** On larger components the search over profiles does in a second what annealing does not. */
const MOST_PAIRS_FOR_ANNEALING = 16_000;
const SHARE_FOR_ANNEALING_BEFORE_PROFILES = 0.08;
const SHARE_FOR_BOUND = 0.2;
const SHARE_FOR_PROFILES = 0.6;
/** What the dearest pair costs, where an uncovered case costs 1. */
const ADDED_COSTS = [0.2, 0.02];
const ROUNDS_OF_ANNEALING = 3;
const SHARE_FOR_PLACING = 0.9;
const SHARE_FOR_SCORE_BOUND = 0.8;
/** Prices that are nearly as good will do to find coverage. */
const SHARE_FOR_PROGRAM = 0.25;
const ITERATIONS_FOR_SCORE = 60;
/** Each takes as long as the first, and cuts hardly ever matter to coverage. */
const ROUNDS_OF_CUTS = 2;
const STEPS_PER_CASE = 100;
/** Components up to here are put to the engine whole. */
const MOST_CORE_PAIRS = 8000;

/**
 * Covers as many cases of the level as it can, in the roster, and bounds how many must stay uncovered, given what the plan
 * covers at better levels.
 */
export function searchCoverage(
  context: SearchContext,
  relaxation: Relaxation,
  level: number,
  { effort, prices }: CoverageSearch,
): Multipliers {
  const { compact, roster } = context;
  const cases = compact.casesAtLevel[level] ?? 0;
  const uncovered = (): number => cases - (roster.covered[level] ?? 0);
  // One case less is what there is to rule out.
  const enough = (): number => uncovered() - 1 + 1e-4;
  let found = climb(relaxation, prices, {
    scale: cases,
    most: uncovered() + 0.01 * cases,
    enough: enough(),
    mostIterations: context.cuts === null ? 250 : 20,
    effort: effort.part(SHARE_FOR_FIRST_PRICES),
  });
  const isProven = (): boolean => found.value > uncovered() - 1 + 1e-5;
  if (isProven()) return found;
  // One linear program says where days are scarce before anything is tried.
  if (context.cuts !== null) found = raiseBound(context, relaxation, found, effort.part(SHARE_FOR_PROFILES));
  if (isProven()) return found;
  const better = roster.covered.slice(0, level);
  const isLarge = context.cuts !== null && compact.pairs > MOST_PAIRS_FOR_ANNEALING;
  annealCoverage(
    context,
    rankOf(relaxation, found.prices),
    level,
    effort.part(isLarge ? SHARE_FOR_ANNEALING_BEFORE_PROFILES : SHARE_FOR_ANNEALING),
    isProven,
  );
  // What was proven for one coverage of the better levels says nothing for a higher one.
  const isHeld = (): boolean => roster.covered.slice(0, level).every((count, at) => count === better[at]);
  if (!isHeld()) return { ...found, value: 0 };
  if (isProven() || effort.isOver()) return found;
  if (context.cuts === null) {
    found = raiseBound(context, relaxation, found, effort.part(SHARE_FOR_BOUND));
    if (isProven() || effort.isOver()) return found;
  }
  const penalties = rankOf(relaxation, found.prices);
  if (context.cuts !== null) {
    coverByProfiles(context, level, found, effort.part(SHARE_FOR_PLACING));
    if (!isHeld()) return { ...found, value: 0 };
    if (isProven() || effort.isOver()) return found;
  }
  const rank = penalties.map((penalty, pair) => penalty + (compact.cost[pair] ?? 0) * 1e-12);
  windowsOverCoverage(context, { rank, prices: found.prices, level, effort, isProven });
  if (!isProven() && !effort.isOver() && isHeld()) {
    const value = coverageCore(context, relaxation, penalties, level, { found, effort });
    found = { ...found, value: Math.max(found.value, value) };
  }
  return isHeld() ? found : { ...found, value: 0 };
}

/**
 * Seeks the coverage that the bound allows and a low score at once: the prices of the score, with that coverage held, say far
 * better than those of coverage alone which profiles a good plan has.
 */
function coverByProfiles(
  context: SearchContext,
  level: number,
  { prices, value }: Multipliers,
  effort: Effort,
): void {
  const { compact, roster } = context;
  const least = Math.ceil(value - 1e-5);
  const mostUncovered = [...roster.covered]
    .slice(0, level + 1)
    .map((count, at) => (at === level ? least : (compact.casesAtLevel[at] ?? 0) - count));
  const relaxation = new Relaxation(compact, { level: null, mostUncovered });
  const first = bestRaised(relaxation, cheapestPrices(compact), prices);
  const priced = priceScore(
    context,
    relaxation,
    { prices: first, value: relaxation.evaluate(first) },
    {
      ...{ effort: effort.part(SHARE_FOR_SCORE_BOUND), shareForProgram: SHARE_FOR_PROGRAM },
      mostIterations: ITERATIONS_FOR_SCORE,
    },
  );
  const { found } = priced;
  context.knownScore = { mostUncovered, ...priced };
  const covered = [...roster.covered];
  placeByProfiles(context, relaxation, {
    ...{ effort, found, onCost: () => undefined },
    isEnough: (pairOf) => {
      const now = coveredBy(compact, pairOf);
      const isOtherAim = covered.slice(0, level).some((count, at) => (now[at] ?? 0) > count);
      return isOtherAim || (now[level] ?? 0) >= (compact.casesAtLevel[level] ?? 0) - least;
    },
  });
}

/** The best bound that the relaxation gives, as far as time allows. */
function raiseBound(
  context: SearchContext,
  relaxation: Relaxation,
  start: Multipliers,
  effort: Effort,
): Multipliers {
  const { engine, cuts } = context;
  if (cuts === null) return byColumns(context, relaxation, start, effort);
  const costs = new Float64Array(relaxation.compact.pairs);
  return withProfiles(relaxation, { engine, cuts, costs, anyOptimum: true }, (master) =>
    boundByProfiles(relaxation, master, start, { effort, enough: Infinity, mostRounds: ROUNDS_OF_CUTS }),
  );
}

function addedCosts({ compact }: Relaxation, largest: number): Float64Array {
  const dearest = compact.cost.reduce((most, cost) => Math.max(most, cost), 1);
  return compact.cost.map((cost) => (largest * cost) / dearest);
}

/**
 * Column generation with small costs added: without any, so many choices are equally good that the master program takes
 * far too long. Prices found so are put to the relaxation as it is.
 */
function byColumns(
  context: SearchContext,
  relaxation: Relaxation,
  start: Multipliers,
  effort: Effort,
): Multipliers {
  const { compact } = context;
  let best = start;
  let prices = start.prices;
  for (const largest of ADDED_COSTS) {
    const costs = addedCosts(relaxation, largest);
    const eased = new Relaxation(compact, relaxation.aim, costs);
    const first = { prices, value: eased.evaluate(prices) };
    const share = effort.part(0.6);
    const options = { ...context, enough: Infinity, effort: share };
    prices = withMaster(eased, context.engine, (master) =>
      generateColumns(eased, master, first, options),
    ).prices;
    const value = relaxation.evaluate(prices);
    if (value > best.value) best = { prices, value };
  }
  return best;
}

/** By pair: how much the bound rises at least when the pair is matched. */
function rankOf(relaxation: Relaxation, prices: Float64Array): Float64Array {
  relaxation.evaluate(prices);
  return matchPenalties(relaxation.compact, null, prices, relaxation.leaderValue);
}

function annealCoverage(
  context: SearchContext,
  rank: Float64Array,
  level: number,
  effort: Effort,
  isProven: () => boolean,
): void {
  const { compact, roster } = context;
  const menu = menuOf(compact, rank, 0.7);
  for (let round = 0; round < ROUNDS_OF_ANNEALING && !isProven() && !effort.isOver(); round++) {
    const before = keep(roster);
    const best = anneal(roster, {
      random: context.random,
      effort,
      hottest: 0.3 / (round + 1),
      coldest: 0.015,
      uncoveredWeight: coverageWeights(compact.levels, level),
      costs: rank,
      menu,
      mostSteps: STEPS_PER_CASE * compact.cases * 2 ** round,
    });
    roster.become(isBetter(best, before) ? best.pairOf : before.pairOf);
  }
}

function coverageCore(
  context: SearchContext,
  relaxation: Relaxation,
  penalties: Float64Array,
  level: number,
  { found, effort }: { readonly found: Multipliers; readonly effort: Effort },
): number {
  const { compact, roster } = context;
  const incumbent = (compact.casesAtLevel[level] ?? 0) - (roster.covered[level] ?? 0);
  return solveCore(roster, {
    ...context,
    effort,
    costs: new Float64Array(compact.pairs),
    uncoveredCost: Array.from({ length: compact.levels }, (_, one) => Number(one === level)),
    mostUncovered: Array.from({ length: compact.levels }, (_, one) => relaxation.mostUncovered(one)),
    penalties,
    bound: found.value,
    incumbent,
    mostPairs: MOST_CORE_PAIRS,
    mostNodes: null,
    gap: 0,
    onGap: () => undefined,
  });
}
