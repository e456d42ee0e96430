import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { assert, type Facts, type OfferYear } from '../../domain/kernel/index.js';
import { type ImportEvent, type ImportState, transition } from '../../domain/lifecycle/index.js';
import type { ColumnMap, RowFault } from '../../platform/files/index.js';
import type { ChangeCounts, FileHeader, Recognition } from './file-header.js';
import type { ImportKind } from './import-kind.js';
import type { UnreadSubject } from './importer.js';
import { postgresJson } from './postgres-json.js';

/** One import as one worker holds it: everything written under an older fence is lost. */
export interface Hold {
  readonly importId: string;
  readonly fence: number;
}

/** What a worker has to do: the state says which part of it. */
export interface TakenImport extends Hold {
  readonly state: 'reading' | 'confirmed' | 'undoing';
  /** This one included, since the import was queued. */
  readonly takes: number;
  readonly kind: ImportKind | null;
  readonly offer: OfferYear | null;
  readonly fileName: string;
  readonly byteSize: number;
  readonly columnMap: ColumnMap;
  readonly review: boolean;
  readonly acceptRemoval: boolean;
  readonly kindSettled: boolean;
  readonly basisN: number | null;
  readonly storedN: number | null;
  readonly undoNote: Facts | null;
  readonly createdBy: string;
}

/** Whose facts these are: one kind, of one offer where the kind has one. */
export interface FactScope {
  readonly kind: ImportKind;
  readonly offer: OfferYear | null;
}

export interface ImportCounts {
  readonly rowCount: number;
  readonly storedCount: number;
  readonly faultCount: number;
}

/** As kept: our own reader's faults, and those that a feature found while storing. */
export type KeptFault = Omit<RowFault, 'file' | 'code'> & { readonly code: string };

/** What a change of state writes besides the state. Absent: stays. */
export interface ImportChanges {
  readonly kind?: ImportKind;
  readonly offer?: OfferYear | null;
  readonly columnMap?: ColumnMap;
  readonly kindSettled?: boolean;
  readonly review?: boolean;
  readonly recognition?: Recognition | null;
  readonly header?: FileHeader | null;
  readonly counts?: ImportCounts;
  readonly changeCounts?: ChangeCounts | null;
  readonly basisN?: number | null;
  readonly storedN?: number | null;
  readonly undoneN?: number | null;
  readonly undoNote?: Facts;
  readonly undoRefusal?: { readonly code: string; readonly facts: Facts } | null;
  readonly failure?: { readonly code: string; readonly facts: Facts } | null;
  readonly fraction?: number;
  readonly finished?: boolean;
  /** A worker is asked for: it may take the import at once, as often as if it were new. */
  readonly queued?: boolean;
}

/** Longest silence of a worker before another may take its import. */
export const STALLED_AFTER_SECONDS = 20;

const TAKEN_COLUMNS = `id AS "importId", fence, state, takes, kind, offer, file_name AS "fileName",
  byte_size::float8 AS "byteSize", column_map AS "columnMap", review,
  accept_removal AS "acceptRemoval", kind_settled AS "kindSettled",
  basis_n AS "basisN", stored_n AS "storedN", undo_note AS "undoNote", created_by AS "createdBy"`;

/** How a worker takes and keeps an import, and the only way in which its state changes. */
@Injectable()
export class ImportsRepository {
  /**
   * Takes a waiting import, or one whose worker has been silent too long, and raises its fence. Undefined: there is no
   * such import, nothing is to be done with it, or another worker has it.
   */
  async take(
    manager: EntityManager,
    importId: string,
    stalledAfterSeconds: number,
  ): Promise<TakenImport | undefined> {
    const [rows] = await manager.query<[TakenImport[], number]>(
      `UPDATE import SET state = CASE state WHEN 'received' THEN 'reading' ELSE state END, fence = fence + 1,
         takes = takes + 1, heartbeat_at = now(), fraction = 0
       WHERE id = $1 AND state IN ('received','reading','confirmed','undoing')
         AND (heartbeat_at IS NULL OR heartbeat_at < now() - make_interval(secs => $2))
       RETURNING ${TAKEN_COLUMNS}`,
      [importId, stalledAfterSeconds],
    );
    return rows[0];
  }

  /** False: the import is no longer this worker's. */
  async heartbeat(manager: EntityManager, { importId, fence }: Hold, fraction: number): Promise<boolean> {
    const [, count] = await manager.query<[unknown, number]>(
      `UPDATE import SET heartbeat_at = now(), fraction = $3
       WHERE id = $1 AND fence = $2 AND state IN ('reading','confirmed','undoing')`,
      [importId, fence, fraction],
    );
    return count === 1;
  }

  /** After an error: lets the next attempt take it at once. */
  async release(manager: EntityManager, { importId, fence }: Hold): Promise<void> {
    await manager.query(
      `UPDATE import SET heartbeat_at = NULL
       WHERE id = $1 AND fence = $2 AND state IN ('reading','confirmed','undoing')`,
      [importId, fence],
    );
  }

