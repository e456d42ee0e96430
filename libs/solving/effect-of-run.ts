import { judgePair, pairKey, type PairRefusal } from '../domain/candidates/index.js';
import { accepted, assert, type Outcome, refused } from '../domain/kernel/index.js';
import {
  checkPlan,
  type Effect,
  effectOfChanges,
  type EffectRefusal,
  makePlan,
  type Plan,
  type PlanChange,
  type PlannerEngine,
  type Problem,
} from '../domain/planning/index.js';
import { distanceBetween, type PreparedRun } from './prepare-run.js';

/** What changes would do to a run. */
export interface RunEffect extends Omit<Effect, 'problem'> {
  /** Rules that the pins would overrule. */
  readonly overruled: readonly PairRefusal[];
}

export type RunEffectRefusal = EffectRefusal | 'pin-refused';

/** A page waits for it: the small solve gets this long, the repair around it takes less. */
const SMALL_SOLVE_SECONDS = 0.35;
const THOUSANDTHS = 1000;

/**
 * What changes would do to a solved run, before anybody makes them: hard limits hold, days and ties are never overruled
 * (`pin-refused` lists the rules), and the plan told is one that the independent check accepts.
 */
export function effectOfRun(
  prepared: PreparedRun,
  plan: Plan,
  changes: readonly PlanChange[],
  engines: readonly PlannerEngine[],
): Outcome<RunEffect, RunEffectRefusal> {
  const overruled: PairRefusal[] = [];
  const placed: PlanChange[] = [];
  for (const change of changes) {
    const one = placedByHand(prepared, change);
    if (!one.ok) return one;
    placed.push(one.value.change);
    overruled.push(...one.value.overruled);
  }
  const stability = prepared.snapshot.params.weights.change;
  const found = effectOfChanges(prepared.problem, plan, placed, { stability }, smallSolve(engines));
  if (!found.ok) return found;
  const { problem, ...effect } = found.value;
  const violations = checkPlan(problem, effect.plan);
  assert(violations.length === 0, `the effect breaks the problem: ${JSON.stringify(violations.slice(0, 5))}`);
  return accepted({ ...effect, overruled });
}

interface Placed {
  readonly change: PlanChange;
  readonly overruled: readonly PairRefusal[];
}

/** A pin of a pair that only rules refuse which a reviewer may overrule brings its score along. */
function placedByHand(prepared: PreparedRun, change: PlanChange): Outcome<Placed, 'pin-refused'> {
  if (change.kind !== 'pin') return accepted({ change, overruled: [] });
  const { snapshot, context } = prepared;
  const leader = snapshot.leaders.find((one) => one.leaderRef === change.leader);
  const supportCase = snapshot.cases.find((one) => one.caseId === change.case);
  if (leader === undefined || supportCase === undefined) return accepted({ change, overruled: [] });
  const pinned = new Set([...context.pinned, pairKey({ leaderRef: change.leader, caseId: change.case })]);
  const judged = judgePair(leader, supportCase, distanceBetween(leader, supportCase), { ...context, pinned });
  if ('refusals' in judged) {
    const reasons = judged.refusals.map(({ code }) => code);
    return refused('pin-refused', {
      pins: [{ leaderRef: change.leader, caseId: change.case, reasons }],
    });
  }
  const { candidate } = judged;
  return accepted({
    change: { ...change, placed: { score: candidate.score.total / THOUSANDTHS } },
    overruled: candidate.overruled ?? [],
  });
}

/** Solves the neighbourhood of a change, in the time that a page can wait. */
export function smallSolve(engines: readonly PlannerEngine[]): (problem: Problem) => Plan | null {
  return (problem) => {
    const startedMs = performance.now();
    const made = makePlan(
      problem,
      { engine: 'auto', timeLimitSeconds: SMALL_SOLVE_SECONDS, gap: 0, seed: 1 },
      {
        engines,
        secondsElapsed: () => (performance.now() - startedMs) / 1000,
        onProgress: () => undefined,
      },
    );
    return made.ok ? made.value : null;
  };
}
