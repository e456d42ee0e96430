const EVERY_MS = 2_000;

/** Tells the database regularly that a worker still has its import, and notices when it has not. */
export class Heartbeat {
  private readonly gone = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private fraction = 0;
  private beating: Promise<void> = Promise.resolve();

  /** `beat` answers false when the import is no longer this worker's. */
  constructor(private readonly beat: (fraction: number) => Promise<boolean>) {
    this.timer = setInterval(() => {
      this.beating = this.beating.then(() => this.once());
    }, EVERY_MS);
    this.timer.unref();
  }

  /** Aborted once another worker has the import. */
  get lost(): AbortSignal {
    return this.gone.signal;
  }

  /** 0 to 1; written with the next beat. */
  progress(fraction: number): void {
    this.fraction = fraction;
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.beating;
  }

  private async once(): Promise<void> {
    try {
      if (!(await this.beat(this.fraction))) this.gone.abort(new Error('Another worker took the import'));
    } catch {
      // The database is away for a moment: the fence decides in the end.
    }
  }
}
