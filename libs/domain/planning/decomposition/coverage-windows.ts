import type { Effort } from './effort.js';
import { coverageWeights } from './first-plan.js';
import { bestPatterns, type Pattern } from './patterns.js';
import { MOST_LEADERS_WHEN_COUNTED } from './profile-window.js';
import type { SearchContext } from './search-context.js';
import { betterOneWindow, type WindowOptions } from './windows.js';

export interface CoverageWindows {
  /** By pair: how unlikely it is in a plan that covers more. */
  readonly rank: Float64Array;
  /** By case. */
  readonly prices: Float64Array;
  readonly level: number;
  readonly effort: Effort;
  readonly isProven: () => boolean;
}

const SHARE_OF_EFFORT = 0.7;
const WINDOW_LEADERS = 50;
const WINDOW_PATTERNS = 25;
/** Small windows are quick; what they cannot find, larger ones may. */
const FIRST_PROFILE_LEADERS = 40;
const WINDOW_GROWTH = 1.5;
const TRIES_PER_SIZE = 4;
const HIGHEST_RANK = 0.5;

/** Covers more cases of the level, if it can, by making the plan anew around one or two uncovered ones at a time. */
export function windowsOverCoverage(context: SearchContext, search: CoverageWindows): void {
  const { compact, roster, random, cuts } = context;
  const { level, isProven } = search;
  const effort = search.effort.part(SHARE_OF_EFFORT);
  const options =
    cuts === null ? overPatterns(context, search, effort) : overProfiles(context, search, effort);
  const most = effort.clock.isCounted ? MOST_LEADERS_WHEN_COUNTED : compact.leaders;
  const patience = compact.leaders <= WINDOW_LEADERS ? 1 : 15 + compact.leaders / 10;
  let leaders = options.leaders;
  let fruitless = 0;
  while (!isProven() && !effort.isOver() && fruitless < patience) {
    if (cuts !== null && fruitless > 0 && fruitless % TRIES_PER_SIZE === 0) {
      leaders = Math.min(most, Math.round(leaders * WINDOW_GROWTH));
    }
    const open: number[] = [];
    for (let index = 0; index < compact.cases; index++) {
      if (roster.pairOf[index] === -1 && compact.level[index] === level) open.push(index);
    }
    const drawn = (): number => open[Math.floor(random() * open.length)] ?? 0;
    const before = roster.covered[level] ?? 0;
    const seeds = fruitless % 2 === 0 ? [drawn()] : [drawn(), drawn()];
    betterOneWindow(roster, seeds, { ...options, leaders });
    fruitless = (roster.covered[level] ?? 0) > before ? 0 : fruitless + 1;
  }
}

function overPatterns(
  context: SearchContext,
  { rank, prices, level }: CoverageWindows,
  effort: Effort,
): WindowOptions {
  const { compact } = context;
  const dearest = dearestOf(context);
  const patterns = new Map<number, readonly Pattern[]>();
  // Among patterns that cover as much, the cheap ones.
  const valuation = { compact, costs: compact.cost.map((cost) => (0.01 * cost) / dearest), prices };
  return {
    ...{ ...context, effort, rank, costs: compact.cost },
    uncoveredCost: Array.from(coverageWeights(compact.levels, level), (weight) => 5 * dearest * weight),
    ...{ heldLevels: level + 1, highestRank: HIGHEST_RANK, leaders: WINDOW_LEADERS },
    patternsOf: (leader) => {
      const known = patterns.get(leader) ?? bestPatterns(valuation, leader, WINDOW_PATTERNS);
      patterns.set(leader, known);
      return known;
    },
  };
}

/** Costs so small that all of them together are no case: they only keep the engine from choosing among equals. */
function overProfiles(
  context: SearchContext,
  { rank, level }: CoverageWindows,
  effort: Effort,
): WindowOptions {
  const { compact } = context;
  const dearest = dearestOf(context);
  return {
    ...{ ...context, effort, rank },
    costs: compact.cost.map((cost) => (0.001 * cost) / dearest),
    uncoveredCost: Array.from(coverageWeights(compact.levels, level)),
    ...{ heldLevels: level + 1, highestRank: HIGHEST_RANK, leaders: FIRST_PROFILE_LEADERS },
    ...{ near: 0.8, patternsOf: () => [] },
  };
}

function dearestOf({ compact }: SearchContext): number {
  return compact.cost.reduce((most, cost) => Math.max(most, cost), 1);
}
