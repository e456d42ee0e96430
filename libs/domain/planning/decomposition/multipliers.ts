import type { Compact } from './compact.js';
import type { Effort } from './effort.js';
import type { Relaxation } from './relaxation.js';

/** The best prices found and the bound that they prove. */
export interface Multipliers {
  readonly prices: Float64Array;
  readonly value: number;
}

export interface AscentOptions {
  /** A value to aim at, somewhat above what can be reached. */
  readonly target: number;
  readonly mostIterations: number;
  /** Stop at a bound that proves the target. */
  readonly enough: number;
  readonly effort: Effort;
}

const FIRST_STEP = 0.3;
const LEAST_STEP = 2e-4;
/** Steps without a better bound after which the step shrinks. */
const PATIENCE = 15;

/**
 * Raises the bound by the volume algorithm (Barahona and Anbil 2000): steps from the best prices so far along an average
 * of the recent subgradients, in length by Polyak's rule from the value of a plan. It is a subgradient method that does
 * not zigzag, and needs no linear program.
 */
export function ascend(relaxation: Relaxation, start: Float64Array, options: AscentOptions): Multipliers {
  const { compact } = relaxation;
  const ceilings = ceilingsOf(relaxation);
  const best = clamped(start, ceilings);
  const trial = Float64Array.from(best);
  const direction = new Float64Array(compact.cases);
  let value = relaxation.evaluate(best);
  direction.set(relaxation.missing);
  let step = FIRST_STEP;
  let fruitless = 0;
  for (let iteration = 0; iteration < options.mostIterations; iteration++) {
    if (value >= options.enough || step < LEAST_STEP || options.effort.isOver()) break;
    options.effort.spend(compact.pairs * 8);
    const squared = squaredLength(direction, best, ceilings);
    if (squared < 1e-12) break;
    const length = (step * Math.max(options.target - value, 1e-6 * Math.abs(value) + 1e-9)) / squared;
    for (let index = 0; index < compact.cases; index++) {
      const price = (best[index] ?? 0) + length * (direction[index] ?? 0);
      trial[index] = Math.max(0, Math.min(ceilings[index] ?? 0, price));
    }
    const found = relaxation.evaluate(trial);
    const isAligned = blend(direction, relaxation.missing) > 0;
    if (found > value + 1e-9 * Math.abs(value)) {
      value = found;
      best.set(trial);
      fruitless = 0;
      if (isAligned) step = Math.min(2, step * 1.1);
    } else {
      fruitless += 1;
      if (fruitless >= PATIENCE) {
        step *= 0.66;
        fruitless = 0;
      }
    }
  }
  return { prices: best, value };
}

function ceilingsOf(relaxation: Relaxation): Float64Array {
  const { cases, level } = relaxation.compact;
  const ceilings = new Float64Array(cases);
  for (let index = 0; index < cases; index++) ceilings[index] = relaxation.highestPrice(level[index] ?? 0);
  return ceilings;
}

function clamped(prices: Float64Array, ceilings: Float64Array): Float64Array {
  return prices.map((price, index) => Math.max(0, Math.min(ceilings[index] ?? 0, price)));
}

/** Of the part of the direction that leads into the box. */
function squaredLength(direction: Float64Array, prices: Float64Array, ceilings: Float64Array): number {
  let squared = 0;
  for (let index = 0; index < direction.length; index++) {
    const own = direction[index] ?? 0;
    const price = prices[index] ?? 0;
    if ((own < 0 && price <= 0) || (own > 0 && price >= (ceilings[index] ?? 0))) continue;
    squared += own * own;
  }
  return squared;
}

/** The average moves to the point between it and the newest subgradient that is shortest, within limits. */
function blend(direction: Float64Array, newest: Float64Array): number {
  let dot = 0;
  let newestSquared = 0;
  let oldSquared = 0;
  for (let index = 0; index < direction.length; index++) {
    const own = direction[index] ?? 0;
    const other = newest[index] ?? 0;
    dot += own * other;
    newestSquared += other * other;
    oldSquared += own * own;
  }
  const spread = newestSquared - 2 * dot + oldSquared;
  const shortest = spread <= 0 ? 0.1 : (oldSquared - dot) / spread;
  const share = Math.max(0.01, Math.min(0.1, shortest));
  for (let index = 0; index < direction.length; index++) {
    direction[index] = (1 - share) * (direction[index] ?? 0) + share * (newest[index] ?? 0);
  }
  return dot;
}

