import type { Plan } from '../domain/planning/index.js';
import type { PreparedRun } from './prepare-run.js';

/** A solved run made ready for questions. */
export interface KeptRun {
  readonly prepared: PreparedRun;
  readonly plan: Plan;
}

const MOST_RUNS = 3;
/** Of all kept runs together, a pair being about half a kilobyte; the latest run is kept whatever its size. */
const MOST_PAIRS = 600_000;

/** The runs asked about last: a reviewer asks several questions in a row, and making a run ready takes longest. */
export class KeptRuns {
  private readonly runs = new Map<string, KeptRun>();

  /** Undefined: it was never kept, or had to make room. */
  get(key: string): KeptRun | undefined {
    const run = this.runs.get(key);
    if (run !== undefined) this.keep(key, run);
    return run;
  }

  keep(key: string, run: KeptRun): void {
    this.runs.delete(key);
    this.runs.set(key, run);
    let pairs = [...this.runs.values()].reduce((sum, one) => sum + one.prepared.candidates.length, 0);
    for (const [oldest, { prepared }] of this.runs) {
      if (oldest === key || (this.runs.size <= MOST_RUNS && pairs <= MOST_PAIRS)) return;
      this.runs.delete(oldest);
      pairs -= prepared.candidates.length;
    }
  }
}
