import type { MessagePort } from 'node:worker_threads';
import type { RunSnapshot } from '../domain/candidates/index.js';
import { type Outcome, refused } from '../domain/kernel/index.js';
import type { EngineRefusal, Plan, PlanChange, Problem, SolveProgress } from '../domain/planning/index.js';
import { effectOfRun, type RunEffect, type RunEffectRefusal } from './effect-of-run.js';
import { KeptRuns } from './kept-runs.js';
import { type SolvedRun, solveRun } from './pipeline.js';
import { prepareRun } from './prepare-run.js';
import { posting } from './posting.js';
import type { Threads } from './solve-on-threads.js';
import type { SolveOptions } from './solve-options.js';
import { planOnThreads } from './solve-problem.js';
import { solverEngines } from './solver-engines.js';
import { solveWith } from './solve-with.js';

/** What the pool posts to a thread. */
export interface SolveTask {
  readonly problem: Problem;
  readonly options: SolveOptions;
  /** Receives SolveProgress messages. */
  readonly port: MessagePort;
}

/** The thread's work: called by piscina with one task, in the built file. */
export default async function solveInThread(task: SolveTask): Promise<Outcome<Plan, EngineRefusal>> {
  try {
    return solveWith(await solverEngines(), task.problem, task.options, postingSolve(task.port));
  } finally {
    task.port.close();
  }
}

/** A whole run: candidates, plan, check and reasons, so that none of it holds up the process that waits. */
export interface RunTask {
  readonly snapshot: RunSnapshot;
  /** For its components. */
  readonly threads: Threads;
  readonly port: MessagePort;
}

export async function solveRunInThread(task: RunTask): Promise<Outcome<SolvedRun, 'pin-refused'>> {
  try {
    const post = postingSolve(task.port);
    return await solveRun(
      task.snapshot,
      async (problem, { onProgress, ...options }) => {
        post({ phase: 'solving', fraction: 0 }); // an engine may be silent for long
        return planOnThreads(task.threads)(problem, { ...options, onProgress: onProgress ?? post });
      },
      post,
    );
  } finally {
    task.port.close();
  }
}

/** A question about a solved run. */
export interface EffectTask {
  /** Equal for equal snapshots and plans. */
  readonly key: string;
  /** Absent: the thread may still have it from an earlier question. */
  readonly run?: { readonly snapshot: RunSnapshot; readonly plan: Plan };
  readonly changes: readonly PlanChange[];
  readonly port: MessagePort;
}

const kept = new KeptRuns();

/** `run-not-kept`: ask again with the run. */
export async function effectInThread(
  task: EffectTask,
): Promise<Outcome<RunEffect, RunEffectRefusal | 'run-not-kept'>> {
  const { key, run, changes, port } = task;
  try {
    postingSolve(port)({ phase: 'preparing', fraction: 0 });
    const known = kept.get(key);
    if (known !== undefined) return effectOfRun(known.prepared, known.plan, changes, await solverEngines());
    if (run === undefined) return refused('run-not-kept', { key });
    const prepared = prepareRun(run.snapshot);
    if (!prepared.ok) return prepared;
    kept.keep(key, { prepared: prepared.value, plan: run.plan });
    return effectOfRun(prepared.value, run.plan, changes, await solverEngines());
  } finally {
    port.close();
  }
}

function postingSolve(port: MessagePort): (progress: SolveProgress) => void {
  return posting(port, ({ phase }) => phase);
}
