import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor, Facts, OfferYear, Outcome } from '../../domain/kernel/index.js';
import type { UnreadRow } from '../../domain/offers/index.js';
import type {
  ColumnMap,
  FaultInput,
  FileSource,
  TableProfile,
  TableSummary,
} from '../../platform/files/index.js';
import { IMPORT_KINDS, type ImportKind } from './import-kind.js';

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
  /** Told of each row that was refused or lost something, of kinds that decide who is eligible. */
  readonly unread: (row: UnreadSubject) => Promise<void>;
}

/** Whom a row that could not be read is about. */
export type UnreadSubject = Omit<UnreadRow, 'kind'>;

/** The good rows of one file, put aside in `import_stage` under this import and fence. */
export interface StagedFile {
  readonly importId: string;
  readonly fence: number;
}

/** What an importer is given to store. */
export interface StoreTask extends StagedFile {
  readonly manager: EntityManager;
  readonly actor: Actor;
  readonly kind: ImportKind;
  readonly offer: OfferYear | null;
}

/** What an importer is given to compare with what is stored. */
export interface CompareTask extends StoreTask {
  /** Rows of the file that `store` refused: they change nothing. */
  readonly refusedRows: readonly number[];
  /** Examples wanted of each sort of change. */
  readonly examples: number;
}

/** What an importer is given to take a file back: the files of its kind and offer that remain, oldest first. */
export interface RebuildTask {
  readonly manager: EntityManager;
  readonly actor: Actor;
  /** The import that is undone. */
  readonly importId: string;
  readonly kind: ImportKind;
  readonly offer: OfferYear | null;
  /** What `store` noted for this, and with each of the files that remain what it noted then. */
  readonly note: Facts;
  readonly remaining: readonly (StagedFile & { readonly note: Facts })[];
}

/** A fault found while storing; its code may be one of the feature's own. */
export type StoreFault = Omit<FaultInput, 'code'> & { readonly code: string };

export interface StoreTally {
  /** Rows of the file that now stand in our tables. */
  readonly storedCount: number;
  readonly faults: readonly StoreFault[];
  /** For the audit: what was added, changed, removed. */
  readonly facts: Facts;
  /** Given back to `rebuild` when this import is undone. */
  readonly undoNote?: Facts;
}

export const CHANGES = ['added', 'changed', 'removed'] as const;
export type Change = (typeof CHANGES)[number];

/** One subject whose stored facts a file alters. */
export interface SubjectChange {
  readonly change: Change;
  /** What the facts are about: a URN, a reference. */
  readonly subject: string;
  readonly label: string | null;
  /** Of the new file. */
  readonly row: number | null;
  readonly before: Facts | null;
  readonly after: Facts | null;
}

export interface Comparison {
  /** Subjects, not cells. */
  readonly counts: Readonly<Record<Change | 'same', number>>;
  readonly examples: readonly SubjectChange[];
}

/**
 * How files of some kinds are read and stored. All of it runs inside one transaction, `store`, `compare` and `rebuild`
 * with no other import storing at the same time; a thrown error or a refused file leaves nothing behind.
 */
export interface Importer {
  readonly kinds: readonly ImportKind[];
  /** What the header of a file of each kind looks like. */
  readonly profiles: readonly TableProfile<ImportKind>[];
  read(task: ReadTask): Promise<TableSummary>;
  store(task: StoreTask): Promise<StoreTally>;
  /** What `store` would change; nothing is stored when it is asked. */
  compare(task: CompareTask): Promise<Comparison>;
  /** Which of the remaining files `rebuild` needs: those that add up need all of them. */
  readonly rebuildsFrom: (kind: ImportKind) => 'latest' | 'all';
  /** Makes the facts of the kind (and offer) what they would be if only the remaining files had been stored. */
  rebuild(task: RebuildTask): Promise<Outcome<Facts>>;
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

  /** Of every kind that this process knows, in the order of the kinds. */
  profiles(): readonly TableProfile<ImportKind>[] {
    return IMPORT_KINDS.flatMap((kind) => {
      const profile = this.importers.get(kind)?.profiles.find(({ name }) => name === kind);
      return profile === undefined ? [] : [profile];
    });
  }

  profileOf(kind: ImportKind): TableProfile<ImportKind> {
    const profile = this.importerOf(kind).profiles.find(({ name }) => name === kind);
    if (profile === undefined)
      throw new Error(`The importer of ${kind} does not say what its files look like`);
    return profile;
  }
}
