export type Work = () => Promise<unknown>;

/** Does some work again and again, never twice at once, whatever happens to it; several works in turn. */
export class Repeater {
  private readonly works: readonly Work[];
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> = Promise.resolve();
  private running = false;
  private working = false;
  private wanted = false;

  constructor(
    private readonly pauseMs: number,
    work: Work | readonly Work[],
    private readonly onError: (error: Error) => void,
  ) {
    this.works = typeof work === 'function' ? [work] : work;
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    this.schedule(0);
  }

  /** Does the work at once, or once more right after the work under way. */
  wake(): void {
    if (!this.running) return;
    if (this.working) {
      this.wanted = true;
      return;
    }
    clearTimeout(this.timer);
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
      this.working = true;
      this.underWay = this.once().finally(() => {
        this.working = false;
        const pause = this.wanted ? 0 : this.pauseMs;
        this.wanted = false;
        if (this.running) this.schedule(pause);
      });
    }, pauseMs);
  }

  private async once(): Promise<void> {
    for (const work of this.works) {
      try {
        await work();
      } catch (error) {
        this.onError(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }
}
