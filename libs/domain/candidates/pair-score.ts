import type { Metres } from '../kernel/index.js';
import type { ScoreParts } from './candidate.js';
import type { RunParams } from './params.js';

const METRES_PER_MILE = 1609.344;
/** One score point, in the unit that plans are compared in. */
const THOUSANDTHS = 1000;

export interface ScoreInput {
  readonly distanceMetres: Metres;
  readonly missedNeeds: number;
  /** True when the case had an earlier match with another leader. */
  readonly changesLeader: boolean;
}

/**
 * The soft score of one pair in thousandths of a point, lower is better: miles (to three decimals) times
 * `weights.distanceMile`, missed needs times `weights.missedNeed`, and `weights.change` once for a new leader.
 */
export function pairScore(input: ScoreInput, weights: RunParams['weights']): ScoreParts {
  const milesInThousandths = Math.round((input.distanceMetres / METRES_PER_MILE) * THOUSANDTHS);
  const distance = Math.round(milesInThousandths * weights.distanceMile);
  const missedNeeds = Math.round(input.missedNeeds * weights.missedNeed * THOUSANDTHS);
  const change = input.changesLeader ? Math.round(weights.change * THOUSANDTHS) : 0;
  return { distance, missedNeeds, change, total: distance + missedNeeds + change };
}
