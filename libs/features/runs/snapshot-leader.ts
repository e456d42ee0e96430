import type { LeaderForMatching } from '../../domain/candidates/index.js';
import type { HalfDays, TrustUid, Urn } from '../../domain/kernel/index.js';
import type { PlacedAnswer } from '../survey/index.js';

/** What a snapshot adds to a survey answer. */
export interface LeaderStanding {
  readonly trustOf: (urn: Urn) => TrustUid | null;
  /** What the ledger has left for them. */
  readonly halfDaysRemaining: HalfDays;
  readonly engagementsHeld: number;
}

/**
 * A survey answer as a run sees it. A blank trust is the base school's; a tie with one school is a tie with support of
 * its whole trust. Nothing personal goes along.
 */
export function leaderForMatching(placed: PlacedAnswer, standing: LeaderStanding): LeaderForMatching {
  const { answer, leaderRef, location, state } = placed;
  const { baseUrn, conflictUrns } = answer;
  const { trustOf, halfDaysRemaining, engagementsHeld } = standing;
  return {
    ...{ leaderRef, location, baseUrn, halfDaysRemaining, engagementsHeld, conflictUrns },
    role: answer.role,
    trustUid: answer.trustUid ?? (baseUrn === null ? null : trustOf(baseUrn)),
    phases: answer.phases,
    expertise: answer.expertise,
    halfDaysOffered: answer.halfDaysOffered,
    maxEngagements: answer.maxEngagements,
    travelMetres: answer.travelMetres,
    supportUnits: answer.supportUnits,
    briefingAttended: answer.briefingAttended === 'yes',
    excludedUrns: answer.excludedUrns,
    excludedTrustUids: answer.excludedTrustUids,
    conflictTrustUids: [...new Set(conflictUrns.flatMap((urn) => trustOf(urn) ?? []))],
    availableFrom: answer.availableFrom,
    availableTo: answer.availableTo,
    withdrawn: state === 'withdrawn',
  };
}
