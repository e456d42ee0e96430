import type { Candidate } from '../../domain/candidates/index.js';
import type { CaseId, HalfDays, LeaderRef, Metres } from '../../domain/kernel/index.js';

/** Why this pair: stored with the match as it was when the run proposed it. */
export type MatchFacts = Pick<Candidate, 'needsMet' | 'needsMissed' | 'score' | 'overruled'>;

/** A match that a run proposes. */
export interface NewProposal {
  readonly caseId: CaseId;
  readonly leaderRef: LeaderRef;
  readonly halfDays: HalfDays;
  readonly distanceMetres: Metres;
  readonly facts: MatchFacts;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}
