import { availableParallelism } from 'node:os';
import { accepted, type Outcome } from '../domain/kernel/index.js';
import {
  type EngineRefusal,
  finishPlan,
  type Part,
  PartProgress,
  type Plan,
  type PlannerEngine,
  type PreparedPlan,
  preparePlan,
  type Problem,
  type SolvedPart,
  solvePart,
  solvePrepared,
  TimeShares,
} from '../domain/planning/index.js';
import { PartThreads, ThreadStopped } from './part-threads.js';
import type { ProgressListener, SolveOptions } from './solve-options.js';
import { solverEngines } from './solver-engines.js';
import { checked } from './solve-with.js';

export interface Threads {
  /** At most so many components are solved at the same time; default: as many as the machine has cores. */
  readonly most?: number;
  /** JavaScript heap of each thread. Its WebAssembly, of at most 4 GB, lies outside. Default 1024. */
  readonly heapMegabytes?: number;
  /** Components with fewer pairs are solved in less time than a thread takes to start. Default: what was measured. */
  readonly leastPairs?: { readonly mixedDays: number; readonly equalDays: number };
}

export interface ThreadControl {
  readonly onProgress?: ProgressListener;
  /** Ends the threads at once. */
  readonly signal?: AbortSignal;
  /** A thread died, and its component is solved in this one; one sentence. */
  readonly onTrouble?: (sentence: string) => void;
}

const LEAST_PAIRS = { mixedDays: 300, equalDays: 20_000 };
const LEAST_SECONDS_AGAIN = 1;

/**
 * Solves the components of a problem side by side, each in a worker thread; this thread waits without being blocked. One
 * component alone, or several small ones, are solved in this thread, which is blocked meanwhile. Where work is counted
 * (`deterministic`), plan and figures are the same with any number of threads. A thread that dies or runs out of memory
 * costs time only: its component is then solved here.
 *
 * @param problem accepted by `parseProblem`
 * @throws the error of `signal` when that ends it
 */
export async function solveOnThreads(
  problem: Problem,
  options: SolveOptions,
  threads: Threads = {},
  control: ThreadControl = {},
): Promise<Outcome<Plan, EngineRefusal>> {
  const startedMs = performance.now();
  const secondsElapsed = (): number => (performance.now() - startedMs) / 1000;
  const onProgress = control.onProgress ?? (() => undefined);
  const engines = await solverEngines();
  onProgress({ phase: 'preparing', fraction: 0 });
  const prepared = preparePlan(problem, options, { engines });
  if (!prepared.ok) return prepared;
  const worthAThread = prepared.value.parts.filter((part) => isWorthAThread(part, threads)).length;
  const most = Math.min(threads.most ?? availableParallelism(), worthAThread);
  if (most < 2 || prepared.value.conflict !== null) {
    const plan = solvePrepared(prepared.value, { engines, secondsElapsed, onProgress });
    return accepted(checked(problem, plan, onProgress));
  }
  const work = new SideBySide(prepared.value, engines, secondsElapsed, { ...threads, most }, control);
  try {
    const solved = await work.solve();
    return accepted(checked(problem, finishPlan(prepared.value, solved, secondsElapsed()), onProgress));
  } finally {
    await work.close();
  }
}

function isWorthAThread({ component, way }: Part, { leastPairs = LEAST_PAIRS }: Threads): boolean {
  return component.pairs.length >= (typeof way === 'object' ? leastPairs.equalDays : leastPairs.mixedDays);
}

/** The parts of one plan on their way through the threads. */
class SideBySide {
  private readonly threads: PartThreads;
  private readonly shares: TimeShares;
  private readonly progress: PartProgress;
  private readonly solved: SolvedPart[] = [];

  constructor(
    private readonly prepared: PreparedPlan,
    private readonly engines: readonly PlannerEngine[],
    private readonly secondsElapsed: () => number,
    private readonly limits: Threads & { readonly most: number },
    private readonly control: ThreadControl,
  ) {
    const { settings, weights } = prepared;
    this.threads = new PartThreads(limits.most, limits.heapMegabytes);
    this.shares = new TimeShares(weights, {
      ...{ limitSeconds: settings.timeLimitSeconds, threads: limits.most, secondsElapsed },
      isCounted: settings.deterministic === true,
    });
    this.progress = new PartProgress(weights, control.onProgress ?? (() => undefined));
  }

  /** By part; the order in which threads end changes nothing. */
  async solve(): Promise<readonly SolvedPart[]> {
    const { rounds } = this.shares;
    // By the clock nothing waits for a round; where work is counted, shares follow from what earlier rounds left.
    for (const round of this.prepared.settings.deterministic === true ? rounds : [rounds.flat()]) {
      const waiting = [...round];
      const again: { readonly index: number; readonly seconds: number }[] = [];
      const lane = async (): Promise<void> => {
        for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
          const seconds = this.shares.begin(index);
          if (!(await this.solveOne(index, seconds))) again.push({ index, seconds });
        }
      };
      await Promise.all(Array.from({ length: this.limits.most }, lane));
      for (const { index, seconds } of again) this.solveHere(index, this.secondsAgain(seconds));
    }
    return this.solved;
  }

  async close(): Promise<void> {
    await this.threads.close();
  }

  /** False: its thread died. */
  private async solveOne(index: number, seconds: number): Promise<boolean> {
    const part = this.partAt(index);
    if (!isWorthAThread(part, this.limits)) {
      this.solveHere(index, seconds);
      return true;
    }
    try {
      const onProgress = this.progress.report.bind(this.progress, index);
      const { signal } = this.control;
      this.keep(
        index,
        await this.threads.solve(part, seconds, { onProgress, ...(signal === undefined ? {} : { signal }) }),
      );
      return true;
    } catch (error) {
      if (!(error instanceof ThreadStopped)) throw error;
      this.control.onTrouble?.(`A solver thread ended (${error.message}); its part is solved without one.`);
      return false;
    }
  }

  private solveHere(index: number, seconds: number): void {
    const part = this.partAt(index);
    const named = this.engines.find(({ engine }) => engine.name === part.engine);
    if (named === undefined) throw new RangeError(`no engine ${part.engine}`);
    const { secondsElapsed } = this;
    const onProgress = this.progress.report.bind(this.progress, index);
    this.keep(index, solvePart(part, { engine: named.engine, seconds, secondsElapsed, onProgress }));
  }

  /** Where work is counted the same again, else what the clock leaves of it. */
  private secondsAgain(seconds: number): number {
    const { deterministic, timeLimitSeconds } = this.prepared.settings;
    if (deterministic === true) return seconds;
    return Math.max(LEAST_SECONDS_AGAIN, Math.min(seconds, timeLimitSeconds - this.secondsElapsed()));
  }

  private keep(index: number, done: SolvedPart): void {
    this.shares.end(index, done.secondsWorked);
    this.progress.end(index, done);
    this.solved[index] = done;
  }

  private partAt(index: number): Part {
    const part = this.prepared.parts[index];
    if (part === undefined) throw new RangeError(`no part ${String(index)}`);
    return part;
  }
}
