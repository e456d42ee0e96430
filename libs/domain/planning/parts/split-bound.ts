import { compactOf } from '../decomposition/compact.js';
import { fitsKnapsacks } from '../decomposition/knapsack.js';
import { cheapestPrices } from '../decomposition/multipliers.js';
import { Relaxation } from '../decomposition/relaxation.js';
import type { SettledPart } from './settled-part.js';

/** Cases that may stay uncovered here or there; beyond that the shares are not tried one by one. */
const MOST_FREE = 400;

/**
 * The least score of all parts together where only their worst level is open: every better one is held to what each part covers.
 * A plan with this coverage leaves as many cases of the level uncovered in all, and in no part fewer than its bound allows, so
 * that few are free to lie in one part or another. Each part's relaxation says what it costs at least for every number of them,
 * at its own prices; the least sum over all ways to share them out is found by dynamic programming.
 *
 * @param level the worst one
 * @returns thousandths, not rounded; 0 where too many cases are free
 */
export function splitBound(parts: readonly SettledPart[], levels: number, level: number): number {
  const free = parts.reduce(
    (sum, part) => sum + (part.coverageBound[level] ?? 0) - Math.max(0, part.covered(level)),
    0,
  );
  if (free > MOST_FREE) return 0;
  let least = new Float64Array(free + 1).fill(Infinity);
  least[0] = 0;
  for (const part of parts) {
    const own = leastScores(part, levels, level, free);
    const next = new Float64Array(free + 1).fill(Infinity);
    for (let before = 0; before <= free; before++) {
      for (let more = 0; before + more <= free; more++) {
        const sum = (least[before] ?? 0) + (own[more] ?? 0);
        if (sum < (next[before + more] ?? 0)) next[before + more] = sum;
      }
    }
    least = next;
  }
  return least[free] ?? 0;
}

/** By cases that stay uncovered beyond those that must: the least score of the part; infinite beyond all of its cases. */
function leastScores(part: SettledPart, levels: number, level: number, most: number): Float64Array {
  const scores = new Float64Array(most + 1);
  const must = part.casesAt(level) - (part.coverageBound[level] ?? 0);
  const compact = compactOf(part.component, levels);
  if (fitsKnapsacks(compact)) {
    const mostUncovered = Array.from({ length: levels }, (_, at) =>
      at === level ? must : part.casesAt(at) - part.covered(at),
    );
    const relaxation = new Relaxation(compact, { level: null, mostUncovered });
    const prices =
      part.pricing(null)?.prices.map((price) => Math.max(0, price / compact.unit)) ?? cheapestPrices(compact);
    const dearestFirst = prices
      .filter((_price, index) => compact.level[index] === level)
      .sort()
      .reverse();
    let value = relaxation.evaluate(prices);
    for (let more = 0; more <= most; more++) {
      scores[more] = Math.max(0, value * compact.unit);
      value -= dearestFirst[must + more] ?? 0;
    }
  }
  const held = (part.coverageBound[level] ?? 0) - part.covered(level);
  scores[held] = Math.max(scores[held] ?? 0, part.scoreBound);
  return scores.fill(Infinity, Math.min(most, part.casesAt(level) - must) + 1);
}
