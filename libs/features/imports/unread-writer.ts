import type { EntityManager } from 'typeorm';
import type { UnreadSubject } from './importer.js';
import type { ImportsRepository } from './imports.repository.js';

const ROWS_AT_ONCE = 1_000;

/** Keeps the rows of one file that could not be read, in batches, so that memory does not grow with the file. */
export class UnreadWriter {
  private batch: UnreadSubject[] = [];
  private written = 0;

  constructor(
    private readonly repository: ImportsRepository,
    private readonly manager: EntityManager,
    private readonly importId: string,
  ) {}

  /** What an earlier reading kept is gone. */
  async begin(): Promise<void> {
    await this.repository.clearUnread(this.manager, this.importId);
  }

  async add(row: UnreadSubject): Promise<void> {
    this.batch.push(row);
    if (this.batch.length >= ROWS_AT_ONCE) await this.flush();
  }

  async flush(): Promise<void> {
    const rows = this.batch;
    this.batch = [];
    if (rows.length > 0) {
      await this.repository.insertUnread(this.manager, this.importId, this.written + 1, rows);
    }
    this.written += rows.length;
  }
}