/** Parts of the scale that the rounds of `climb` aim above what they have. */
const REACHES = [0.3, 0.1, 0.03, 0.01, 0.003, 0.001];

/** Part of an aim that has to be reached for the next one to be as far. */
const REACHED = 0.5;

/**
 * Rounds of ascent, each aiming less far once an aim was missed: what can be reached is not known beforehand, and steps towards
 * a value far above it only go astray (a variable target, Sherali, Choi and Tuncbilek 2000).
 *
 * @param scale what the aims are parts of: about the size of the value
 */
export function climb(
  relaxation: Relaxation,
  start: Float64Array,
  options: Omit<AscentOptions, 'target'> & { readonly scale: number; readonly most: number },
): Multipliers {
  let best: Multipliers = { prices: start, value: relaxation.evaluate(start) };
  const isOver = (): boolean => best.value >= options.enough || options.effort.isOver();
  for (const reach of REACHES) {
    for (let isReached = true; isReached && !isOver();) {
      // No value sought here is below 0, whatever the first prices give.
      const from = Math.max(0, best.value);
      const target = Math.min(options.most, from + reach * options.scale);
      if (target <= best.value) break;
      const enough = Math.min(options.enough, target);
      best = ascend(relaxation, best.prices, { ...options, enough, target });
      isReached = best.value >= from + REACHED * (target - from);
    }
  }
  return best;
}

/** Other prices, within what is any use, where they prove more. */
export function betterPrices(relaxation: Relaxation, known: Multipliers, other: Float64Array): Multipliers {
  const prices = clamped(other, ceilingsOf(relaxation));
  const value = relaxation.evaluate(prices);
  return value > known.value ? { prices, value } : known;
}

/** What each case costs at least: prices to start from. */
export function cheapestPrices(compact: Compact): Float64Array {
  const prices = new Float64Array(compact.cases);
  for (let index = 0; index < compact.cases; index++) {
    let least = Infinity;
    for (let pair = compact.caseStart[index] ?? 0; pair < (compact.caseStart[index + 1] ?? 0); pair++) {
      least = Math.min(least, compact.cost[pair] ?? 0);
    }
    prices[index] = least;
  }
  return prices;
}

/** The best of these prices raised by multiples of others: where days are scarce, those of coverage tell where. */
export function bestRaised(relaxation: Relaxation, base: Float64Array, raise: Float64Array): Float64Array {
  let best = base;
  let value = relaxation.evaluate(base);
  const scale = base.reduce((sum, price) => sum + price, 0) / Math.max(1, base.length);
  for (let factor = scale / 4; factor < scale * 300; factor *= 2) {
    const prices = base.map((price, index) => price + factor * (raise[index] ?? 0));
    const found = relaxation.evaluate(prices);
    if (found <= value) continue;
    value = found;
    best = prices;
  }
  return best;
}

/** For coverage: the longer a case, the more of a leader it takes; the best multiple of the days is the start. */
export function pricesByDays(relaxation: Relaxation): Float64Array {
  const { compact } = relaxation;
  const longest = Math.max(
    1,
    compact.weight.reduce((most, own) => Math.max(most, own), 0),
  );
  const ceilings = ceilingsOf(relaxation);
  let best = new Float64Array(compact.cases);
  let value = relaxation.evaluate(best);
  for (let factor = 1 / 16; factor < 4; factor *= 1.4) {
    const prices = ceilings.map((ceiling, index) => {
      const own = compact.weight[compact.caseStart[index] ?? 0] ?? 0;
      return Math.min(ceiling, (factor * own) / longest);
    });
    const found = relaxation.evaluate(prices);
    if (found <= value) continue;
    value = found;
    best = prices;
  }
  return best;
}
