import type { SolveProgress } from '../../../../libs/domain/planning/index.js';

/** Why the work on a run has to stop before it is done. */
export type StopReason = 'cancelled' | 'fence-lost' | 'interrupted';

/** What the watch asks and tells about the run; each may throw while the database is away. */
export interface RunLine {
  /** What the row says now; null: there is no such run. */
  look(): Promise<{ readonly fence: number; readonly cancelRequested: boolean } | null>;
  /** False: the run is no longer this worker's. */
  heartbeat(): Promise<boolean>;
  /** False: the run is no longer this worker's. */
  report(progress: SolveProgress): Promise<boolean>;
}

export interface RunWatchOptions {
  readonly fence: number;
  readonly line: RunLine;
  /** The job's own signal: the queue took the job away, or the process ends. */
  readonly signal: AbortSignal;
  readonly heartbeatMs: number;
  readonly onTrouble: (error: unknown) => void;
  /** How often the row is looked at; default 500. */
  readonly lookMs?: number;
}

const LOOK_MS = 500;

/**
 * Beside a solve: shows signs of life, tells progress (the latest only, at the pace of the looks), and stops the solve
 * when somebody cancels the run, another worker takes it, or this process ends. Trouble with the database does not stop
 * the solve: its result is fenced anyway.
 */
export class RunWatch {
  private readonly stopping = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private reason: StopReason | null = null;
  private latest: SolveProgress | null = null;
  private beatAtMs = performance.now();
  private underWay: Promise<void> = Promise.resolve();
  private busy = false;

  constructor(private readonly options: RunWatchOptions) {
    const interrupt = (): void => {
      this.stop('interrupted');
    };
    if (options.signal.aborted) interrupt();
    options.signal.addEventListener('abort', interrupt, { once: true });
    this.timer = setInterval(() => {
      if (this.busy) return;
      this.underWay = this.tick();
    }, options.lookMs ?? LOOK_MS);
  }

  /** Aborts when the solve must stop; `stoppedFor` says why. */
  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  get stoppedFor(): StopReason | null {
    return this.reason;
  }

  progress(progress: SolveProgress): void {
    this.latest = progress;
  }

  /** Settles when nothing of the watch touches the run any more. */
  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.underWay;
  }

  private stop(reason: StopReason): void {
    this.reason ??= reason;
    this.stopping.abort();
  }

  private async tick(): Promise<void> {
    this.busy = true;
    try {
      await this.look();
      await this.tell();
    } catch (error) {
      this.options.onTrouble(error);
    } finally {
      this.busy = false;
    }
  }

  private async look(): Promise<void> {
    const row = await this.options.line.look();
    if (row?.fence !== this.options.fence) this.stop('fence-lost');
    else if (row.cancelRequested) this.stop('cancelled');
  }

  private async tell(): Promise<void> {
    if (this.reason !== null) return;
    const { latest } = this;
    this.latest = null;
    const due = performance.now() - this.beatAtMs >= this.options.heartbeatMs;
    if (latest === null && !due) return;
    const { line } = this.options;
    const mine = latest === null ? await line.heartbeat() : await line.report(latest);
    this.beatAtMs = performance.now();
    if (!mine) this.stop('fence-lost');
  }
}
