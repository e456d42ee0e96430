import type { Facts } from '../../kernel/index.js';
import type { Pair } from '../pair.js';
import type { PairRule } from './rule.js';

/** The leader has no known place, so no distance can be known. */
function leaderUnplaced({ leader }: Pair): Facts | null {
  return leader.location === null ? {} : null;
}

export const leaderUnplacedRule: PairRule = {
  code: 'leader-unplaced',
  overrulable: false,
  needsDistance: false,
  refuses: leaderUnplaced,
};
