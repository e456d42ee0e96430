import { accepted, type Outcome } from '../kernel/index.js';
import { finishPlan } from './parts/finish-plan.js';
import { PartProgress } from './parts/part-progress.js';
import { preparePlan, type PreparedPlan } from './parts/prepare-plan.js';
import type { SolvedPart } from './parts/settled-part.js';
import { solvePart } from './parts/solve-part.js';
import { TimeShares } from './parts/time-shares.js';
import type { Plan } from './plan.js';
import type { EngineRefusal } from './planner-engines.js';
import type { PlannerSettings, PlannerTools } from './planner-settings.js';
import type { Problem } from './problem.js';

/**
 * Makes the best plan it can within the time (contracts: "Problem and plan"), one component after the other. There always
 * is one: a plan comes from a local search first, and engines better it and bound it. Refused only when the engine asked
 * for by name is unknown or known not to manage a component of this problem.
 *
 * @param problem accepted by `parseProblem`
 */
export function makePlan(
  problem: Problem,
  settings: PlannerSettings,
  tools: PlannerTools,
): Outcome<Plan, EngineRefusal> {
  tools.onProgress({ phase: 'preparing', fraction: 0 });
  const prepared = preparePlan(problem, settings, tools);
  return prepared.ok ? accepted(solvePrepared(prepared.value, tools)) : prepared;
}

/** Solves the parts of a prepared plan one after the other. */
export function solvePrepared(prepared: PreparedPlan, tools: PlannerTools): Plan {
  const { secondsElapsed, onProgress } = tools;
  const { parts, weights, conflict, settings } = prepared;
  const solved: SolvedPart[] = [];
  const shares = new TimeShares(weights, {
    ...{ limitSeconds: settings.timeLimitSeconds, threads: 1, secondsElapsed },
    isCounted: settings.deterministic === true,
  });
  const progress = new PartProgress(weights, onProgress);
  for (const index of conflict === null ? shares.rounds.flat() : []) {
    const part = parts[index];
    const engine = tools.engines.find((one) => one.engine.name === part?.engine)?.engine;
    if (part === undefined || engine === undefined) throw new RangeError(`no part ${String(index)}`);
    const report = progress.report.bind(progress, index);
    const done = solvePart(part, {
      engine,
      seconds: shares.begin(index),
      secondsElapsed,
      onProgress: report,
    });
    shares.end(index, done.secondsWorked);
    progress.end(index, done);
    solved[index] = done;
  }
  const plan = finishPlan(prepared, solved, secondsElapsed());
  onProgress({ phase: 'solving', fraction: 1, gap: plan.gap });
  return plan;
}
