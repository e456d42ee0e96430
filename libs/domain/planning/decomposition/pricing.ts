import { countedClock, Effort } from './effort.js';
import type { Component } from '../stages/component.js';
import { compactOf } from './compact.js';
import { fitsKnapsacks } from './knapsack.js';
import { cheapestPrices, climb, pricesByDays } from './multipliers.js';
import { type Aim, Relaxation } from './relaxation.js';

/** Prices of the cases of a component, and what they prove: thousandths where the score is asked, else cases. */
export interface Pricing {
  /** By case. */
  readonly prices: Float64Array;
  /** By level: what a case of it that has no possible pair is priced at, so that it changes no bound. */
  readonly uncoveredPrice: Float64Array;
  /** The least score, or the fewest uncovered cases, that follow from the prices; not rounded. */
  readonly value: number;
}

/** Components beyond this have prices only where their solver found some anyway. */
const MOST_PAIRS = 2000;
const SECONDS_OF_WORK = 2;

/** @param found at least 0, in the relaxation's own units; lowered to the highest that is any use */
export function pricingOf(relaxation: Relaxation, found: Float64Array): Pricing {
  const { compact, aim } = relaxation;
  const prices = found.map((price, index) =>
    Math.min(price, relaxation.highestPrice(compact.level[index] ?? 0)),
  );
  const unit = aim.level === null ? compact.unit : 1;
  const value = relaxation.evaluate(prices) * unit;
  const dearest = new Float64Array(compact.levels);
  compact.level.forEach((level, index) => {
    dearest[level] = Math.max(dearest[level] ?? 0, prices[index] ?? 0);
  });
  return {
    prices: prices.map((price) => price * unit),
    uncoveredPrice: dearest.map((most, level) => {
      if (level === aim.level) return 1;
      return relaxation.isPriced(level) ? Math.min(relaxation.uncoveredFrom[level] ?? 0, most) * unit : 0;
    }),
    value,
  };
}

/** For a component whose solver works without prices: by ascent, in a fixed amount of work. */
export function climbedPricing(component: Component, levels: number, aim: Aim): Pricing | null {
  if (component.pairs.length > MOST_PAIRS) return null;
  const compact = compactOf(component, levels);
  if (!fitsKnapsacks(compact)) return null;
  const relaxation = new Relaxation(compact, aim);
  const start = aim.level === null ? cheapestPrices(compact) : pricesByDays(relaxation);
  const dearest = compact.cost.reduce((most, cost) => Math.max(most, cost), 1);
  const { prices } = climb(relaxation, start, {
    scale: aim.level === null ? dearest * compact.cases : compact.cases,
    most: Infinity,
    enough: Infinity,
    mostIterations: 60,
    effort: new Effort(countedClock(), SECONDS_OF_WORK),
  });
  return pricingOf(relaxation, prices);
}
