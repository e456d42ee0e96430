import type { Facts } from '../../kernel/index.js';
import { type Pair, pairKey } from '../pair.js';
import type { PairRule } from './rule.js';

/** Either side declared a tie with the other; support of a whole trust counts every school in it. */
function conflictOfInterest({ leader, supportCase, context }: Pair): Facts | null {
  const urns = supportCase.urns.filter((urn) => leader.conflictUrns.includes(urn));
  const { trustUid, unit } = supportCase;
  const tiedTrusts = unit === 'trust' ? (leader.conflictTrustUids ?? []) : [];
  if (urns.length > 0 || (trustUid !== null && tiedTrusts.includes(trustUid)))
    return { declaredBy: 'leader', urns, trustUid };
  const key = pairKey({ leaderRef: leader.leaderRef, caseId: supportCase.caseId });
  const declaredBy = context.conflicts.get(key);
  return declaredBy === undefined ? null : { declaredBy, urns: supportCase.urns, trustUid };
}

export const conflictOfInterestRule: PairRule = {
  code: 'conflict-of-interest',
  overrulable: false,
  needsDistance: false,
  refuses: conflictOfInterest,
};
