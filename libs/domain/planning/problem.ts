/**
 * The planner's own language (contracts: problem and plan, version 1). Days are in days (steps of 0.5) and
 * scores have at most 3 decimals in the JSON; inside the planner both are integers.
 */
export interface Problem {
  readonly version: 1;
  readonly leaders: readonly ProblemLeader[];
  readonly cases: readonly ProblemCase[];
  readonly candidates: readonly ProblemCandidate[];
  readonly pins?: readonly ProblemPair[];
  readonly forbids?: readonly ProblemPair[];
}

export interface ProblemLeader {
  readonly id: string;
  readonly days: number;
  readonly maxEngagements?: number;
}

export interface ProblemCase {
  readonly id: string;
  readonly days: number;
  /** Default 1; 1 is served first. */
  readonly priority?: number;
}

export interface ProblemCandidate {
  readonly leader: string;
  readonly case: string;
  readonly score: number;
  /** Default: the case's days. */
  readonly days?: number;
}

export interface ProblemPair {
  readonly leader: string;
  readonly case: string;
}
