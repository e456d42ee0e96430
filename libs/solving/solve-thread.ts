import type { MessagePort } from 'node:worker_threads';
import type { RunSnapshot } from '../domain/candidates/index.js';
import { assert, type Outcome, refused } from '../domain/kernel/index.js';
import type {
  ComponentSize,
  EngineRefusal,
  Plan,
  PlanChange,
  PlannerEngine,
  Problem,
  SolveProgress,
} from '../domain/planning/index.js';
import { loadHighsEngine } from '../engines/highs/index.js';
import { javascriptLpEngine } from '../engines/javascript-lp/index.js';
import { effectOfRun, type RunEffect, type RunEffectRefusal } from './effect-of-run.js';
import { KeptRuns } from './kept-runs.js';
import { type SolvedRun, solveRun } from './pipeline.js';
import { prepareRun } from './prepare-run.js';
import type { SolveOptions } from './solve-options.js';
import { solveWith } from './solve-with.js';

/** This file is the thread's entry and the only one that names solvers. */
export const ENGINE_NAMES = ['auto', 'javascript-lp-solver', 'highs'] as const;

/**
 * What javascript-lp-solver manages. Mixed days: with 50 cases and 107 pairs it had no answer after 120 s, so it is never
 * given more than 25 cases. Equal days: 6,200 pairs took it a second; its tableau is dense (rows times columns: 100 MB at
 * 12,000 pairs) and its simplex cannot be stopped.
 */
const JAVASCRIPT_LP_REFUSED: ComponentSize = { mixedDaysCases: 25, equalDaysPairs: 12_000 };
const JAVASCRIPT_LP_PREFERRED: ComponentSize = { mixedDaysCases: 8, equalDaysPairs: 3000 };
const ANY_SIZE: ComponentSize = { mixedDaysCases: Infinity, equalDaysPairs: Infinity };

let loaded: Promise<readonly PlannerEngine[]> | undefined;

/** Loaded once per thread: HiGHS compiles its WebAssembly first. */
export function solverEngines(): Promise<readonly PlannerEngine[]> {
  loaded ??= loadEngines();
  return loaded;
}

async function loadEngines(): Promise<readonly PlannerEngine[]> {
  return [
    {
      engine: javascriptLpEngine(),
      preferredUpTo: JAVASCRIPT_LP_PREFERRED,
      refusedBeyond: JAVASCRIPT_LP_REFUSED,
    },
    { engine: await loadHighsEngine(), preferredUpTo: ANY_SIZE, refusedBeyond: ANY_SIZE },
  ];
}

/** What the pool posts to a thread. */
export interface SolveTask {
  readonly problem: Problem;
  readonly options: SolveOptions;
  /** Receives SolveProgress messages. */
  readonly port: MessagePort;
}

const PROGRESS_EVERY_MS = 200;

/** The thread's work: called by piscina with one task, in the built file. */
export default async function solveInThread(task: SolveTask): Promise<Outcome<Plan, EngineRefusal>> {
  try {
    return solveWith(await solverEngines(), task.problem, task.options, posting(task.port));
  } finally {
    task.port.close();
  }
}

/** A whole run: candidates, plan, check and reasons, so that none of it holds up the process that waits. */
export interface RunTask {
  readonly snapshot: RunSnapshot;
  readonly port: MessagePort;
}

export async function solveRunInThread(task: RunTask): Promise<Outcome<SolvedRun, 'pin-refused'>> {
  try {
    const engines = await solverEngines();
    const post = posting(task.port);
    return await solveRun(
      task.snapshot,
      (problem, { onProgress, ...options }) => {
        post({ phase: 'solving', fraction: 0 }); // an engine may be silent for long
        const plan = solveWith(engines, problem, { ...options, engine: 'auto' }, onProgress ?? post);
        assert(plan.ok, 'the automatic choice of an engine is never refused');
        return Promise.resolve(plan.value);
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
    posting(port)({ phase: 'preparing', fraction: 0 });
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

/** Tells progress a few times a second, and each phase when it begins. */
function posting(port: MessagePort): (progress: SolveProgress) => void {
  let postedMs = -Infinity;
  let phase = '';
  return (progress) => {
    const nowMs = performance.now();
    if (progress.phase === phase && nowMs - postedMs < PROGRESS_EVERY_MS) return;
    postedMs = nowMs;
    phase = progress.phase;
    port.postMessage(progress);
  };
}
