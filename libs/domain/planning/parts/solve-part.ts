import type { LinearEngine } from '../../linear/index.js';
import { DecompositionSolver } from '../decomposition/decomposition-solver.js';
import { countedClock, runningClock, type WorkClock } from '../decomposition/effort.js';
import { FlowSolver } from '../decomposition/flow/index.js';
import { ComponentSolver } from '../stages/component-solver.js';
import { runStages, type StageProgress } from '../stages/run-stages.js';
import type { StageSolver } from '../stages/stage-solver.js';
import type { Part } from './part.js';
import type { SolvedPart } from './settled-part.js';

/** What the solve of one part is given from outside. */
export interface PartTools {
  readonly engine: LinearEngine;
  /** For the stages; see `TimeShares`. */
  readonly seconds: number;
  /** A clock of any beginning. */
  readonly secondsElapsed: () => number;
  readonly onProgress: (progress: StageProgress) => void;
}

/** Solves one component by itself. Where work is counted, the same part and seconds give the same figures anywhere. */
export function solvePart(part: Part, tools: PartTools): SolvedPart {
  const { gap, seed, deterministic } = part.settings;
  const begunAt = tools.secondsElapsed();
  const clock =
    deterministic === true ? countedClock() : runningClock(() => tools.secondsElapsed() - begunAt);
  const solver = solverOf(part, tools.engine, clock);
  runStages(solver, { seconds: tools.seconds, gap, seed, clock, onProgress: tools.onProgress });
  const levels = Array.from({ length: part.levels }, (_, level) => level);
  return {
    pairs: Int32Array.from(solver.best.matchedPairs()),
    score: solver.best.score,
    coverageBound: [...solver.coverageBound],
    scoreBound: solver.scoreBound,
    pricings: [...levels, null].map((level) => solver.pricing(level)),
    secondsWorked: clock.seconds(),
  };
}

function solverOf(part: Part, engine: LinearEngine, clock: WorkClock): StageSolver {
  const { component, levels, way, settings } = part;
  if (way === 'engine') return new ComponentSolver(component, engine, levels, settings);
  return way === 'decomposition'
    ? new DecompositionSolver(component, engine, levels, clock, settings)
    : new FlowSolver(component, engine, levels, way.counts);
}
