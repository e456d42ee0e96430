import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Facts, OfferYear } from '../../domain/kernel/index.js';
import type { ColumnMap, RowFault } from '../../platform/files/index.js';
import type { ImportKind, ImportState } from './import-kind.js';
import { postgresJson } from './postgres-json.js';

export interface NewImport {
  readonly kind: ImportKind;
  readonly offer: OfferYear | null;
  readonly fileName: string;
  readonly columnMap: ColumnMap;
  readonly createdBy: string;
}

/** One import as one worker holds it: everything written under an older fence is lost. */
export interface Hold {
  readonly importId: string;
  readonly fence: number;
}

export interface TakenImport extends Hold {
  readonly kind: ImportKind;
  readonly offer: OfferYear | null;
  readonly fileName: string;
  readonly byteSize: number;
  readonly columnMap: ColumnMap;
}

export interface ImportCounts {
  readonly rowCount: number;
  readonly storedCount: number;
  readonly faultCount: number;
}

/** As kept: our own reader's faults, and those that a feature found while storing. */
export type KeptFault = Omit<RowFault, 'file' | 'code'> & { readonly code: string };

/** Longest silence of a worker before another may take its import. */
export const STALLED_AFTER_SECONDS = 20;

/** The only writer of `import`, `import_chunk`, `import_fault` and `import_stage`. */
@Injectable()
export class ImportsRepository {
  async insert(manager: EntityManager, input: NewImport): Promise<string> {
    const [row] = await manager.query<{ id: string }[]>(
      `INSERT INTO import (kind, offer, file_name, sha256, byte_size, state, column_map, created_by)
       VALUES ($1, $2, $3, '', 0, 'received', $4::jsonb, $5) RETURNING id`,
      [input.kind, input.offer, input.fileName, postgresJson(input.columnMap), input.createdBy],
    );
    if (row === undefined) throw new Error('An inserted import has no row');
    return row.id;
  }

  async insertChunk(manager: EntityManager, importId: string, n: number, bytes: Buffer): Promise<void> {
    await manager.query(`INSERT INTO import_chunk (import_id, n, bytes) VALUES ($1, $2, $3)`, [
      importId,
      n,
      bytes,
    ]);
  }

  async setContent(
    manager: EntityManager,
    importId: string,
    content: { readonly sha256: string; readonly byteSize: number },
  ): Promise<void> {
    await manager.query(`UPDATE import SET sha256 = $2, byte_size = $3 WHERE id = $1`, [
      importId,
      content.sha256,
      content.byteSize,
    ]);
  }

