import type { Effort } from './effort.js';
import type { Multipliers } from './multipliers.js';
import type { ProfileMaster } from './profile-master.js';
import type { Relaxation } from './relaxation.js';

export interface ProfileBoundOptions {
  readonly effort: Effort;
  /** Stop at a bound that proves the target. */
  readonly enough: number;
  /** Solves of the program. Default: as many as there are cuts for, within reason. */
  readonly mostRounds?: number;
}

const MOST_ROUNDS = 40;

/**
 * Raises the bound to the best that the relaxation gives, by one linear program over profiles and cuts where they are broken,
 * instead of columns one by one. Every value is the relaxation's own, so that nothing hangs on the engine's arithmetic.
 *
 * @returns the best prices and their value, at least those of `start`
 */
export function boundByProfiles(
  relaxation: Relaxation,
  master: ProfileMaster,
  start: Multipliers,
  { effort, enough, mostRounds = MOST_ROUNDS }: ProfileBoundOptions,
): Multipliers {
  let best = start;
  for (let round = 0; round < mostRounds && !effort.isOver(); round++) {
    const answer = master.solve(effort);
    if (answer === null) break;
    const value = relaxation.evaluate(answer.prices);
    if (value > best.value) best = { prices: answer.prices, value };
    if (best.value >= enough) break;
    if (!master.cut(answer.values)) break;
  }
  return best;
}
