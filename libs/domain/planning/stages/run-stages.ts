import type { PlannerSettings, PlannerTools } from '../planner-settings.js';
import type { WorkClock } from '../decomposition/effort.js';
import { evenedOut } from './even-out.js';
import type { StageLimits, StageSolver } from './stage-solver.js';

/** Proven figures of all components together, pins left out; thousandths for the score. */
export interface StageBounds {
  /** By level: most cases that any plan covers that covers as many of each better level as this one. */
  readonly coverage: readonly number[];
  /** Least score of any plan with this same coverage. */
  readonly score: number;
}

/** The part of the time that the stages share; the rest is for bounds that need a last look, and for reading out. */
const SHARE_FOR_STAGES = 0.9;
/** Coverage of all levels together gets as much of the time as the score. */
const WEIGHT_OF_SCORE = 1;
/** Mixed days are searched, equal days are computed. */
const WEIGHT_OF_MIXED_DAYS = 20;

/**
 * Takes every component through the stages: coverage of each priority, best first, then the score, then the spread of
 * load. The stages run over all components in turn because the bounds need it.
 *
 * Why stage by stage is the strict order: components share nothing, so a plan is a choice per component, and its
 * coverage of a level is the sum of theirs. While every component's coverage of the better levels is its proven maximum,
 * no plan covers as many of them in total by any other split, so each component may be held to its own figure, and sums
 * of the components' bounds are bounds of the whole.
 *
 * Where a maximum is not proven the split is open: one component may cover one more of a level, unknown to us, and
 * another one fewer. A plan that covers as many of level q in total leaves component k at least `covered(k, q)` less what
 * all others may gain, `sum over j != k of bound(j, q) - covered(j, q)`. So the bounds of k at the next levels, and of its
 * score, are then taken from the component with fractions allowed and only those weaker demands held. By induction over
 * the levels every such bound holds for any plan that covers as many of the better levels as this one.
 */
export function runStages(
  solvers: readonly StageSolver[],
  settings: PlannerSettings,
  tools: PlannerTools,
  work: WorkClock,
): StageBounds {
  try {
    return stages(solvers, settings, tools, work);
  } finally {
    for (const solver of solvers) solver.dispose();
  }
}

function stages(
  solvers: readonly StageSolver[],
  settings: PlannerSettings,
  tools: PlannerTools,
  work: WorkClock,
): StageBounds {
  const levels = solvers[0]?.best.levels ?? 0;
  const clock = new StageClock(solvers, levels, settings, tools, work);
  const bounds: number[][] = [];
  for (let level = 0; level < levels; level++) {
    for (const solver of solvers) {
      clock.run(solver, 1 / levels, solver.isCoverageProven(level), (limits) => {
        solver.raiseCoverage(level, limits);
      });
    }
    bounds.push(solvers.map((solver) => boundAt(level, solver, solvers, bounds, clock)));
  }
  for (const solver of solvers) {
    clock.run(solver, WEIGHT_OF_SCORE, false, (limits) => {
      solver.lowerScore(limits);
    });
  }
  const scoreBounds = solvers.map((solver) => boundAt(null, solver, solvers, bounds, clock));
  spreadAll(solvers, clock);
  return {
    coverage: bounds.map(sum),
    // A component's own bound never exceeds its score; a plan that trades between components is bounded below both.
    score: sum(scoreBounds),
  };
}

/** The bound of one component at a level, or of its score (null); weaker where other components leave the split open. */
function boundAt(
  level: number | null,
  solver: StageSolver,
  solvers: readonly StageSolver[],
  bounds: readonly (readonly number[])[],
  clock: StageClock,
): number {
  const slack = bounds.map((atLevel, better) =>
    solvers.reduce(
      (total, other, index) =>
        other === solver ? total : total + (atLevel[index] ?? 0) - other.covered(better),
      0,
    ),
  );
  const own = level === null ? solver.scoreBound : (solver.coverageBound[level] ?? 0);
  if (slack.every((open) => open <= 0)) return own;
  const required = slack.map((open, better) => solver.covered(better) - Math.max(0, open));
  const relaxed = solver.relaxedBound(level, required, clock.lastLimits());
  return level === null ? Math.min(solver.best.score, relaxed) : Math.max(solver.covered(level), relaxed);
}

/**
 * The components with the largest shares first: no other need go below what the worst of them cannot. Where a score is
 * unproven no engine is asked: it would look for better scores first.
 */
function spreadAll(solvers: readonly StageSolver[], clock: StageClock): void {
  const isProven = solvers.every((solver) => solver.isScoreProven());
  const byShare = [...solvers].sort((a, b) => b.best.largestShare() - a.best.largestShare());
  let floor = 0;
  for (const solver of byShare) {
    if (!isProven) solver.best = evenedOut(solver.best, floor);
    else if (!clock.isOver()) solver.spreadLoad(floor, clock.lastLimits());
    floor = Math.max(floor, solver.best.largestShare());
  }
}

/** Deals out the time: each task gets its weight's part of what is left, so that time unused goes to those after it. */
class StageClock {
  private weightLeft: number;
  private tasksDone = 0;
  private readonly tasks: number;

  constructor(
    private readonly solvers: readonly StageSolver[],
    levels: number,
    private readonly settings: PlannerSettings,
    private readonly tools: PlannerTools,
    private readonly work: WorkClock,
  ) {
    this.weightLeft = sum(solvers.map(weightOf)) * (1 + WEIGHT_OF_SCORE);
    this.tasks = solvers.length * (levels + 1);
  }

  run(solver: StageSolver, weight: number, isProven: boolean, stage: (limits: StageLimits) => void): void {
    const own = weightOf(solver) * weight;
    const left = this.settings.timeLimitSeconds * SHARE_FOR_STAGES - this.work.seconds();
    const seconds = left * Math.min(1, own / Math.max(own, this.weightLeft));
    this.weightLeft -= own;
    this.report();
    if (!isProven && seconds > 0) stage(this.limits(seconds));
    this.tasksDone += 1;
    this.report();
  }

  isOver(): boolean {
    return this.work.seconds() >= this.settings.timeLimitSeconds * SHARE_FOR_STAGES;
  }

  /** For work after the stages: whatever is left of the whole limit, and at least a moment. */
  lastLimits(): StageLimits {
    return this.limits(Math.max(0.1, this.settings.timeLimitSeconds - this.work.seconds()));
  }

  private limits(seconds: number): StageLimits {
    const { gap, seed } = this.settings;
    return {
      seconds,
      gap,
      seed,
      isCounted: this.work.isCounted,
      onGap: (reached) => {
        this.report(reached);
      },
    };
  }

  private report(gap?: number): void {
    const done = this.tasks === 0 ? 1 : this.tasksDone / this.tasks;
    const components = this.solvers.length;
    this.tools.onProgress({
      phase: 'solving',
      fraction: Math.min(1, Math.max(done, this.work.seconds() / this.settings.timeLimitSeconds)),
      components,
      componentsDone: Math.max(0, this.tasksDone - (this.tasks - components)),
      ...(gap !== undefined && Number.isFinite(gap) ? { gap } : {}),
    });
  }
}

function weightOf(solver: StageSolver): number {
  const { pairs, mixedDays } = solver.component;
  return pairs.length * (mixedDays ? WEIGHT_OF_MIXED_DAYS : 1);
}

function sum(terms: readonly number[]): number {
  return terms.reduce((total, term) => total + term, 0);
}
