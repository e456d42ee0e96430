import type { Facts } from '../../kernel/index.js';
import type { Pair } from '../pair.js';
import type { PairRule } from './rule.js';

/** No day on which the leader is available falls in the window in which the offer gives support. */
function notAvailableInWindow({ leader, context }: Pair): Facts | null {
  const { from, to } = context.policy.supportWindow;
  const { availableFrom, availableTo } = leader;
  const late = availableFrom !== null && availableFrom > to;
  const early = availableTo !== null && availableTo < from;
  const never = availableFrom !== null && availableTo !== null && availableTo < availableFrom;
  return late || early || never ? { availableFrom, availableTo, from, to } : null;
}

export const notAvailableInWindowRule: PairRule = {
  code: 'not-available-in-window',
  overrulable: false,
  needsDistance: false,
  refuses: notAvailableInWindow,
};
