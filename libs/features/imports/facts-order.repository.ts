import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Facts } from '../../domain/kernel/index.js';
import type { ColumnMap } from '../../platform/files/index.js';
import type { SubjectChange } from './importer.js';
import type { FactScope, Hold } from './imports.repository.js';
import { postgresJson } from './postgres-json.js';

/** An import whose facts are stored, as it is read again when a later one is undone. */
export interface StoredImport {
  readonly importId: string;
  readonly fileName: string;
  readonly byteSize: number;
  readonly columnMap: ColumnMap;
  readonly note: Facts;
}

const SCOPE = `i.kind = $1 AND i.offer IS NOT DISTINCT FROM $2`;

/** In what order files were stored and undone, the rows on their way into the tables, and the examples of a preview. */
@Injectable()
export class FactsOrderRepository {
  /** One import stores at a time, so that two replacements of the same facts never meet. */
  async lockStoring(manager: EntityManager): Promise<void> {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('import-storing', 0))`);
  }

  /** Does the work and takes all of it back, keeping only its answer. */
  async rehearse<T>(manager: EntityManager, work: () => Promise<T>): Promise<T> {
    await manager.query('SAVEPOINT rehearsal');
    const answer = await work();
    await manager.query('ROLLBACK TO SAVEPOINT rehearsal');
    return answer;
  }

  /** The number of the latest storing or undoing of this kind and offer; 0: there was none. */
  async latest(manager: EntityManager, { kind, offer }: FactScope): Promise<number> {
    const rows = await manager.query<{ n: number }[]>(
      `SELECT COALESCE(max(GREATEST(i.stored_n, i.undone_n)), 0)::integer AS n FROM import i WHERE ${SCOPE}`,
      [kind, offer],
    );
    return rows[0]?.n ?? 0;
  }

  /** The next number over all kinds; only under `lockStoring`. */
  async next(manager: EntityManager): Promise<number> {
    const rows = await manager.query<{ n: number }[]>(
      `SELECT COALESCE(max(GREATEST(stored_n, undone_n)), 0)::integer + 1 AS n FROM import`,
    );
    return rows[0]?.n ?? 1;
  }

  /** A later file of the same kind and offer that is stored already. */
  async findOvertaking(manager: EntityManager, importId: string): Promise<string | undefined> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT later.id FROM import mine JOIN import later ON later.kind = mine.kind
         AND later.offer IS NOT DISTINCT FROM mine.offer AND later.created_at > mine.created_at
       WHERE mine.id = $1 AND later.state IN ('imported','undoing') ORDER BY later.created_at DESC LIMIT 1`,
      [importId],
    );
    return rows[0]?.id;
  }

  /** A file of this kind and offer that was stored after the one with this number. */
  async findNewer(
    manager: EntityManager,
    { kind, offer }: FactScope,
    storedN: number,
  ): Promise<{ readonly importId: string; readonly fileName: string } | undefined> {
    const rows = await manager.query<{ importId: string; fileName: string }[]>(
      `SELECT i.id AS "importId", i.file_name AS "fileName" FROM import i WHERE ${SCOPE} AND i.state IN ('imported','undoing') AND i.stored_n > $3
       ORDER BY i.stored_n DESC LIMIT 1`,
      [kind, offer, storedN],
    );
    return rows[0];
  }

  /** Those whose facts would remain without this one, oldest first. */
  async remaining(
    manager: EntityManager,
    { kind, offer }: FactScope,
    importId: string,
  ): Promise<readonly StoredImport[]> {
    return manager.query<StoredImport[]>(
      `SELECT i.id AS "importId", i.file_name AS "fileName", i.byte_size::float8 AS "byteSize",
         i.column_map AS "columnMap", COALESCE(i.undo_note, '{}') AS note
       FROM import i WHERE ${SCOPE} AND i.state IN ('imported','undoing') AND i.id <> $3
       ORDER BY i.stored_n NULLS FIRST, i.created_at, i.id`,
      [kind, offer, importId],
    );
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

  /** Takes the place of the examples of an earlier preview. */
  async replaceExamples(
    manager: EntityManager,
    importId: string,
    examples: readonly SubjectChange[],
  ): Promise<void> {
    await manager.query(`DELETE FROM import_change WHERE import_id = $1`, [importId]);
    if (examples.length === 0) return;
    await manager.query(
      `INSERT INTO import_change (import_id, n, change, subject, label, row_number, before, after)
       SELECT $1, e.ordinality, e.it->>'change', e.it->>'subject', e.it->>'label', (e.it->>'row')::integer,
         NULLIF(e.it->'before', 'null'), NULLIF(e.it->'after', 'null')
       FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS e(it, ordinality)`,
      [importId, postgresJson(examples)],
    );
  }
}
