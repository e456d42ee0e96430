import type { Facts } from '../../kernel/index.js';
import { type Pair, pairKey } from '../pair.js';
import type { PairRule } from './rule.js';

/** A reviewer forbade the pair; the ban is lifted where it was made, not overruled. */
function forbiddenByReviewer({ leader, supportCase, context }: Pair): Facts | null {
  const key = pairKey({ leaderRef: leader.leaderRef, caseId: supportCase.caseId });
  return context.forbidden.has(key) ? {} : null;
}

export const forbiddenByReviewerRule: PairRule = {
  code: 'forbidden-by-reviewer',
  overrulable: false,
  needsDistance: false,
  refuses: forbiddenByReviewer,
};
