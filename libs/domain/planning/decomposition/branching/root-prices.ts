import type { Effort } from '../effort.js';
import type { Multipliers } from '../multipliers.js';
import type { RelaxedNode } from './relaxed-node.js';

const MOST_STEPS = 2500;
const REACH = 0.3;
const INERTIA = 0.7;
const PATIENCE = 12;
const SHRINKING = 0.7;
const LEAST_SHARE = 2e-6;

/**
 * Raises the bound from these prices by subgradient steps that keep some of their direction (Camerini, Fratta and Maffioli
 * 1975), beginning anew from the best prices with shorter steps where they no longer help. Unlike the volume algorithm it
 * leaves far too low prices quickly.
 *
 * @param scale about what a plan costs
 */
export function raiseRoot(
  node: RelaxedNode,
  start: Float64Array,
  { scale, effort }: { readonly scale: number; readonly effort: Effort },
): Multipliers {
  const { trial, knapsacks } = node;
  const best = Float64Array.from(start);
  const direction = new Float64Array(start.length);
  trial.set(start);
  let highest = -Infinity;
  let share = 1;
  let fruitless = 0;
  for (let step = 0; step < MOST_STEPS && share > LEAST_SHARE; step++) {
    const value = node.evaluate(false);
    effort.spend(knapsacks.work);
    knapsacks.work = 0;
    if (value > highest + 1e-9 * scale) {
      highest = value;
      best.set(trial);
      fruitless = 0;
    } else if (++fruitless >= PATIENCE) {
      share *= SHRINKING;
      fruitless = 0;
      trial.set(best);
    }
    if (effort.isOver() || node.squaredMissing() === 0) break;
    let squared = 0;
    for (let index = 0; index < direction.length; index++) {
      const own = INERTIA * (direction[index] ?? 0) + node.missing(index);
      direction[index] = own;
      squared += own * own;
    }
    const length = (share * (highest + REACH * scale - value)) / squared;
    for (let index = 0; index < direction.length; index++) {
      trial[index] = (trial[index] ?? 0) + length * (direction[index] ?? 0);
    }
  }
  return { prices: best, value: highest };
}
