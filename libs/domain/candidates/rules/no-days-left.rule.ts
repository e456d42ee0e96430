import type { Facts } from '../../kernel/index.js';
import type { Pair } from '../pair.js';
import type { PairRule } from './rule.js';

/** The leader has fewer half-days left than the case needs; days can never be overruled. */
function noDaysLeft({ leader, supportCase }: Pair): Facts | null {
  return leader.halfDaysRemaining < supportCase.halfDays
    ? { halfDaysRemaining: leader.halfDaysRemaining, halfDaysNeeded: supportCase.halfDays }
    : null;
}

export const noDaysLeftRule: PairRule = {
  code: 'no-days-left',
  overrulable: false,
  needsDistance: false,
  refuses: noDaysLeft,
};
