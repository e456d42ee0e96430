import type { Facts } from '../../kernel/index.js';
import type { Pair } from '../pair.js';
import type { PairRule } from './rule.js';

/** No leader supports their own trust or a school in it. */
function sameTrust({ leader, supportCase }: Pair): Facts | null {
  const { trustUid } = leader;
  return trustUid !== null && trustUid === supportCase.trustUid ? { trustUid } : null;
}

export const sameTrustRule: PairRule = {
  code: 'same-trust',
  overrulable: false,
  needsDistance: false,
  refuses: sameTrust,
};
