import type { Facts } from '../../kernel/index.js';
import type { Pair } from '../pair.js';
import type { PairRule } from './rule.js';

/** The case lies farther away than the leader is willing to travel. */
function outsideTravelLimit({ leader, distanceMetres }: Pair): Facts | null {
  const { travelMetres } = leader;
  return distanceMetres !== null && travelMetres !== null && distanceMetres > travelMetres
    ? { distanceMetres, limitMetres: travelMetres }
    : null;
}

export const outsideTravelLimitRule: PairRule = {
  code: 'outside-travel-limit',
  overrulable: true,
  needsDistance: true,
  refuses: outsideTravelLimit,
};
