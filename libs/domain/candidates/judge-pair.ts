import { assert, type Metres } from '../kernel/index.js';
import type { SupportCase } from '../offers/index.js';
import type { Candidate, PairRefusal } from './candidate.js';
import { expertiseFit } from './expertise-fit.js';
import type { LeaderForMatching } from './leader.js';
import { type MatchingContext, type Pair, pairKey } from './pair.js';
import { pairScore } from './pair-score.js';
import { PAIR_RULES, pairRule } from './rules/pair-rules.js';

const RULES_WITHOUT_DISTANCE = PAIR_RULES.filter((rule) => !rule.needsDistance);

/** A candidate, or every hard rule that refuses the pair (never only the first). */
export type PairJudgement = { readonly candidate: Candidate } | { readonly refusals: readonly PairRefusal[] };

/**
 * Judges one leader beside one case. `distanceMetres` is null when either has no location (then the pair is
 * refused as unplaced). A reviewer's pin overrules the rules that may be overruled; they stay listed on the
 * candidate as `overruled`.
 */
export function judgePair(
  leader: LeaderForMatching,
  supportCase: SupportCase,
  distanceMetres: Metres | null,
  context: MatchingContext,
): PairJudgement {
  const pair: Pair = { leader, supportCase, distanceMetres, context };
  const broken = PAIR_RULES.flatMap((rule): PairRefusal[] => {
    const facts = rule.refuses(pair);
    return facts === null ? [] : [{ code: rule.code, facts }];
  });
  const pinned = context.pinned.has(keyOf(pair));
  const standing = pinned ? broken.filter(({ code }) => !pairRule(code).overrulable) : broken;
  if (standing.length > 0) return { refusals: broken };
  assert(distanceMetres !== null, 'a pair without a distance is refused as unplaced');
  return { candidate: candidateOf(pair, distanceMetres, broken) };
}

/**
 * False when a rule that needs no distance refuses the pair: the cheap question that is asked before a
 * distance is measured. A pinned pair always passes; `judgePair` has the last word.
 */
export function mayBecomeCandidate(
  leader: LeaderForMatching,
  supportCase: SupportCase,
  context: MatchingContext,
): boolean {
  const pair: Pair = { leader, supportCase, distanceMetres: null, context };
  if (context.pinned.has(keyOf(pair))) return true;
  return RULES_WITHOUT_DISTANCE.every((rule) => rule.refuses(pair) === null);
}

function keyOf({ leader, supportCase }: Pair): string {
  return pairKey({ leaderRef: leader.leaderRef, caseId: supportCase.caseId });
}

/** The pair as a candidate, whatever the rules say of it. */
export function candidateOf(
  pair: Pair,
  distanceMetres: Metres,
  overruled: readonly PairRefusal[],
): Candidate {
  const { leader, supportCase, context } = pair;
  const fit = expertiseFit(leader.expertise, supportCase.needs);
  const earlierLeader = context.earlierLeader.get(supportCase.caseId);
  return {
    leaderRef: leader.leaderRef,
    caseId: supportCase.caseId,
    halfDays: supportCase.halfDays,
    distanceMetres,
    needsMet: fit.met,
    needsMissed: fit.missed,
    score: pairScore(
      {
        distanceMetres,
        missedNeeds: fit.missed.length,
        changesLeader: earlierLeader !== undefined && earlierLeader !== leader.leaderRef,
      },
      context.params.weights,
    ),
    ...(overruled.length > 0 ? { overruled } : {}),
  };
}
