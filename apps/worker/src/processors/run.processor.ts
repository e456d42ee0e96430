import { Injectable, Logger } from '@nestjs/common';
import { type Facts, type Refusal, SYSTEM } from '../../../../libs/domain/kernel/index.js';
import {
  HEARTBEAT_SECONDS,
  HoldRun,
  ReportProgressUseCase,
  RunsQueries,
  type TakenRun,
  TakeRunUseCase,
} from '../../../../libs/features/runs/index.js';
import { JOB_CATALOGUE, type JobHandler, type JobProcessor } from '../../../../libs/platform/queue/index.js';
import { SolverPool } from '../../../../libs/solving/index.js';
import { RunEndings } from './run-endings.js';
import { RunWatch } from './run-watch.js';

/** The process ends in the middle of a solve: the job goes back to the queue. */
class SolveStopped extends Error {
  constructor(readonly refusal: Refusal) {
    super(`the solve was stopped: ${refusal.code}`);
  }
}

/**
 * Solves the run that a job names: takes it (raising its fence), has its snapshot prepared, solved, checked and
 * explained in a thread that can be killed, and stores the result under the fence. What the input itself makes impossible fails the run at
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
      const solved = await this.pool.solveRun(run.snapshot, {
        signal: watch.signal,
        onProgress: (progress) => {
          watch.progress(progress);
        },
      });
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
