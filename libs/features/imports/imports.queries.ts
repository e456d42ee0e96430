import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Facts, OfferYear } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import type { ColumnMap } from '../../platform/files/index.js';
import type { ImportState } from '../../domain/lifecycle/index.js';
import type { ChangeCounts, FileHeader, Recognition } from './file-header.js';
import type { ImportKind } from './import-kind.js';
import { STALLED_AFTER_SECONDS, type KeptFault } from './imports.repository.js';

export interface ImportSummary {
  readonly id: string;
  /** Null: not recognised yet. */
  readonly kind: ImportKind | null;
  readonly offer: OfferYear | null;
  readonly fileName: string;
  readonly sha256: string;
  readonly byteSize: number;
  readonly state: ImportState;
  /** 0 to 1. */
  readonly fraction: number;
  readonly columnMap: ColumnMap;
  readonly rowCount: number;
  readonly storedCount: number;
  readonly faultCount: number;
  readonly failure: { readonly code: string; readonly facts: Facts } | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  /** For `version` of confirm, discard, undo and the answers about kind and columns. */
  readonly version: number;
  /** Whether it stops at `ready` for a person to confirm. */
  readonly review: boolean;
  /** While the kind is asked for: what the header fits, and why nobody can be sure. */
  readonly recognition: Recognition | null;
  readonly header: FileHeader | null;
  /** Of the preview: subjects that the file adds, changes, removes and leaves as they are. */
  readonly changeCounts: ChangeCounts | null;
  /** Nearly all its dates lie outside its offer: it may be another year's. */
  readonly anotherYear: KeptFault | null;
  /** Nothing newer of its kind (and offer) is stored: it may be undone. */
  readonly canUndo: boolean;
  /** Why the last wish to undo it was not fulfilled. */
  readonly undoRefusal: { readonly code: string; readonly facts: Facts } | null;
}

/** What a list shows of an import. */
export type ListedImport = Pick<
  ImportSummary,
  | 'id'
  | 'kind'
  | 'offer'
  | 'fileName'
  | 'state'
  | 'fraction'
  | 'rowCount'
  | 'storedCount'
  | 'faultCount'
  | 'failure'
  | 'createdAt'
>;

export interface ImportFilter {
  readonly kind?: ImportKind;
  readonly offer?: OfferYear;
  readonly state?: ImportState;
  /** The `id` of the last import of the page before. */
  readonly after?: string;
  /** 1 to 200; default 50. */
  readonly limit?: number;
}

/** Rows of a file that could not be read, by whether anybody can tell whom they are about. */
export interface UnreadCount {
  readonly named: number;
  /** Their subject cannot be read, or the file was stored before subjects were kept. */
  readonly nameless: number;
  /** The first of the nameless rows. */
  readonly rows: readonly number[];
}

/** One kept fault with its file, for lists and errors.csv. */
export type ImportFaultLine = KeptFault & { readonly n: number; readonly file: string };

const LISTED = `i.id, i.kind, i.offer, i.file_name AS "fileName", i.state, i.fraction, i.row_count AS "rowCount",
  i.stored_count AS "storedCount", i.fault_count AS "faultCount", i.created_at AS "createdAt",
  CASE WHEN i.failure_code IS NOT NULL
    THEN jsonb_build_object('code', i.failure_code, 'facts', i.failure_facts) END AS failure`;
const COLUMNS = `${LISTED}, i.sha256, i.byte_size::float8 AS "byteSize", i.column_map AS "columnMap",
  i.created_by AS "createdBy", i.finished_at AS "finishedAt", i.version, i.review, i.recognition, i.header, i.change_counts AS "changeCounts",
  (SELECT jsonb_build_object('row', f.row_number, 'column', f.column_name, 'value', f.value, 'code', f.code,
     'allowed', f.allowed, 'effect', f.effect, 'facts', f.facts)
   FROM import_fault f WHERE f.import_id = i.id AND f.n = 1 AND f.code = 'another-year') AS "anotherYear",
  i.undo_refusal AS "undoRefusal", i.state = 'imported' AND NOT EXISTS (SELECT 1 FROM import newer
    WHERE newer.kind = i.kind AND newer.offer IS NOT DISTINCT FROM i.offer
      AND newer.state IN ('imported','undoing') AND newer.stored_n > COALESCE(i.stored_n, 0)) AS "canUndo"`;

