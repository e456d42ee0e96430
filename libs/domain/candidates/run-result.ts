import type { CaseId, HalfDays, LeaderRef, Metres, SupportUnit } from '../kernel/index.js';
import type { Candidate } from './candidate.js';
import type { PairRefusalCode } from './codes.js';

/** The case as a result names it, so that it can be read without the snapshot. */
export interface CaseInResult {
  readonly caseId: CaseId;
  readonly unit: SupportUnit;
  readonly supportedId: string;
  readonly name: string;
  readonly halfDays: HalfDays;
  /** As the run served it: the run's own order where it named one. */
  readonly priority: number;
}

/** One match that a run proposes. */
export interface ProposedMatch extends Candidate, CaseInResult {}

/** How many leaders one rule refuses for a case, and the nearest of them. */
export interface RefusalCount {
  readonly code: PairRefusalCode;
  /** A leader whom several rules refuse counts under each. */
  readonly leaders: number;
  /** Null: none of them can be placed, or the case cannot. */
  readonly nearest: { readonly leaderRef: LeaderRef; readonly distanceMetres: Metres } | null;
}

/** What a run takes of one leader. */
export interface LeaderUsage {
  readonly leaderRef: LeaderRef;
  readonly halfDaysOffered: HalfDays;
  /** By this plan alone. */
  readonly halfDaysUsed: HalfDays;
  /** Once this plan were published; earlier matches are off it as well. */
  readonly halfDaysLeft: HalfDays;
  /** Held before, and proposed by this run. */
  readonly engagements: number;
}
