import type { LinearEngine } from '../../linear/index.js';
import { anneal, menuOf } from './anneal.js';
import type { Compact } from './compact.js';
import { generateColumns } from './column-generation.js';
import { solveCore } from './core.js';
import type { Effort } from './effort.js';
import { coverageWeights } from './first-plan.js';
import { climb, type Multipliers } from './multipliers.js';
import { withMaster } from './master-program.js';
import { bestPatterns, type Pattern, type PatternPool } from './patterns.js';
import { matchPenalties } from './penalties.js';
import { Relaxation } from './relaxation.js';
import { isBetter, keep, type Roster } from './roster.js';
import { betterOneWindow } from './windows.js';

/** What the searches of one component work with; the roster always holds the best plan between them. */
export interface SearchContext {
  readonly compact: Compact;
  readonly roster: Roster;
  readonly engine: LinearEngine;
  readonly random: () => number;
  readonly seed: number;
  /** All patterns that were generated. */
  readonly pool: PatternPool;
}

export interface CoverageSearch {
  readonly effort: Effort;
  readonly prices: Float64Array;
}

const SHARE_FOR_FIRST_PRICES = 0.25;
const SHARE_FOR_ANNEALING = 0.25;
const SHARE_FOR_BOUND = 0.2;
/** What the dearest pair costs, where an uncovered case costs 1. */
const ADDED_COSTS = [0.2, 0.02];
const ROUNDS_OF_ANNEALING = 3;
const STEPS_PER_CASE = 100;
const WINDOW_LEADERS = 50;
const WINDOW_PATTERNS = 25;
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
    mostIterations: 250,
    effort: effort.part(SHARE_FOR_FIRST_PRICES),
  });
  const isProven = (): boolean => found.value > uncovered() - 1 + 1e-5;
  if (isProven()) return found;
  const better = roster.covered.slice(0, level);
  annealCoverage(
    context,
    rankOf(relaxation, found.prices),
    level,
    effort.part(SHARE_FOR_ANNEALING),
    isProven,
  );
  if (roster.covered.slice(0, level).some((count, at) => count !== better[at])) return { ...found, value: 0 };
  if (isProven() || effort.isOver()) return found;
  found = raiseBound(context, relaxation, found, effort.part(SHARE_FOR_BOUND));
  if (isProven() || effort.isOver()) return found;
  const penalties = rankOf(relaxation, found.prices);
  const rank = penalties.map((penalty, pair) => penalty + (compact.cost[pair] ?? 0) * 1e-12);
  windowsOverCoverage(context, { rank, prices: found.prices, level, effort, isProven });
  if (!isProven() && !effort.isOver() && roster.covered.slice(0, level).every((n, at) => n === better[at])) {
    const value = coverageCore(context, relaxation, penalties, level, { found, effort });
    found = { ...found, value: Math.max(found.value, value) };
  }
  // What was proven for one coverage of the better levels says nothing for a higher one.
  const isHeld = roster.covered.slice(0, level).every((count, at) => count === better[at]);
  return isHeld ? found : { ...found, value: 0 };
}

/**
 * Column generation with small costs added: without any, so many choices are equally good that the master program takes
 * far too long. Prices found so are put to the relaxation as it is.
 */
function raiseBound(
  context: SearchContext,
  relaxation: Relaxation,
  start: Multipliers,
  effort: Effort,
): Multipliers {
  const { compact } = context;
  const dearest = compact.cost.reduce((most, cost) => Math.max(most, cost), 1);
  let best = start;
  let prices = start.prices;
  for (const largest of ADDED_COSTS) {
    const costs = compact.cost.map((cost) => (largest * cost) / dearest);
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

interface CoverageWindows {
  readonly rank: Float64Array;
  readonly prices: Float64Array;
  readonly level: number;
  readonly effort: Effort;
  readonly isProven: () => boolean;
}

function windowsOverCoverage(context: SearchContext, search: CoverageWindows): void {
  const { compact, roster, random } = context;
  const { rank, prices, level, isProven } = search;
  const own = search.effort.part(0.7);
  const dearest = compact.cost.reduce((most, cost) => Math.max(most, cost), 1);
  const uncoveredCost = Array.from(coverageWeights(compact.levels, level), (weight) => 5 * dearest * weight);
  const patterns = new Map<number, readonly Pattern[]>();
  // Among patterns that cover as much, the cheap ones.
  const costs = compact.cost.map((cost) => (0.01 * cost) / dearest);
  const valuation = { compact, costs, prices };
  let fruitless = 0;
  const patience = compact.leaders <= WINDOW_LEADERS ? 1 : 15 + compact.leaders / 10;
  while (!isProven() && !own.isOver() && fruitless < patience) {
    const open: number[] = [];
    for (let index = 0; index < compact.cases; index++) {
      if (roster.pairOf[index] === -1 && compact.level[index] === level) open.push(index);
    }
    const drawn = (): number => open[Math.floor(random() * open.length)] ?? 0;
    const before = roster.covered[level] ?? 0;
    betterOneWindow(roster, fruitless % 2 === 0 ? [drawn()] : [drawn(), drawn()], {
      ...context,
      effort: own,
      costs: compact.cost,
      uncoveredCost,
      heldLevels: level + 1,
      patternsOf: (leader) => {
        const known = patterns.get(leader) ?? bestPatterns(valuation, leader, WINDOW_PATTERNS);
        patterns.set(leader, known);
        return known;
      },
      rank,
      highestRank: 0.5,
      leaders: WINDOW_LEADERS,
    });
    fruitless = (roster.covered[level] ?? 0) > before ? 0 : fruitless + 1;
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
    gap: 0,
    onGap: () => undefined,
  });
}
