import type { LinearEngine } from '../../linear/index.js';
import { anneal, menuOf } from './anneal.js';
import type { Compact } from './compact.js';
import { solveCore } from './core.js';
import type { Effort } from './effort.js';
import { coverageWeights } from './first-plan.js';
import { climb, type Multipliers } from './multipliers.js';
import { matchPenalties } from './penalties.js';
import type { Relaxation } from './relaxation.js';
import { isBetter, keep, type Roster } from './roster.js';
import { betterOneWindow } from './windows.js';

/** What the searches of one component work with; the roster always holds the best plan between them. */
export interface SearchContext {
  readonly compact: Compact;
  readonly roster: Roster;
  readonly engine: LinearEngine;
  readonly random: () => number;
  readonly seed: number;
}

export interface CoverageSearch {
  readonly effort: Effort;
  readonly prices: Float64Array;
}

const SHARE_FOR_BOUND = 0.3;
const ROUNDS_OF_ANNEALING = 3;
const STEPS_PER_CASE = 100;
const WINDOW_LEADERS = 25;
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
  let found = climb(relaxation, prices, {
    scale: cases,
    most: uncovered() + 0.01 * cases,
    // One case less is what there is to rule out.
    enough: uncovered() - 1 + 1e-4,
    mostIterations: 250,
    effort: effort.part(SHARE_FOR_BOUND),
  });
  const isProven = (): boolean => found.value > uncovered() - 1 + 1e-5;
  if (isProven()) return found;
  relaxation.evaluate(found.prices);
  const penalties = matchPenalties(compact, null, found.prices, relaxation.leaderValue);
  const rank = penalties.map((penalty, pair) => penalty + (compact.cost[pair] ?? 0) * 1e-12);
  const better = roster.covered.slice(0, level);
  annealCoverage(context, rank, level, effort, isProven);
  if (roster.covered.slice(0, level).some((count, at) => count !== better[at])) return { ...found, value: 0 };
  if (isProven() || effort.isOver()) return found;
  if (compact.leaders > WINDOW_LEADERS) windowsOverCoverage(context, rank, level, effort, isProven);
  if (!isProven() && !effort.isOver() && roster.covered.slice(0, level).every((n, at) => n === better[at])) {
    const value = coverageCore(context, relaxation, penalties, level, { found, effort });
    found = { ...found, value: Math.max(found.value, value) };
  }
  // What was proven for one coverage of the better levels says nothing for a higher one.
  const isHeld = roster.covered.slice(0, level).every((count, at) => count === better[at]);
  return isHeld ? found : { ...found, value: 0 };
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
      effort: effort.part(0.4),
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

function windowsOverCoverage(
  context: SearchContext,
  rank: Float64Array,
  level: number,
  effort: Effort,
  isProven: () => boolean,
): void {
  const { compact, roster } = context;
  const own = effort.part(0.7);
  const uncoveredCost = [...coverageWeights(compact.levels, level)].map((weight) => Math.ceil(weight * 20));
  const costs = new Float64Array(compact.pairs);
  let fruitless = 0;
  while (!isProven() && !own.isOver() && fruitless < 15 + compact.leaders / 10) {
    const open: number[] = [];
    for (let index = 0; index < compact.cases; index++) {
      if (roster.pairOf[index] === -1 && compact.level[index] === level) open.push(index);
    }
    const before = roster.covered[level] ?? 0;
    betterOneWindow(roster, open[Math.floor(context.random() * open.length)] ?? 0, {
      ...context,
      effort: own,
      costs,
      uncoveredCost,
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
