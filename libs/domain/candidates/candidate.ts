import type { CaseId, ExpertiseCode, Facts, HalfDays, LeaderRef, Metres } from '../kernel/index.js';
import type { PairRefusalCode } from './codes.js';

/** A pair that breaks no hard rule, with each part of its score (in thousandths, lower is better). */
export interface Candidate {
  readonly leaderRef: LeaderRef;
  readonly caseId: CaseId;
  readonly halfDays: HalfDays;
  readonly distanceMetres: Metres;
  readonly needsMet: readonly ExpertiseCode[];
  readonly needsMissed: readonly ExpertiseCode[];
  readonly score: ScoreParts;
  /** Rules that a reviewer's pin overrules on this pair; absent where none is broken. */
  readonly overruled?: readonly PairRefusal[];
}

/** Thousandths of a score point, so that plans are compared as integers. `total` is the sum of the others. */
export interface ScoreParts {
  readonly distance: number;
  readonly missedNeeds: number;
  readonly change: number;
  readonly total: number;
}

/** One hard rule that refuses a pair: its code (the rule's file name) and the facts. */
export interface PairRefusal {
  readonly code: PairRefusalCode;
  readonly facts: Facts;
}
