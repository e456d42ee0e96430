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
}

/** What the planner is given from outside: it has no clock, no engine and no screen of its own. */
export interface PlannerTools {
  /** In order of preference; the last serves what no other prefers. */
  readonly engines: readonly PlannerEngine[];
  /** Seconds since the planner was called. */
  readonly secondsElapsed: () => number;
  readonly onProgress: (progress: SolveProgress) => void;
}