/** Reads of imports. */
@Injectable()
export class ImportsQueries {
  constructor(private readonly database: Database) {}

  async one(importId: string): Promise<ImportSummary | undefined> {
    const rows = await this.read<ImportSummary>(`SELECT ${COLUMNS} FROM import i WHERE i.id::text = $1`, [
      importId,
    ]);
    return rows[0];
  }

  /** Newest first. */
  async list(filter: ImportFilter = {}): Promise<readonly ImportSummary[]> {
    return this.read<ImportSummary>(
      `SELECT ${COLUMNS} FROM import i
       WHERE ($1::text IS NULL OR i.kind = $1) AND ($2::text IS NULL OR i.offer = $2)
         AND ($3::text IS NULL OR (i.created_at, i.id) < (SELECT created_at, id FROM import WHERE id::text = $3))
         AND ($5::text IS NULL OR i.state = $5)
       ORDER BY i.created_at DESC, i.id DESC LIMIT $4`,
      [
        filter.kind ?? null,
        filter.offer ?? null,
        filter.after ?? null,
        Math.min(Math.max(filter.limit ?? 50, 1), 200),
        filter.state ?? null,
      ],
    );
  }

  /** Newest first, at most 10,000. */
  async listed(): Promise<readonly ListedImport[]> {
    return this.read<ListedImport>(
      `SELECT ${LISTED} FROM import i ORDER BY i.created_at DESC, i.id DESC LIMIT 10000`,
    );
  }

  /** The kept faults by row, after the `afterN`-th; `limit` up to 10,000 (all that are kept). */
  async faults(importId: string, afterN = 0, limit = 10_000): Promise<readonly ImportFaultLine[]> {
    return this.read<ImportFaultLine>(
      `SELECT f.n, i.file_name AS file, f.row_number AS "row", f.column_name AS "column", f.value, f.code, f.allowed,
         f.effect, f.facts
       FROM import_fault f JOIN import i ON i.id = f.import_id
       WHERE f.import_id::text = $1 AND f.n > $2 ORDER BY f.n LIMIT $3`,
      [importId, afterN, limit],
    );
  }

  /** What of the file is missing from the facts. Rows are at most 10. */
  async unread(importId: string): Promise<UnreadCount> {
    const [count] = await this.read<UnreadCount>(
      `SELECT count(subject_id)::integer AS named, (count(*) - count(subject_id))::integer AS nameless,
         COALESCE((array_agg(row_number ORDER BY row_number) FILTER (WHERE subject_id IS NULL))[1:10], '{}') AS rows
       FROM import_unread WHERE import_id::text = $1`,
      [importId],
    );
    return count ?? { named: 0, nameless: 0, rows: [] };
  }

  /** Text with the character NUL, which PostgreSQL does not take, names nothing. */
  private async read<T>(sql: string, values: readonly unknown[] = []): Promise<readonly T[]> {
    const isNul = (value: unknown): boolean => typeof value === 'string' && value.includes('\u0000');
    return values.some(isNul) ? [] : this.database.manager.query<T[]>(sql, [...values]);
  }
}

/** The bytes of an import, one stored chunk at a time. */
export async function* readImportChunks(
  manager: EntityManager,
  importId: string,
): AsyncGenerator<Buffer, undefined> {
  for (let n = 1; ; n++) {
    const rows = await manager.query<{ bytes: Buffer }[]>(
      `SELECT bytes FROM import_chunk WHERE import_id = $1 AND n = $2`,
      [importId, n],
    );
    const chunk = rows[0];
    if (chunk === undefined) return undefined;
    yield chunk.bytes;
  }
}

/**
 * For the reconciler: ids of imports that have waited, or whose worker has been silent, for so long that their job is
 * probably lost. Sending such a job twice does no harm: only one worker can take an import.
 */
export async function findLostImports(
  manager: EntityManager,
  olderThanSeconds: number = STALLED_AFTER_SECONDS,
): Promise<readonly string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM import
     WHERE (state = 'received' AND queued_at < now() - make_interval(secs => $1))
        OR (state = 'reading' AND (heartbeat_at IS NULL OR heartbeat_at < now() - make_interval(secs => $1)))
        OR (state IN ('confirmed','undoing')
          AND COALESCE(heartbeat_at, queued_at) < now() - make_interval(secs => $1))
     ORDER BY created_at, id`,
    [olderThanSeconds],
  );
  return rows.map(({ id }) => id);
}