  /** The latest other import, not failed, of the same bytes read the same way. Waits for one that is being received. */
  async findSame(
    manager: EntityManager,
    importId: string,
  ): Promise<{ readonly id: string; readonly state: ImportState } | undefined> {
    await manager.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('import-content:' || sha256, 0)) FROM import WHERE id = $1`,
      [importId],
    );
    const rows = await manager.query<{ id: string; state: ImportState }[]>(
      `SELECT earlier.id, earlier.state FROM import mine JOIN import earlier
         ON earlier.sha256 = mine.sha256 AND earlier.kind = mine.kind
         AND earlier.offer IS NOT DISTINCT FROM mine.offer AND earlier.column_map = mine.column_map
       WHERE mine.id = $1 AND earlier.id <> mine.id AND earlier.state <> 'failed'
       ORDER BY earlier.created_at DESC LIMIT 1`,
      [importId],
    );
    return rows[0];
  }

  /**
   * Takes a waiting import, or one whose worker has been silent too long, and raises its fence. Undefined: there is no
   * such import, it is finished, or another worker has it.
   */
  async take(
    manager: EntityManager,
    importId: string,
    stalledAfterSeconds: number,
  ): Promise<TakenImport | undefined> {
    const [rows] = await manager.query<[TakenImport[], number]>(
      `UPDATE import SET state = 'reading', fence = fence + 1, heartbeat_at = now(), fraction = 0
       WHERE id = $1 AND (state = 'received' OR (state = 'reading'
         AND (heartbeat_at IS NULL OR heartbeat_at < now() - make_interval(secs => $2))))
       RETURNING id AS "importId", kind, offer, file_name AS "fileName", byte_size::float8 AS "byteSize",
         column_map AS "columnMap", fence`,
      [importId, stalledAfterSeconds],
    );
    return rows[0];
  }

  /** False: the import is no longer this worker's. */
  async heartbeat(manager: EntityManager, { importId, fence }: Hold, fraction: number): Promise<boolean> {
    const [, count] = await manager.query<[unknown, number]>(
      `UPDATE import SET heartbeat_at = now(), fraction = $3
       WHERE id = $1 AND fence = $2 AND state = 'reading'`,
      [importId, fence, fraction],
    );
    return count === 1;
  }

  /** After an error: lets the next attempt take it at once. */
  async release(manager: EntityManager, { importId, fence }: Hold): Promise<void> {
    await manager.query(
      `UPDATE import SET heartbeat_at = NULL WHERE id = $1 AND fence = $2 AND state = 'reading'`,
      [importId, fence],
    );
  }

  /** The last word on an import. False: the fence has moved on, and the caller must roll back. */
  async finish(manager: EntityManager, { importId, fence }: Hold, counts: ImportCounts): Promise<boolean> {
    const [, count] = await manager.query<[unknown, number]>(
      `UPDATE import SET state = 'imported', fraction = 1, row_count = $3, stored_count = $4, fault_count = $5,
         finished_at = now()
       WHERE id = $1 AND fence = $2 AND state = 'reading'`,
      [importId, fence, counts.rowCount, counts.storedCount, counts.faultCount],
    );
    return count === 1;
  }

  async fail(
    manager: EntityManager,
    { importId, fence }: Hold,
    failure: { readonly code: string; readonly facts: Facts },
    counts: ImportCounts,
  ): Promise<boolean> {
    const [, count] = await manager.query<[unknown, number]>(
      `UPDATE import SET state = 'failed', failure_code = $3, failure_facts = $4::jsonb, row_count = $5,
         stored_count = 0, fault_count = $6, finished_at = now()
       WHERE id = $1 AND fence = $2 AND state = 'reading'`,
      [importId, fence, failure.code, postgresJson(failure.facts), counts.rowCount, counts.faultCount],
    );
    return count === 1;
  }

  async insertFaults(manager: EntityManager, importId: string, faults: readonly KeptFault[]): Promise<void> {
    const rows = faults.map(({ allowed, facts, ...rest }) => ({ ...rest, allowed: [...allowed], facts }));
    await manager.query(
      `INSERT INTO import_fault (import_id, n, row_number, column_name, value, code, allowed, effect, facts)
       SELECT $1, f.ordinality, (f.fault->>'row')::integer, f.fault->>'column', f.fault->>'value', f.fault->>'code',
         ARRAY(SELECT jsonb_array_elements_text(f.fault->'allowed')), f.fault->>'effect', f.fault->'facts'
       FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS f(fault, ordinality)`,
      [importId, postgresJson(rows)],
    );
  }

  /** A file may take longer than a page's statement: these limits hold until the transaction ends. */
  async allowLongStatements(manager: EntityManager): Promise<void> {
    await manager.query(`SET LOCAL statement_timeout = '120s'`);
    await manager.query(`SET LOCAL lock_timeout = '60s'`);
  }

  async stage(
    manager: EntityManager,
    { importId, fence }: Hold,
    firstN: number,
    rows: readonly object[],
  ): Promise<void> {
    await manager.query(
      `INSERT INTO import_stage (import_id, fence, n, row_data)
       SELECT $1, $2, $3 + r.ordinality - 1, r.value
       FROM jsonb_array_elements($4::jsonb) WITH ORDINALITY AS r(value, ordinality)`,
      [importId, fence, firstN, postgresJson(rows)],
    );
  }

  async clearStage(manager: EntityManager, { importId, fence }: Hold): Promise<void> {
    await manager.query(`DELETE FROM import_stage WHERE import_id = $1 AND fence = $2`, [importId, fence]);
  }

  /** One import stores at a time, so that two replacements of the same facts never meet. */
  async lockStoring(manager: EntityManager): Promise<void> {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('import-storing', 0))`);
  }

  /** A later file of the same kind and offer that is stored already. */
  async findOvertaking(manager: EntityManager, importId: string): Promise<string | undefined> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT later.id FROM import mine JOIN import later ON later.kind = mine.kind
         AND later.offer IS NOT DISTINCT FROM mine.offer AND later.created_at > mine.created_at
       WHERE mine.id = $1 AND later.state = 'imported' ORDER BY later.created_at DESC LIMIT 1`,
      [importId],
    );
    return rows[0]?.id;
  }
}
