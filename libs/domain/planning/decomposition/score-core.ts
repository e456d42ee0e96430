import { solveCore, solveWhole } from './core.js';
import type { Effort } from './effort.js';
import type { Multipliers } from './multipliers.js';
import type { Relaxation } from './relaxation.js';
import type { SearchContext } from './search-context.js';

export interface WholeOfScore {
  readonly effort: Effort;
  /** Prices and what they prove by themselves. */
  readonly found: Multipliers;
  readonly onGap: (gap: number) => void;
}

export interface CoreOfScore extends WholeOfScore {
  /** By pair, at the prices found. */
  readonly penalties: Float64Array;
  readonly round: number;
  readonly mostPairs: number;
  readonly mostNodes: number | null;
  readonly gap: number;
}

/** All patterns that the bound leaves; the bound proven, null where there are too many. */
export function wholeOfScore(
  context: SearchContext,
  relaxation: Relaxation,
  options: WholeOfScore,
): number | null {
  const { roster, compact } = context;
  return solveWhole(roster, {
    ...context,
    ...options,
    ...{ relaxation, incumbent: roster.cost, heldLevels: compact.levels },
    uncoveredCost: Array.from({ length: compact.levels }, () => 0),
  });
}

/** All pairs that the bound leaves, or the likeliest; the bound proven. */
export function coreOfScore(context: SearchContext, relaxation: Relaxation, options: CoreOfScore): number {
  const { roster, compact } = context;
  const levels = Array.from({ length: compact.levels }, (_, level) => level);
  const mostUncovered = levels.map((level) => relaxation.mostUncovered(level));
  return solveCore(roster, {
    ...context,
    ...options,
    ...{ costs: compact.cost, mostUncovered, bound: options.found.value, incumbent: roster.cost },
    uncoveredCost: mostUncovered.map((most) => (most > 0 ? 0 : null)),
    seed: context.seed + options.round,
  });
}
