import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { RunSnapshot } from '../domain/candidates/index.js';
import { type Outcome, refused } from '../domain/kernel/index.js';
import type { EngineRefusal, Plan, PlanChange, Problem } from '../domain/planning/index.js';
import type { RunEffect, RunEffectRefusal } from './effect-of-run.js';
import type { SolvedRun } from './pipeline.js';
import type { ProgressListener, SolveOptions } from './solve-options.js';
import type { Threads } from './solve-on-threads.js';
import type { EffectTask } from './solve-thread.js';
import { threadFile } from './thread-file.js';

export interface SolverPoolOptions {
  /** Solves at the same time, each in a thread of its own. */
  readonly maxThreads: number;
  /** Components of one run that are solved at the same time, each in a further thread; default: as many as cores. */
  readonly threadsPerRun?: number;
  /** JavaScript heap of one thread; WebAssembly and buffers are not in it. */
  readonly heapMegabytes: number;
  /** Resident memory of the whole process at which the running solves are stopped: what the heap limit cannot see. */
  readonly processMegabytes: number;
  /** Seconds past a solve's own time limit after which its thread is killed. */
  readonly graceSeconds: number;
}

export const DEFAULT_POOL_OPTIONS: SolverPoolOptions = {
  maxThreads: 1,
  heapMegabytes: 1024,
  processMegabytes: 3072,
  graceSeconds: 30,
};

/** `cancelled`: by the caller's signal; the other two by the pool's own guards. */
export type PoolStop = 'cancelled' | 'time-limit-overrun' | 'memory-limit-reached';
export type PoolRefusal = EngineRefusal | PoolStop;

export interface SolveControl {
  readonly signal?: AbortSignal;
  readonly onProgress?: ProgressListener;
}

/** A question about a solved run. */
export interface EffectOnRun {
  /** Equal for equal snapshots and plans. */
  readonly key: string;
  readonly changes: readonly PlanChange[];
  readonly load: () => Promise<{ readonly snapshot: RunSnapshot; readonly plan: Plan }>;
}

type EffectOutcome = Outcome<RunEffect, PoolStop | RunEffectRefusal>;

/** For candidates, check and explanation of a run beside its solve: several times what 10,000 cases took. */
const AROUND_SOLVE_SECONDS = 120;
const WATCH_EVERY_MS = 250;
const MEGABYTE = 1024 * 1024;

/**
 * Solves in worker threads that can be killed at any moment: a solve blocks its thread, so nothing gentler would stop it.
 * Close the pool when done with it.
 */
export class SolverPool {
  readonly #pool: Piscina;
  readonly #options: SolverPoolOptions;
  readonly #threads: Threads;

