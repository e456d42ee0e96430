import type { HalfDays } from '../../domain/kernel/index.js';
import type { CoverageLevel, Plan } from '../../domain/planning/index.js';

/** The figures of a solved run that a list or a heading shows. */
export interface RunSummary {
  readonly status: Plan['status'];
  readonly cases: number;
  readonly covered: number;
  readonly uncovered: number;
  /** Priority 1 first. */
  readonly coverage: readonly CoverageLevel[];
  readonly leaders: number;
  readonly leadersUsed: number;
  /** Pairs that no hard rule refuses. */
  readonly candidates: number;
  readonly halfDaysUsed: HalfDays;
  readonly score: number;
  readonly scoreBound: number;
  readonly gap: number;
  readonly engine: string;
  readonly seconds: number;
  readonly seed: number;
}
