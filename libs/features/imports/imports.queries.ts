import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Facts, OfferYear } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import type { ColumnMap } from '../../platform/files/index.js';
import type { ImportKind, ImportState } from './import-kind.js';
import { STALLED_AFTER_SECONDS, type KeptFault } from './imports.repository.js';

export interface ImportSummary {
  readonly id: string;
  readonly kind: ImportKind;
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
}

export interface ImportFilter {
  readonly kind?: ImportKind;
  readonly offer?: OfferYear;
  /** The `id` of the last import of the page before. */
  readonly after?: string;
  /** 1 to 200; default 50. */
  readonly limit?: number;
}

/** One kept fault with its file, for lists and errors.csv. */
export type ImportFaultLine = KeptFault & { readonly n: number; readonly file: string };

const COLUMNS = `i.id, i.kind, i.offer, i.file_name AS "fileName", i.sha256, i.byte_size::float8 AS "byteSize",
  i.state, i.fraction, i.column_map AS "columnMap", i.row_count AS "rowCount", i.stored_count AS "storedCount",
  i.fault_count AS "faultCount", i.created_by AS "createdBy", i.created_at AS "createdAt",
  i.finished_at AS "finishedAt", CASE WHEN i.failure_code IS NOT NULL
    THEN jsonb_build_object('code', i.failure_code, 'facts', i.failure_facts) END AS failure`;

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
       ORDER BY i.created_at DESC, i.id DESC LIMIT $4`,
      [
        filter.kind ?? null,
        filter.offer ?? null,
        filter.after ?? null,
        Math.min(Math.max(filter.limit ?? 50, 1), 200),
      ],
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
     WHERE (state = 'received' AND created_at < now() - make_interval(secs => $1))
        OR (state = 'reading' AND (heartbeat_at IS NULL OR heartbeat_at < now() - make_interval(secs => $1)))
     ORDER BY created_at, id`,
    [olderThanSeconds],
  );
  return rows.map(({ id }) => id);
}
