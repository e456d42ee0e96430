import type { EntityManager } from 'typeorm';
import type { FactsOrderRepository } from './facts-order.repository.js';
import type { Hold } from './imports.repository.js';

const ROWS_AT_ONCE = 1_000;

/**
 * Puts good rows aside in batches, so that memory does not grow with the file. One batch is on its way to the database
 * while the next is being read.
 */
export class StageWriter {
  private batch: object[] = [];
  private written = 0;
  private onItsWay: Promise<void> = Promise.resolve();

  constructor(
    private readonly repository: FactsOrderRepository,
    private readonly manager: EntityManager,
    private readonly hold: Hold,
  ) {}

  async accept(row: object): Promise<void> {
    this.batch.push(row);
    if (this.batch.length >= ROWS_AT_ONCE) await this.send();
  }

  /** Everything accepted so far is in the database. */
  async flush(): Promise<void> {
    if (this.batch.length > 0) await this.send();
    await this.onItsWay;
  }

  /** After a failure of the reader: waits until nothing is on its way any more, however that ends. */
  async abandon(): Promise<void> {
    await this.onItsWay.catch(() => undefined);
  }

  private async send(): Promise<void> {
    await this.onItsWay;
    const rows = this.batch;
    this.batch = [];
    this.onItsWay = this.repository.stage(this.manager, this.hold, this.written + 1, rows);
    // Whoever waits next hears of a failure; nobody may be waiting at this moment.
    this.onItsWay.catch(() => undefined);
    this.written += rows.length;
  }
}
