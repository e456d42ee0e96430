import type { PlannerSettings, SolveProgress } from '../domain/planning/index.js';

/** How to solve one problem; every figure is stated (defaults: DEFAULT_SOLVE_OPTIONS). */
export type SolveOptions = PlannerSettings;

export const DEFAULT_SOLVE_OPTIONS: SolveOptions = { engine: 'auto', timeLimitSeconds: 60, gap: 0, seed: 1 };

/** Called as the solve goes on; where a thread is between, a few times a second at most. */
export type ProgressListener = (progress: SolveProgress) => void;
