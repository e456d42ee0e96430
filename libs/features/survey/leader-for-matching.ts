import type { LeaderForMatching } from '../../domain/candidates/index.js';
import type { HalfDays, LeaderRef, Location, TrustUid, Urn } from '../../domain/kernel/index.js';
import type { StoredAnswer } from './stored-answer.js';

/** What a run knows of a leader beside the survey answer. */
export interface LeaderStanding {
  readonly leaderRef: LeaderRef;
  readonly location: Location | null;
  readonly withdrawn: boolean;
  readonly trustOf: (urn: Urn) => TrustUid | null;
  /** What the ledger has left for them. */
  readonly halfDaysRemaining: HalfDays;
  readonly engagementsHeld: number;
}

/**
 * A survey answer as a run sees it. A blank trust is the base school's; a tie with one school is a tie with support of
 * its whole trust. Nothing personal goes along.
 */
export function leaderForMatching(
  answer: Omit<StoredAnswer, 'source'>,
  standing: LeaderStanding,
): LeaderForMatching {
  const { baseUrn, conflictUrns } = answer;
  const { leaderRef, trustOf, location, withdrawn, halfDaysRemaining, engagementsHeld } = standing;
  return {
    leaderRef,
    location,
    withdrawn,
    baseUrn,
    halfDaysRemaining,
    engagementsHeld,
    conflictUrns,
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
  };
}
