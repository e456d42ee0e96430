import type { Plan } from '../../libs/domain/planning/index.js';

/** What a solver says in the end: our own plan, or pairs with a bound on the weighted sum. */
export type Answer =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | {
      readonly kind: 'pairs';
      readonly pairs: readonly (readonly [leader: string, caseId: string])[];
      /** Proven: no plan's weighted sum is less; null where the solver proves nothing. */
      readonly bound: number | null;
    };

/** How one attempt ended. Seconds are those of the solve, a node process's start and reading left out. */
export type Attempt =
  | {
      readonly kind: 'answered';
      readonly answer: Answer;
      readonly seconds: number;
      /** Of the processor, all threads together; null where the machine does not tell. */
      readonly cpuSeconds: number | null;
      readonly peakMegabytes: number | null;
    }
  | {
      readonly kind: 'no-answer';
      readonly why: string;
      readonly seconds: number | null;
      readonly cpuSeconds: number | null;
      readonly peakMegabytes: number | null;
    };

/** One competitor. */
export interface BenchmarkSolver {
  readonly name: string;
  readonly version: string;
  /** What it is given and how. */
  readonly about: string;
  /** Larger instances are not given to it; the table says so. */
  readonly mostCases: number;
  /** Given only instances of this family; absent: of every one. */
  readonly onlyFamily?: string;
  /** @param problemFile the problem as JSON; @param folder for the solver's own files */
  attempt(problemFile: string, folder: string, timeLimitSeconds: number): Promise<Attempt>;
}
