import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { OfferYear } from '../../domain/kernel/index.js';
import type { ImportState } from '../../domain/lifecycle/index.js';
import type { ColumnMap } from '../../platform/files/index.js';
import type { ImportKind } from './import-kind.js';
import { postgresJson } from './postgres-json.js';

export interface NewImport {
  /** Null: to be recognised. */
  readonly kind: ImportKind | null;
  readonly offer: OfferYear | null;
  readonly fileName: string;
  readonly columnMap: ColumnMap;
  readonly review: boolean;
  readonly acceptRemoval: boolean;
  readonly createdBy: string;
}

/** The only writer of a new `import` and its `import_chunk` rows. */
@Injectable()
export class ReceiveRepository {
  async insert(manager: EntityManager, input: NewImport): Promise<string> {
    const [row] = await manager.query<{ id: string }[]>(
      `INSERT INTO import (kind, offer, file_name, sha256, byte_size, state, column_map, review,
         accept_removal, created_by)
       VALUES ($1, $2, $3, '', 0, 'received', $4::jsonb, $5, $6, $7) RETURNING id`,
      [
        ...[input.kind, input.offer, input.fileName, postgresJson(input.columnMap), input.review],
        ...[input.acceptRemoval, input.createdBy],
      ],
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

  /**
   * The latest other import of the same bytes for the same use, unless nothing of it is or will be stored (failed,
   * discarded, undone). What the person left open (the kind, the columns) may have been settled since. Waits for one
   * that is being received.
   */
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
         ON earlier.sha256 = mine.sha256 AND (mine.kind IS NULL OR earlier.kind = mine.kind)
         AND (earlier.offer IS NOT DISTINCT FROM mine.offer
           OR (mine.kind IS NULL AND (mine.offer IS NULL OR earlier.offer IS NULL)))
         AND (mine.column_map = '{}' OR earlier.column_map = mine.column_map)
       WHERE mine.id = $1 AND earlier.id <> mine.id AND earlier.state NOT IN ('failed','discarded','undone')
       ORDER BY earlier.created_at DESC LIMIT 1`,
      [importId],
    );
    return rows[0];
  }
}
