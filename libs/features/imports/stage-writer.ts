import type { EntityManager } from 'typeorm';
import type { FactsOrderRepository } from './facts-order.repository.js';
import type { Hold } from './imports.repository.js';

const ROWS_AT_ONCE = 500;

/** Puts good rows aside in batches, so that memory does not grow with the file. */
export class StageWriter {
  private batch: object[] = [];
  private written = 0;

  constructor(
    private readonly repository: FactsOrderRepository,
    private readonly manager: EntityManager,
    private readonly hold: Hold,
  ) {}

  async accept(row: object): Promise<void> {
    this.batch.push(row);
    if (this.batch.length >= ROWS_AT_ONCE) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.batch.length === 0) return;
    const rows = this.batch;
    this.batch = [];
    await this.repository.stage(this.manager, this.hold, this.written + 1, rows);
    this.written += rows.length;
  }
}
