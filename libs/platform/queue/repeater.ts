/** The same trouble is told again only after this long. */
const REMIND_MS = 60_000;

/** Does some work again and again, never twice at once, whatever happens to it. */
export class Repeater {
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> = Promise.resolve();
  private running = false;
  private told: { readonly message: string; readonly atMs: number } | undefined;

  constructor(
    private readonly pauseMs: number,
    private readonly work: () => Promise<void>,
    private readonly onError: (error: Error) => void,
  ) {}

  start(): void {
    if (this.running) return;
    this.running = true;
    this.schedule(0);
  }

  /** Settles when the work under way is done. */
  async stop(): Promise<void> {
    this.running = false;
    clearTimeout(this.timer);
    await this.underWay;
  }

  private schedule(pauseMs: number): void {
    this.timer = setTimeout(() => {
      this.underWay = this.once().finally(() => {
        if (this.running) this.schedule(this.pauseMs);
      });
    }, pauseMs);
  }

  private async once(): Promise<void> {
    try {
      await this.work();
      this.told = undefined;
    } catch (error) {
      this.tell(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private tell(error: Error): void {
    const nowMs = performance.now();
    if (this.told?.message === error.message && nowMs - this.told.atMs < REMIND_MS) return;
    this.told = { message: error.message, atMs: nowMs };
    this.onError(error);
  }
}
