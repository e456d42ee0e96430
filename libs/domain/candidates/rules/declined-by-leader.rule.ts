import type { Facts } from '../../kernel/index.js';
import { type Pair, pairKey } from '../pair.js';
import type { PairRule } from './rule.js';

/**
 * The leader declined this case in this offer, without saying that other dates would work. *Design*: no guidance is
 * published; a reviewer to whom the leader has since agreed may place the pair all the same.
 */
function declinedByLeader({ leader, supportCase, context }: Pair): Facts | null {
  const key = pairKey({ leaderRef: leader.leaderRef, caseId: supportCase.caseId });
  const on = context.declined.get(key);
  return on === undefined ? null : { declinedOn: on };
}

export const declinedByLeaderRule: PairRule = {
  code: 'declined-by-leader',
  overrulable: true,
  needsDistance: false,
  refuses: declinedByLeader,
};
