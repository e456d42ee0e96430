import type { Facts } from '../../kernel/index.js';
import type { Pair } from '../pair.js';
import type { PairRule } from './rule.js';

/** The leader asked not to be matched with a school of the case or with its trust. */
function excludedByLeader({ leader, supportCase }: Pair): Facts | null {
  const urns = supportCase.urns.filter((urn) => leader.excludedUrns.includes(urn));
  const { trustUid } = supportCase;
  const trustExcluded = trustUid !== null && leader.excludedTrustUids.includes(trustUid);
  return urns.length > 0 || trustExcluded ? { urns, trustUid: trustExcluded ? trustUid : null } : null;
}

export const excludedByLeaderRule: PairRule = {
  code: 'excluded-by-leader',
  overrulable: false,
  needsDistance: false,
  refuses: excludedByLeader,
};
