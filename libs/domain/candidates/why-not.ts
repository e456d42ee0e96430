import { accepted, type Location, type Metres, type Outcome, refused } from '../kernel/index.js';
import { offerPolicy } from '../offers/index.js';
import { judgePair, type PairJudgement } from './judge-pair.js';
import { matchingContext, type MatchingContext } from './pair.js';
import type { RunSnapshot } from './snapshot.js';

export type WhyNot = PairJudgement & {
  /** Null when either of them has no known place. */
  readonly distanceMetres: Metres | null;
};

/**
 * Why one leader may or may not take one case of a snapshot: asked on demand, never stored for all pairs.
 * `distance` measures between two known places, in whole metres.
 */
export function whyNot(
  snapshot: RunSnapshot,
  leaderRef: string,
  caseId: string,
  distance: (from: Location, to: Location) => Metres,
): Outcome<WhyNot, 'leader-not-in-run' | 'case-not-in-run'> {
  const leader = snapshot.leaders.find((one) => one.leaderRef === leaderRef);
  if (leader === undefined) return refused('leader-not-in-run', { leaderRef });
  const supportCase = snapshot.cases.find((one) => one.caseId === caseId);
  if (supportCase === undefined) return refused('case-not-in-run', { caseId });
  const [from, to] = [leader.location, supportCase.location];
  const metres = from === null || to === null ? null : distance(from, to);
  return accepted({
    ...judgePair(leader, supportCase, metres, contextOfSnapshot(snapshot)),
    distanceMetres: metres,
  });
}

/** What the rules need to know, from the snapshot and its offer's policy. */
export function contextOfSnapshot(snapshot: RunSnapshot): MatchingContext {
  const { offer, params, rulings, earlier, conflicts, declined } = snapshot;
  return matchingContext({
    offer,
    policy: offerPolicy(offer),
    params,
    rulings,
    earlier,
    ...(conflicts ? { conflicts } : {}),
    ...(declined ? { declined } : {}),
  });
}