  constructor(options: Partial<SolverPoolOptions> = {}) {
    this.#options = { ...DEFAULT_POOL_OPTIONS, ...options };
    const { threadsPerRun, heapMegabytes } = this.#options;
    this.#threads = { heapMegabytes, ...(threadsPerRun === undefined ? {} : { most: threadsPerRun }) };
    this.#pool = new Piscina({
      filename: threadFile('solve-thread'),
      minThreads: 0,
      maxThreads: this.#options.maxThreads,
      idleTimeout: 60_000,
      resourceLimits: { maxOldGenerationSizeMb: this.#options.heapMegabytes },
    });
  }

  /**
   * Waits for a free thread, then solves in it.
   *
   * @param problem accepted by `parseProblem`
   */
  async solve(
    problem: Problem,
    options: SolveOptions,
    control: SolveControl = {},
  ): Promise<Outcome<Plan, PoolRefusal>> {
    return this.#inThread<Plan, EngineRefusal>(
      'default',
      { problem, options },
      options.timeLimitSeconds,
      control,
    );
  }

  /**
   * A whole run from snapshot to result in a thread: the process that waits for it goes on meanwhile. The run's time
   * limit is the solver's; preparing and explaining have `AROUND_SOLVE_SECONDS` beside it before the thread is killed.
   */
  async solveRun(
    snapshot: RunSnapshot,
    control: SolveControl = {},
  ): Promise<Outcome<SolvedRun, PoolStop | 'pin-refused'>> {
    const { timeLimitSeconds } = snapshot.params;
    return this.#inThread<SolvedRun, 'pin-refused'>(
      'solveRunInThread',
      { snapshot, threads: this.#threads },
      timeLimitSeconds + AROUND_SOLVE_SECONDS,
      control,
    );
  }

  /** What changes would do to a solved run; the run itself is fetched only when the thread does not have it yet. */
  async effect(
    { key, changes, load }: EffectOnRun,
    control: SolveControl = {},
  ): Promise<Outcome<RunEffect, PoolStop | RunEffectRefusal>> {
    const asked = await this.#effect({ key, changes }, control);
    if (asked.ok || asked.refusal.code !== 'run-not-kept') return asked as EffectOutcome;
    return (await this.#effect({ key, changes, run: await load() }, control)) as EffectOutcome;
  }

  #effect(
    question: Omit<EffectTask, 'port'>,
    control: SolveControl,
  ): Promise<Outcome<RunEffect, PoolStop | RunEffectRefusal | 'run-not-kept'>> {
    return this.#inThread<RunEffect, RunEffectRefusal | 'run-not-kept'>(
      'effectInThread',
      question,
      0,
      control,
    );
  }

  /** Calls one function of the thread's file; `why` tells a stop of ours from a fault. */
  async #inThread<T, Code extends string>(
    name: string,
    task: object,
    longestSeconds: number,
    control: SolveControl,
  ): Promise<Outcome<T, PoolStop | Code>> {
    if (control.signal?.aborted === true) return refused('cancelled');
    const stop = new AbortController();
    let why: PoolStop | undefined;
    const stopFor = (reason: PoolStop): void => {
      why ??= reason;
      stop.abort();
    };
    const cancel = (): void => {
      stopFor('cancelled');
    };
    control.signal?.addEventListener('abort', cancel, { once: true });
    const { port1, port2 } = new MessageChannel();
    const watch = this.#watch(longestSeconds, stopFor);
    port1.on('message', (progress: Parameters<ProgressListener>[0]) => {
      watch.started();
      control.onProgress?.(progress);
    });
    try {
      const options = { name, transferList: [port2], signal: stop.signal };
      return (await this.#pool.run({ ...task, port: port2 }, options)) as Outcome<T, Code>;
    } catch (error) {
      if (why !== undefined) return refused(why);
      throw error;
    } finally {
      watch.end();
      port1.close();
      control.signal?.removeEventListener('abort', cancel);
    }
  }

  /** Kills what still runs. */
  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  /** The clock starts with the first sign of life: a task may wait for a free thread. */
  #watch(
    limitSeconds: number,
    stopFor: (reason: 'time-limit-overrun' | 'memory-limit-reached') => void,
  ): { started: () => void; end: () => void } {
    let startedMs: number | undefined;
    const longestMs = (limitSeconds + this.#options.graceSeconds) * 1000;
    const timer = setInterval(() => {
      if (startedMs !== undefined && performance.now() - startedMs > longestMs) stopFor('time-limit-overrun');
      const resident = process.memoryUsage.rss() / MEGABYTE;
      if (startedMs !== undefined && resident > this.#options.processMegabytes)
        stopFor('memory-limit-reached');
    }, WATCH_EVERY_MS);
    return {
      started: () => {
        startedMs ??= performance.now();
      },
      end: () => {
        clearInterval(timer);
      },
    };
  }
}

/** One solve in a thread of its own; with many solves to do, keep a `SolverPool`. */
export async function solveProblemInThread(
  problem: Problem,
  options: SolveOptions,
  control: SolveControl = {},
): Promise<Outcome<Plan, PoolRefusal>> {
  const pool = new SolverPool({ maxThreads: 1 });
  try {
    return await pool.solve(problem, options, control);
  } finally {
    await pool.close();
  }
}
