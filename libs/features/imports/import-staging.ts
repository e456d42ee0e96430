import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../platform/database/index.js';
import type { ColumnMap, FileSource, TableSummary } from '../../platform/files/index.js';
import { FactsOrderRepository } from './facts-order.repository.js';
import { ImporterRegistry, type ReadTask } from './importer.js';
import { type FactScope, type Hold, ImportsRepository } from './imports.repository.js';
import { StageWriter } from './stage-writer.js';
import { StoredFile } from './stored-file.js';

/** What one worker's attempt shares. */
export interface Watch {
  readonly signal: AbortSignal;
  readonly onFraction: (fraction: number) => void;
}

/** A stored file and what is known of it, as it is read. */
export type StageableFile = Hold &
  FactScope & { readonly fileName: string; readonly byteSize: number; readonly columnMap: ColumnMap };

/** Where what is no good row goes; absent: nowhere. */
export type StageSinks = Partial<Pick<ReadTask, 'unread'>>;

const NOWHERE = (): Promise<void> => Promise.resolve();

/** Reads a stored file by its kind's reader and puts its good rows aside. */
@Injectable()
export class ImportStaging {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportsRepository,
    private readonly order: FactsOrderRepository,
    private readonly registry: ImporterRegistry,
  ) {}

  async stage(
    manager: EntityManager,
    file: StageableFile,
    watch: Watch,
    { unread = NOWHERE }: StageSinks = {},
  ): Promise<TableSummary> {
    const { kind, offer, columnMap } = file;
    await this.imports.allowLongStatements(manager);
    const stage = new StageWriter(this.order, manager, file);
    // Stored bytes never change: read beside the transaction, they do not wait for the rows that are on their way.
    const stored = new StoredFile(this.database.manager, file, watch.signal, watch.onFraction);
    const source: FileSource = stored;
    const accept: ReadTask['accept'] = (row) => stage.accept(row);
    try {
      const summary = await this.registry
        .importerOf(kind)
        .read({ manager, kind, offer, columnMap, source, accept, unread });
      stored.throwIfBroken();
      await stage.flush();
      return summary;
    } finally {
      await stage.abandon();
    }
  }
}
