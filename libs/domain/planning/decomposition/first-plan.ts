import { anneal, menuOf } from './anneal.js';
import type { Effort } from './effort.js';
import { type KeptPlan, type Roster } from './roster.js';

const STEPS_PER_CASE = 20;

/** A plan to begin with: coverage first, levels in order, then cheap pairs; a fixed amount of work. */
export function firstPlan(roster: Roster, random: () => number, effort: Effort): KeptPlan {
  const { compact } = roster;
  const dearest = Math.max(
    1,
    compact.cost.reduce((most, cost) => Math.max(most, cost), 0),
  );
  const costs = compact.cost.map((cost) => (0.2 * cost) / dearest);
  return anneal(roster, {
    random,
    effort,
    hottest: 0.2,
    coldest: 0.01,
    uncoveredWeight: coverageWeights(compact.levels, 0),
    costs,
    menu: menuOf(compact, costs, Infinity),
    mostSteps: STEPS_PER_CASE * compact.cases,
  });
}

/** What leaving a case out weighs when the level is at stake: 1 there, far more at better levels, little at worse. */
export function coverageWeights(levels: number, level: number): Float64Array {
  return Float64Array.from({ length: levels }, (_, one) => 20 ** Math.max(-2, Math.min(4, level - one)));
}
