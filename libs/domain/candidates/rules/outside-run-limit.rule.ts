import { type Facts, metresFromMiles } from '../../kernel/index.js';
import type { Pair } from '../pair.js';
import type { PairRule } from './rule.js';

/** The case lies farther away than the run allows (params: maxMiles). */
function outsideRunLimit({ distanceMetres, context }: Pair): Facts | null {
  const { maxMiles } = context.params;
  if (distanceMetres === null || maxMiles === null) return null;
  const limitMetres = metresFromMiles(maxMiles);
  return distanceMetres > limitMetres ? { distanceMetres, limitMetres } : null;
}

export const outsideRunLimitRule: PairRule = {
  code: 'outside-run-limit',
  overrulable: true,
  needsDistance: true,
  refuses: outsideRunLimit,
};
