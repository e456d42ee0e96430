import type { Effort } from './effort.js';
import { climb, type Multipliers } from './multipliers.js';
import { boundByProfiles } from './profile-bound.js';
import { secondsOfProgram, withProfiles } from './profile-master.js';
import type { Relaxation } from './relaxation.js';
import type { SearchContext } from './search-context.js';

export interface PricedScore {
  readonly found: Multipliers;
  /** Whether the linear program gave them: there is hardly more to be had from prices then. */
  readonly isFromProgram: boolean;
}

export interface PriceOptions {
  readonly effort: Effort;
  /** Part of it that the linear program may be expected to take: where it is cut short nothing is left of it. */
  readonly shareForProgram: number;
  /** Of the ascent, for each aim. */
  readonly mostIterations: number;
}

/**
 * Prices of the score and the bound that they prove: by the linear program over profiles where there is time for it, else by
 * ascent, which takes a fraction of the time on large components and comes within half a percent of it.
 */
export function priceScore(
  { engine, cuts, compact }: SearchContext,
  relaxation: Relaxation,
  start: Multipliers,
  { effort, shareForProgram, mostIterations }: PriceOptions,
): PricedScore {
  if (cuts === null || secondsOfProgram(relaxation) > shareForProgram * effort.secondsLeft()) {
    const scale = Math.max(1, start.value);
    const ascent = { ...{ scale, most: Infinity, enough: Infinity }, mostIterations, effort };
    return { found: climb(relaxation, start.prices, ascent), isFromProgram: false };
  }
  const found = withProfiles(relaxation, { engine, cuts, costs: compact.cost }, (master) =>
    boundByProfiles(relaxation, master, start, { effort, enough: Infinity }),
  );
  return { found, isFromProgram: true };
}
