import type { Facts } from '../../kernel/index.js';
import type { Pair } from '../pair.js';
import type { PairRule } from './rule.js';

/** The leader already holds as many engagements as they take on at once. */
function engagementsReached({ leader }: Pair): Facts | null {
  const { maxEngagements, engagementsHeld } = leader;
  return maxEngagements !== null && engagementsHeld >= maxEngagements
    ? { engagementsHeld, maxEngagements }
    : null;
}

export const engagementsReachedRule: PairRule = {
  code: 'engagements-reached',
  overrulable: false,
  needsDistance: false,
  refuses: engagementsReached,
};
