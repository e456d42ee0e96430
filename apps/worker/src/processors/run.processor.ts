import { Injectable, Logger } from '@nestjs/common';
import {
  type Facts,
  type Outcome,
  type Refusal,
  refused,
  SYSTEM,
} from '../../../../libs/domain/kernel/index.js';
import type { Plan } from '../../../../libs/domain/planning/index.js';
import {
  HEARTBEAT_SECONDS,
  HoldRun,
  ReportProgressUseCase,
  RunsQueries,
  type TakenRun,
  TakeRunUseCase,
} from '../../../../libs/features/runs/index.js';
import { JOB_CATALOGUE, type JobHandler, type JobProcessor } from '../../../../libs/platform/queue/index.js';
import {
  DEFAULT_SOLVE_OPTIONS,
  type SolvedRun,
  type SolveFunction,
  SolverPool,
  solveRun,
} from '../../../../libs/solving/index.js';
import { RunEndings } from './run-endings.js';
import { RunWatch } from './run-watch.js';

/** Carries the pool's refusal through the pipeline, which knows only plans. */
class SolveStopped extends Error {
  constructor(readonly refusal: Refusal) {
    super(`the solve was stopped: ${refusal.code}`);
  }
}

/**
 * Solves the run that a job names: takes it (raising its fence), solves its snapshot in a thread that can be killed,
 * has the plan checked, and stores the result under the fence. What the input itself makes impossible fails the run at
 * once; what broke around it is tried again as often as the catalogue says, and only then fails it.
 */
@Injectable()
export class RunProcessor implements JobProcessor<'run'> {
  readonly job = 'run';
  private readonly logger = new Logger(RunProcessor.name);

  constructor(
    private readonly takeRun: TakeRunUseCase,
    private readonly holdRun: HoldRun,
    private readonly runs: RunsQueries,
    private readonly reportProgress: ReportProgressUseCase,
    private readonly endings: RunEndings,
    private readonly pool: SolverPool,
  ) {}

  readonly handle: JobHandler<'run'> = async ({ runId }, { attempt, signal }) => {
    const taken = await this.takeRun.execute(SYSTEM, { runId });
    if (!taken.ok) {
      this.logger.log(`Run ${runId} is left alone: ${taken.refusal.code}`);
      return;
    }
    const run = taken.value;
    const watch = this.watch(run, signal);
    try {
      const solved = await this.solve(run, watch);
      if (solved.ok) await this.endings.finish(run, solved.value);
      else if (watch.stoppedFor === null) await this.endings.fail(run, solved.refusal);
      else if (watch.stoppedFor === 'cancelled') await this.endings.cancel(run);
      else if (watch.stoppedFor === 'interrupted') throw new SolveStopped(solved.refusal);
      else this.logger.warn(`Run ${runId} was taken over by another worker: this one's work is dropped`);
    } catch (error) {
      await this.endInTrouble(run, error, attempt, watch.stoppedFor === 'interrupted');
    } finally {
      await watch.end();
    }
  };

  private watch({ runId, fence }: TakenRun, signal: AbortSignal): RunWatch {
    return new RunWatch({
      fence,
      signal,
      heartbeatMs: HEARTBEAT_SECONDS * 1000,
      line: {
        look: () => this.runs.hold(runId),
        heartbeat: () => this.holdRun.heartbeat(runId, fence),
        report: async (progress) => {
          const told = await this.reportProgress.execute(SYSTEM, { runId, fence, progress });
          return told.ok || told.refusal.code !== 'fence-lost';
        },
      },
      onTrouble: (error) => {
        this.logger.warn(`Run ${runId}: its progress could not be told: ${String(error)}`);
      },
    });
  }

  private async solve(run: TakenRun, watch: RunWatch): Promise<Outcome<SolvedRun>> {
    const solveInPool: SolveFunction = async (problem, { onProgress, ...options }): Promise<Plan> => {
      watch.progress({ phase: 'solving', fraction: 0 }); // an engine may be silent for long
      const plan = await this.pool.solve(
        problem,
        { ...DEFAULT_SOLVE_OPTIONS, ...options },
        { signal: watch.signal, ...(onProgress ? { onProgress } : {}) },
      );
      if (!plan.ok) throw new SolveStopped(plan.refusal);
      return plan.value;
    };
    try {
      return await solveRun(run.snapshot, solveInPool, (progress) => {
        watch.progress(progress);
      });
    } catch (error) {
      if (error instanceof SolveStopped) return refused(error.refusal.code, error.refusal.facts);
      throw error;
    }
  }

  private async endInTrouble(
    run: TakenRun,
    error: unknown,
    attempt: number,
    interrupted: boolean,
  ): Promise<void> {
    const final = attempt >= JOB_CATALOGUE.run.attempts && !interrupted;
    this.logger.error(`Run ${run.runId}, attempt ${String(attempt)}: ${String(error)}`);
    if (final) {
      await this.endings.fail(run, { code: 'worker-error', facts: factsOf(error) });
      return;
    }
    await this.holdRun.release(run.runId, run.fence).catch(() => undefined); // the next take waits instead
    throw error;
  }
}

/** The kind of error for people, the whole of it for the log alone. */
function factsOf(error: unknown): Facts {
  return { error: error instanceof Error ? error.name : 'unknown' };
}
