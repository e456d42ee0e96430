import type { WorkClock } from '../decomposition/effort.js';
import type { Thousandths } from '../thousandths.js';
import { evenedOut } from './even-out.js';
import type { StageLimits, StageSolver } from './stage-solver.js';

/** The part of the time that the stages share; the rest is for evening out the load, and for reading out. */
export const SHARE_FOR_STAGES = 0.9;
/** Coverage of all levels together gets as much of the time as the score. */
const WEIGHT_OF_SCORE = 1;

/** How far one component has come. */
export interface StageProgress {
  /** 0 to 1. */
  readonly fraction: number;
  readonly score: Thousandths;
  /** Of the score; absent while coverage is sought. */
  readonly gap?: number;
}

/** What one component's way through the stages may use. */
export interface StageWork {
  /** For the stages; the load may be evened out beyond that. */
  readonly seconds: number;
  readonly gap: number;
  readonly seed: number;
  /** Runs, or counts, from 0. */
  readonly clock: WorkClock;
  readonly onProgress: (progress: StageProgress) => void;
}

/**
 * Takes one component through the stages: coverage of each priority, best first, then the score, then the spread of load.
 * Components share nothing, so each goes its way alone; what their bounds together say of the whole problem is
 * `jointBounds`.
 */
export function runStages(solver: StageSolver, work: StageWork): void {
  try {
    const { levels } = solver.best;
    const clock = new StageClock(solver, levels, work);
    for (let level = 0; level < levels; level++) {
      clock.run(1 / levels, solver.isCoverageProven(level), (limits) => {
        solver.raiseCoverage(level, limits);
      });
    }
    clock.run(WEIGHT_OF_SCORE, false, (limits) => {
      solver.lowerScore(limits);
    });
    // Where the score is unproven no engine is asked: it would look for better scores first.
    if (!solver.isScoreProven()) solver.best = evenedOut(solver.best, 0);
    else if (!clock.isOver()) solver.spreadLoad(0, clock.lastLimits());
  } finally {
    solver.dispose();
  }
}

/** Deals out the time: each task gets its weight's part of what is left, so that time unused goes to those after it. */
class StageClock {
  private weightLeft = 1 + WEIGHT_OF_SCORE;
  private tasksDone = 0;

  constructor(
    private readonly solver: StageSolver,
    private readonly levels: number,
    private readonly work: StageWork,
  ) {}

  run(weight: number, isProven: boolean, stage: (limits: StageLimits) => void): void {
    const left = this.work.seconds - this.work.clock.seconds();
    const seconds = left * Math.min(1, weight / Math.max(weight, this.weightLeft));
    this.weightLeft -= weight;
    this.report();
    if (!isProven && seconds > 0) stage(this.limits(seconds));
    this.tasksDone += 1;
    this.report();
  }

  isOver(): boolean {
    return this.work.clock.seconds() >= this.work.seconds;
  }

  /** For work after the stages: whatever is left of the whole time, and at least a moment. */
  lastLimits(): StageLimits {
    return this.limits(Math.max(0.1, this.work.seconds / SHARE_FOR_STAGES - this.work.clock.seconds()));
  }

  private limits(seconds: number): StageLimits {
    const { gap, seed, clock } = this.work;
    return {
      ...{ seconds, gap, seed, isCounted: clock.isCounted },
      onGap: (reached) => {
        this.report(reached);
      },
    };
  }

  private report(gap?: number): void {
    const done = this.tasksDone / (this.levels + 1);
    const { seconds, clock } = this.work;
    this.work.onProgress({
      fraction: Math.min(1, Math.max(done, clock.seconds() / (seconds / SHARE_FOR_STAGES))),
      score: this.solver.best.score,
      ...(gap !== undefined && Number.isFinite(gap) ? { gap } : {}),
    });
  }
}
