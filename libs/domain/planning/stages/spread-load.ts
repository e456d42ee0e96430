import { type LinearEngine, type LinearModel, solveOnce } from '../../linear/index.js';
import { NO_CLOCK_SECONDS } from '../decomposition/effort.js';
import type { Assignment } from './assignment.js';
import { type Component, scoreUnit } from './component.js';
import { evenedOut } from './even-out.js';
import { assignmentFrom, coverageRow, linearForm, scoreCosts } from './linear-form.js';
import { hasShareBetween, pinnedShare } from './shares.js';
import type { StageLimits } from './stage-solver.js';

/** Mixed days beyond this are evened out by small moves: a step would cost as much as the whole solve before it. */
const MOST_MIXED_PAIRS = 1500;
/** Work that one step may take, the same on every machine, so that a seed gives one plan whatever the clock says. */
const NODES_PER_STEP = 200;
const MOST_STEPS = 40;

/** A component with the plan to be spread, which is replaced where that succeeds. */
interface Spreadable {
  readonly component: Component;
  readonly engine: LinearEngine;
  best: Assignment;
}

/**
 * The third aim: lowers the largest share of a leader's days without giving up coverage or score, by bisection on the
 * share. Each step asks for a plan in which every leader keeps to that share of the budget; a step that finds none within
 * its limits counts as a no, so the result is a plan's true share but not always the least one.
 *
 * @param floor a share that is reached elsewhere anyway; nothing is gained by going below it
 */
export function spreadLoad(solver: Spreadable, floor: number, limits: StageLimits): void {
  if (solver.component.mixedDays && solver.component.pairs.length > MOST_MIXED_PAIRS) {
    solver.best = evenedOut(solver.best, floor);
    return;
  }
  let low = Math.max(floor, pinnedShare(solver.component));
  for (let step = 0; step < MOST_STEPS; step++) {
    const high = solver.best.largestShare();
    if (!hasShareBetween(solver.component, low, high)) return;
    const share = (low + high) / 2;
    const found = planWithin(solver, share, limits);
    if (found === null) low = share;
    else solver.best = found;
  }
}

function planWithin(solver: Spreadable, share: number, limits: StageLimits): Assignment | null {
  const { component, best } = solver;
  const budgets = component.leaders.map(
    (leader) =>
      Math.floor(share * (leader.halfDaysPinned + leader.halfDaysLeft) + 1e-9) - leader.halfDaysPinned,
  );
  const unit = scoreUnit(component);
  const form = linearForm(component, budgets);
  const costs = scoreCosts(component, unit);
  const columns = form.model.columns.map((column, index) => ({ ...column, cost: costs[index] ?? 0 }));
  const rows = best.covered.map((count, level) => coverageRow(component, level, count));
  const model: LinearModel = {
    columns,
    // A row for the score would let fractions into a vertex; where whole numbers are declared it cuts the search short.
    rows: [...form.model.rows, ...rows, ...(form.integral ? [] : [scoreRow(component, unit, best.score)])],
  };
  const outcome = solveOnce(solver.engine, model, {
    timeLimitSeconds: limits.isCounted ? NO_CLOCK_SECONDS : limits.seconds,
    relativeGap: 0,
    absoluteGap: 0.99,
    seed: limits.seed,
    nodeLimit: NODES_PER_STEP,
    start: null,
    onProgress: null,
  });
  if (!('values' in outcome) || outcome.values === null) return null;
  const found = assignmentFrom(component, best.levels, budgets, outcome.values);
  const isAsGood = !best.isBetterThan(found);
  return isAsGood ? found : null;
}

function scoreRow(component: Component, unit: number, most: number): LinearModel['rows'][number] {
  return {
    lower: -Infinity,
    upper: most / unit,
    columns: component.pairs.map((_pair, index) => index),
    coefficients: component.pairs.map((pair) => pair.score / unit),
  };
}
