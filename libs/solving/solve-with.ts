import { accepted, assert, type Outcome } from '../domain/kernel/index.js';
import {
  checkPlan,
  type EngineRefusal,
  makePlan,
  type Plan,
  type PlannerEngine,
  type Problem,
} from '../domain/planning/index.js';
import type { ProgressListener, SolveOptions } from './solve-options.js';

/** Makes a plan, component by component in this thread. */
export function solveWith(
  engines: readonly PlannerEngine[],
  problem: Problem,
  options: SolveOptions,
  onProgress: ProgressListener,
): Outcome<Plan, EngineRefusal> {
  const startedMs = performance.now();
  const outcome = makePlan(problem, options, {
    engines,
    secondsElapsed: () => (performance.now() - startedMs) / 1000,
    onProgress,
  });
  return outcome.ok ? accepted(checked(problem, outcome.value, onProgress)) : outcome;
}

/** Lets nothing out that the independent check refuses: that would be a bug, so it throws. */
export function checked(problem: Problem, plan: Plan, onProgress: ProgressListener): Plan {
  onProgress({ phase: 'checking', fraction: 0 });
  const violations = checkPlan(problem, plan);
  assert(violations.length === 0, `the plan breaks its problem: ${JSON.stringify(violations.slice(0, 5))}`);
  onProgress({ phase: 'checking', fraction: 1 });
  return plan;
}
