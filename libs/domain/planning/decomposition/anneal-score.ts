import { anneal, menuOf } from './anneal.js';
import type { Effort } from './effort.js';
import { rankFor } from './penalties.js';
import { isBetter, keep } from './roster.js';
import type { SearchContext } from './search-context.js';

const STEPS_PER_CASE = 150;

/**
 * One round of annealing for the score; each round takes twice the steps of the one before. The plan never gets worse.
 *
 * @param penalties by pair: how much the bound rises at least when it is matched
 */
export function annealScore(
  { roster, compact, random }: SearchContext,
  search: {
    readonly penalties: Float64Array;
    readonly bound: number;
    readonly effort: Effort;
    readonly round: number;
  },
): void {
  const { penalties, bound, effort, round } = search;
  const perCase = roster.cost / Math.max(1, compact.cases);
  const dearest = compact.cost.reduce((most, cost) => Math.max(most, cost), 1);
  const gapPerCase = (roster.cost - bound) / Math.max(1, compact.cases);
  const before = keep(roster);
  const held = before.pairOf.filter((pair) => pair >= 0);
  const usual = rankFor(
    Float64Array.from(held, (pair) => penalties[pair] ?? 0),
    0.9 * held.length,
  );
  const best = anneal(roster, {
    ...{ random, effort, costs: compact.cost },
    hottest: Math.max(0.05 * perCase, 0.7 * gapPerCase),
    coldest: 0.003 * perCase,
    uncoveredWeight: Float64Array.from(
      { length: compact.levels },
      (_, level) => 5 * dearest * 10 ** Math.min(5, compact.levels - 1 - level),
    ),
    menu: menuOf(compact, penalties, Math.max(usual, rankFor(penalties, 5 * compact.cases))),
    mostSteps: STEPS_PER_CASE * compact.cases * 2 ** round,
  });
  roster.become(isBetter(best, before) ? best.pairOf : before.pairOf);
}
