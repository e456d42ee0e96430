import { compactOf } from '../decomposition/compact.js';
import { fitsKnapsacks } from '../decomposition/knapsack.js';
import { cheapestPrices } from '../decomposition/multipliers.js';
import { Relaxation } from '../decomposition/relaxation.js';
import type { SettledPart } from './settled-part.js';
import { splitBound } from './split-bound.js';

/** Proven figures of all components together, pins left out; thousandths for the score. */
export interface StageBounds {
  /** By level: most cases that any plan covers that covers as many of each better level as this one. */
  readonly coverage: readonly number[];
  /** Least score of any plan with this same coverage. */
  readonly score: number;
}

/** Prices of an uncovered case that are tried at a level that is open. */
const MOST_TRIED = 7;

/**
 * What the components' own bounds say of the whole problem. A plan is a choice per component, and its coverage of a level
 * is the sum of theirs. While every component's coverage of the better levels is its proven maximum, no other split covers
 * as many of them in total, so each component may be held to its own figure, and sums of bounds are bounds of the sum.
 *
 * Where a maximum is not proven the level is open: one component may cover one more case of it, unknown to us, and another
 * one fewer. Then only the total is held, by one price of an uncovered case in all components alike (weak duality): each
 * component's relaxation at its own prices, none above that one, counts its uncovered cases at it, and what the total allows
 * is taken off once. Every such price gives a bound; the best of a few is taken. Where only the worst level is open
 * `splitBound` says far more.
 */
export function jointBounds(parts: readonly SettledPart[], levels: number): StageBounds {
  const open: number[] = [];
  const coverage: number[] = [];
  for (let level = 0; level < levels; level++) {
    const covered = sum(parts.map((part) => part.covered(level)));
    const cases = sum(parts.map((part) => part.casesAt(level)));
    const own = sum(parts.map((part) => part.coverageBound[level] ?? 0));
    const bound = open.length === 0 ? own : cases - leastTotal(parts, levels, level, open);
    coverage.push(Math.min(cases, Math.max(covered, bound)));
    // Below an open level the split is open, too.
    if (own > covered || open.length > 0) open.push(level);
  }
  return { coverage, score: scoreBound(parts, levels, open) };
}

function scoreBound(parts: readonly SettledPart[], levels: number, open: readonly number[]): number {
  const own = sum(parts.map((part) => part.scoreBound));
  // One part alone covers what all cover.
  if (open.length === 0 || parts.length === 1) return own;
  const score = sum(parts.map((part) => part.best.score));
  const split = open.length === 1 ? wholeAbove(splitBound(parts, levels, levels - 1), score) : 0;
  return Math.min(score, Math.max(split, leastTotal(parts, levels, null, open)));
}

/** Fewest uncovered cases of the level, or the least score, of all components together; a whole number. */
function leastTotal(
  parts: readonly SettledPart[],
  levels: number,
  level: number | null,
  open: readonly number[],
): number {
  const priced = parts.map((part) => new PricedPart(part, levels, level, open));
  const allowed = open.map((one) => sum(parts.map((part) => part.casesAt(one) - part.covered(one))));
  const uncoveredPrices = new Map(open.map((one) => [one, 0]));
  let best = totalAt(priced, uncoveredPrices, open, allowed);
  // The worst of the open levels first, for it is mostly the one that binds; and again, once the others have prices.
  for (const one of [...open.toReversed(), ...open.slice(0, -1).toReversed()]) {
    for (const price of spreadOf(priced.flatMap((part) => part.uncoveredPrice(one)))) {
      const before = uncoveredPrices.get(one) ?? 0;
      uncoveredPrices.set(one, price);
      const found = totalAt(priced, uncoveredPrices, open, allowed);
      if (found > best) best = found;
      else uncoveredPrices.set(one, before);
    }
  }
  return Math.max(0, best);
}

function totalAt(
  parts: readonly PricedPart[],
  uncoveredPrices: ReadonlyMap<number, number>,
  open: readonly number[],
  allowed: readonly number[],
): number {
  const values = parts.map((part) => part.value(uncoveredPrices));
  const off = sum(open.map((level, index) => (uncoveredPrices.get(level) ?? 0) * (allowed[index] ?? 0)));
  const magnitude = off + sum(values.map(Math.abs));
  return wholeAbove(sum(values) - off, magnitude);
}

/** Floating point: a bound this little above a whole number, beside the terms it came from, is that number. */
function wholeAbove(value: number, magnitude: number): number {
  return Math.ceil(value - 1e-6 - 1e-11 * magnitude);
}

/** At most a few of the values, evenly over their range, the highest first. */
function spreadOf(values: readonly number[]): readonly number[] {
  const distinct = [...new Set(values)]
    .filter((one) => one > 0 && Number.isFinite(one))
    .sort((a, b) => b - a);
  if (distinct.length <= MOST_TRIED) return distinct;
  const step = (distinct.length - 1) / (MOST_TRIED - 1);
  return Array.from({ length: MOST_TRIED }, (_, k) => distinct[Math.round(k * step)] ?? 0);
}

/** A component at the prices that its solver left: for its level or score, with closed levels held to its own figures. */
class PricedPart {
  /** Null: the days come in too many steps for knapsacks, and the component adds nothing. */
  private readonly relaxation: Relaxation | null;
  private readonly prices: Float64Array;
  private readonly unit: number;

  constructor(
    private readonly part: SettledPart,
    levels: number,
    private readonly level: number | null,
    private readonly open: readonly number[],
  ) {
    const compact = compactOf(part.component, levels);
    this.unit = level === null ? compact.unit : 1;
    const mostUncovered = Array.from({ length: level ?? levels }, (_, at) =>
      open.includes(at) ? 0 : part.casesAt(at) - part.covered(at),
    );
    this.relaxation = fitsKnapsacks(compact) ? new Relaxation(compact, { level, mostUncovered }) : null;
    this.prices =
      part.pricing(level)?.prices.map((price) => price / this.unit) ??
      (level === null ? cheapestPrices(compact) : new Float64Array(compact.cases));
  }

  /** What a case left uncovered costs at the component's own prices. */
  uncoveredPrice(level: number): readonly number[] {
    const price = this.part.pricing(this.level)?.uncoveredPrice[level];
    return price === undefined ? [] : [price];
  }

  /** The least that the component adds to the total, its uncovered cases of open levels counted at their prices. */
  value(uncoveredPrices: ReadonlyMap<number, number>): number {
    const { relaxation } = this;
    if (relaxation === null) return 0;
    const ceilings = Array.from({ length: relaxation.compact.levels }, (_, level) => {
      const price = uncoveredPrices.get(level) ?? 0;
      return Math.min(
        relaxation.highestPrice(level),
        this.open.includes(level) ? price / this.unit : Infinity,
      );
    });
    const prices = this.prices.map((price, index) =>
      Math.max(0, Math.min(price, ceilings[relaxation.compact.level[index] ?? 0] ?? 0)),
    );
    return relaxation.evaluate(prices) * this.unit;
  }
}

function sum(terms: readonly number[]): number {
  return terms.reduce((total, term) => total + term, 0);
}
