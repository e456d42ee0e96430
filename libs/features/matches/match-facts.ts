import type { Candidate } from '../../domain/candidates/index.js';

/** Why this pair: stored with the match as it was when the run proposed it. */
export type MatchFacts = Pick<Candidate, 'needsMet' | 'needsMissed' | 'score' | 'overruled'>;

/** What is kept of a candidate beside the columns of its own. */
export function matchFacts({ needsMet, needsMissed, score, overruled }: MatchFacts): MatchFacts {
  return { needsMet, needsMissed, score, ...(overruled === undefined ? {} : { overruled }) };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}
