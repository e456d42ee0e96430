import type { SolveProgress } from './plan.js';
import type { PlannerEngine } from './planner-engines.js';

/** How a plan is to be made; all of it is stated, so that a run can be repeated. */
export interface PlannerSettings {
  /** `auto`, or the name of one of the engines. */
  readonly engine: string;
  readonly timeLimitSeconds: number;
  /** Relative gap of the score at which a solve may stop; 0: only at the proof. */
  readonly gap: number;
  /** A whole number from 0 to 2,147,483,647. */
  readonly seed: number;
  /**
   * Work is counted instead of timed, so that the same problem, settings and seed make the same plan on every machine; the
   * time limit then stands for the work that one core does in about that time. Default: false.
   */
  readonly deterministic?: boolean;
}

/** What the planner is given from outside: it has no clock, no engine and no screen of its own. */
export interface PlannerTools {
  /** In order of preference; the last serves what no other prefers. */
  readonly engines: readonly PlannerEngine[];
  /** Seconds since the planner was called. */
  readonly secondsElapsed: () => number;
  readonly onProgress: (progress: SolveProgress) => void;
  /** Fewest cases with mixed days that are solved by decomposition when the engine is `auto`. Default: 9. */
  readonly decomposedFromCases?: number;
}
