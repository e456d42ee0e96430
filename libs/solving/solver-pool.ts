import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { type Outcome, refused } from '../domain/kernel/index.js';
import type { EngineRefusal, Plan, Problem } from '../domain/planning/index.js';
import type { ProgressListener, SolveOptions } from './solve-options.js';

export interface SolverPoolOptions {
  /** Solves at the same time, each in a thread of its own. */
  readonly maxThreads: number;
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
export type PoolRefusal = EngineRefusal | 'cancelled' | 'time-limit-overrun' | 'memory-limit-reached';

export interface SolveControl {
  readonly signal?: AbortSignal;
  readonly onProgress?: ProgressListener;
}

const WATCH_EVERY_MS = 250;
const MEGABYTE = 1024 * 1024;

/**
 * Solves in worker threads that can be killed at any moment: a solve blocks its thread, so nothing gentler would stop it.
 * Close the pool when done with it.
 */
export class SolverPool {
  readonly #pool: Piscina;
  readonly #options: SolverPoolOptions;

  constructor(options: Partial<SolverPoolOptions> = {}) {
    this.#options = { ...DEFAULT_POOL_OPTIONS, ...options };
    this.#pool = new Piscina({
      filename: threadFile(),
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
    if (control.signal?.aborted === true) return refused('cancelled');
    const stop = new AbortController();
    let why: 'cancelled' | 'time-limit-overrun' | 'memory-limit-reached' | undefined;
    const stopFor = (reason: typeof why): void => {
      why ??= reason;
      stop.abort();
    };
    const cancel = (): void => {
      stopFor('cancelled');
    };
    control.signal?.addEventListener('abort', cancel, { once: true });
    const { port1, port2 } = new MessageChannel();
    const watch = this.#watch(options, stopFor);
    port1.on('message', (progress: Parameters<ProgressListener>[0]) => {
      watch.started();
      control.onProgress?.(progress);
    });
    try {
      const task = { problem, options, port: port2 };
      const work = this.#pool.run(task, { transferList: [port2], signal: stop.signal });
      return (await work) as Outcome<Plan, EngineRefusal>;
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
    options: SolveOptions,
    stopFor: (reason: 'time-limit-overrun' | 'memory-limit-reached') => void,
  ): { started: () => void; end: () => void } {
    let startedMs: number | undefined;
    const longestMs = (options.timeLimitSeconds + this.#options.graceSeconds) * 1000;
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

/** Threads run built JavaScript: the file beside this one when built itself, else the one in dist. */
function threadFile(): string {
  const beside = fileURLToPath(new URL('./solve-thread.js', import.meta.url));
  return existsSync(beside) ? beside : resolve(process.cwd(), 'dist/libs/solving/solve-thread.js');
}
