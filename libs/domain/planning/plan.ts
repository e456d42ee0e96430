import type { Facts } from '../kernel/index.js';
import type { DayValue } from './day-values.js';
import type { ProblemPair } from './problem.js';

export interface PlanMatch {
  readonly leader: string;
  readonly case: string;
  readonly days: number;
  readonly score: number;
}

export interface UncoveredCase {
  readonly case: string;
  /** Code, e.g. `no-candidate`, `candidates-full`, `not-reached-in-time`. */
  readonly reason: string;
  readonly facts?: Facts;
}

export interface CoverageLevel {
  readonly priority: number;
  readonly cases: number;
  readonly covered: number;
  /** Proven upper bound given the coverage reached at each better priority. */
  readonly bound: number;
}

/** Meanings of every figure: contracts, "Problem and plan". */
export interface Plan {
  readonly version: 1;
  readonly status: 'optimal' | 'feasible' | 'infeasible';
  readonly matches: readonly PlanMatch[];
  readonly uncovered: readonly UncoveredCase[];
  readonly coverage: readonly CoverageLevel[];
  readonly score: number;
  readonly scoreBound: number;
  readonly gap: number;
  readonly engine: string;
  readonly seconds: number;
  readonly seed: number;
  /** The largest share (0 to 1) of any leader's days that the plan uses. */
  readonly largestShare?: number;
  /** By leader's id, for the leaders of whom it is known. */
  readonly dayValues?: readonly DayValue[];
  /** Only when infeasible: the smallest set of pins that contradict each other or a limit. */
  readonly conflict?: readonly ProblemPair[];
}

/** One line of the progress stream of a solve. */
export interface SolveProgress {
  readonly phase: 'preparing' | 'solving' | 'checking';
  /** 0 to 1. */
  readonly fraction: number;
  readonly components?: number;
  readonly componentsDone?: number;
  /** Points, over all components; with `scoreBound` once every component has its coverage. */
  readonly score?: number;
  readonly scoreBound?: number;
  readonly gap?: number;
}