  /**
   * Changes the state by an event if it still is `from` and the import still is at this fence (a worker's change) or version (a
   * person's). False: it is not, and the caller must roll back.
   */
  async change(
    manager: EntityManager,
    at: { readonly importId: string } & ({ readonly fence: number } | { readonly version: number }),
    from: ImportState,
    event: ImportEvent,
    changes: ImportChanges = {},
  ): Promise<boolean> {
    const to = transition('import', from, event);
    assert(to.ok, `an import that is ${from} cannot ${event}`);
    const values: unknown[] = [at.importId, from, to.value, 'fence' in at ? at.fence : at.version];
    const sets = ['state = $3', 'version = version + 1'];
    const set = (column: string, value: unknown, cast = ''): void => {
      values.push(value);
      sets.push(`${column} = $${String(values.length)}${cast}`);
    };
    for (const [column, value] of plainColumns(changes)) if (value !== undefined) set(column, value);
    for (const [column, value] of jsonColumns(changes)) {
      if (value !== undefined) set(column, value === null ? null : postgresJson(value), '::jsonb');
    }
    if (changes.finished === true) sets.push('finished_at = now()');
    if (changes.queued === true) {
      sets.push(
        'queued_at = now()',
        'heartbeat_at = NULL',
        'takes = 0',
        'fraction = 0',
        'finished_at = NULL',
      );
    }
    const [, count] = await manager.query<[unknown, number]>(
      `UPDATE import SET ${sets.join(', ')}
       WHERE id = $1 AND state = $2 AND ${'fence' in at ? 'fence' : 'version'} = $4`,
      values,
    );
    return count === 1;
  }

  /** Takes the place of what was found in an earlier reading. */
  async replaceFaults(manager: EntityManager, importId: string, faults: readonly KeptFault[]): Promise<void> {
    await manager.query(`DELETE FROM import_fault WHERE import_id = $1`, [importId]);
    if (faults.length === 0) return;
    const rows = faults.map(({ allowed, facts, ...rest }) => ({ ...rest, allowed: [...allowed], facts }));
    await manager.query(
      `INSERT INTO import_fault (import_id, n, row_number, column_name, value, code, allowed, effect, facts)
       SELECT $1, f.ordinality, (f.fault->>'row')::integer, f.fault->>'column', f.fault->>'value', f.fault->>'code',
         ARRAY(SELECT jsonb_array_elements_text(f.fault->'allowed')), f.fault->>'effect', f.fault->'facts'
       FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS f(fault, ordinality)`,
      [importId, postgresJson(rows)],
    );
  }

  async clearUnread(manager: EntityManager, importId: string): Promise<void> {
    await manager.query(`DELETE FROM import_unread WHERE import_id = $1`, [importId]);
  }

  async insertUnread(
    manager: EntityManager,
    importId: string,
    firstN: number,
    rows: readonly UnreadSubject[],
  ): Promise<void> {
    await manager.query(
      `INSERT INTO import_unread (import_id, n, subject_kind, subject_id, inspection_number, row_number)
       SELECT $1, $2 + u.ordinality - 1, u.it->>'subjectKind', u.it->>'subjectId', u.it->>'inspectionNumber',
         (u.it->'source'->>'row')::integer
       FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS u(it, ordinality)`,
      [importId, firstN, postgresJson(rows)],
    );
  }

  /** A file may take longer than a page's statement: these limits hold until the transaction ends. */
  async allowLongStatements(manager: EntityManager): Promise<void> {
    await manager.query(`SET LOCAL statement_timeout = '120s'`);
    await manager.query(`SET LOCAL lock_timeout = '60s'`);
  }
}

function plainColumns(changes: ImportChanges): readonly (readonly [string, unknown])[] {
  const { counts, failure } = changes;
  return [
    ['kind', changes.kind],
    ['offer', changes.offer],
    ['kind_settled', changes.kindSettled],
    ['review', changes.review],
    ['row_count', counts?.rowCount],
    ['stored_count', counts?.storedCount],
    ['fault_count', counts?.faultCount],
    ['basis_n', changes.basisN],
    ['stored_n', changes.storedN],
    ['undone_n', changes.undoneN],
    ['failure_code', failure === null ? null : failure?.code],
    ['fraction', changes.fraction],
  ];
}

function jsonColumns(changes: ImportChanges): readonly (readonly [string, unknown])[] {
  return [
    ['column_map', changes.columnMap],
    ['recognition', changes.recognition],
    ['header', changes.header],
    ['change_counts', changes.changeCounts],
    ['undo_note', changes.undoNote],
    ['undo_refusal', changes.undoRefusal],
    ['failure_facts', changes.failure === null ? null : changes.failure?.facts],
  ];
}
