import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor, Facts, OfferYear } from '../../domain/kernel/index.js';
import type { ColumnMap, FaultInput, FileSource, TableSummary } from '../../platform/files/index.js';
import type { ImportKind } from './import-kind.js';

/** What an importer is given to read: the file, and where each good row goes. */
export interface ReadTask {
  readonly manager: EntityManager;
  readonly kind: ImportKind;
  readonly offer: OfferYear | null;
  /** May be opened more than once. */
  readonly source: FileSource;
  readonly columnMap: ColumnMap;
  /** Puts one good row (a JSON-safe object) aside for `store`. Await it: that holds the reader back. */
  readonly accept: (row: object) => Promise<void>;
}

/** What an importer is given to store: the rows put aside are in `import_stage` under this import and fence. */
export interface StoreTask {
  readonly manager: EntityManager;
  readonly actor: Actor;
  readonly importId: string;
  readonly fence: number;
  readonly kind: ImportKind;
  readonly offer: OfferYear | null;
}

/** A fault found while storing; its code may be one of the feature's own. */
export type StoreFault = Omit<FaultInput, 'code'> & { readonly code: string };

export interface StoreTally {
  /** Rows of the file that now stand in our tables. */
  readonly storedCount: number;
  readonly faults: readonly StoreFault[];
  /** For the audit: what was added, changed, removed. */
  readonly facts: Facts;
}

/**
 * How files of some kinds are read and stored. `read` and `store` run inside one transaction, `store` with no other
 * import storing at the same time; a thrown error or a refused file leaves nothing behind.
 */
export interface Importer {
  readonly kinds: readonly ImportKind[];
  read(task: ReadTask): Promise<TableSummary>;
  store(task: StoreTask): Promise<StoreTally>;
}

/** Filled by the modules of the features that know the kinds (`onModuleInit`). */
@Injectable()
export class ImporterRegistry {
  private readonly importers = new Map<ImportKind, Importer>();

  register(importer: Importer): void {
    for (const kind of importer.kinds) {
      if (this.importers.has(kind)) throw new Error(`Two importers for files of kind ${kind}`);
      this.importers.set(kind, importer);
    }
  }

  importerOf(kind: ImportKind): Importer {
    const importer = this.importers.get(kind);
    if (importer === undefined) throw new Error(`No importer for files of kind ${kind} in this process`);
    return importer;
  }
}
