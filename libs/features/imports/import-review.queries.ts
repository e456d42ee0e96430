import { Injectable } from '@nestjs/common';
import type { Facts } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import type { ColumnMap } from '../../platform/files/index.js';
import { type FieldChange, fieldChanges } from './field-changes.js';
import type { ImportKind } from './import-kind.js';
import type { Change } from './importer.js';

/** One example of what storing a file changes. */
export interface PreviewedChange {
  readonly n: number;
  readonly change: Change;
  readonly subject: string;
  readonly label: string | null;
  /** Row of the new file; null: it does not name the subject. */
  readonly row: number | null;
  readonly fields: readonly FieldChange[];
}

export interface PreviewPage {
  readonly items: readonly PreviewedChange[];
  /** Give it back as `afterN`; null on the last page. */
  readonly nextN: number | null;
}

export interface ColumnMapSummary {
  readonly id: string;
  readonly kind: ImportKind;
  readonly map: ColumnMap;
  readonly header: readonly string[];
  readonly fileName: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly usedAt: Date;
  readonly uses: number;
}

const PAGE_SIZE = 50;
const PAGE_SIZE_MAX = 200;

/** Reads of previews and of remembered column maps. */
@Injectable()
export class ImportReviewQueries {
  constructor(private readonly database: Database) {}

  /** Examples of added, changed and removed subjects; the counts of the import say how many there are in all. */
  async changes(
    importId: string,
    filter: { readonly change?: Change; readonly afterN?: number; readonly limit?: number } = {},
  ): Promise<PreviewPage> {
    const limit = Math.min(Math.max(Math.trunc(filter.limit ?? PAGE_SIZE), 1), PAGE_SIZE_MAX);
    const rows = await this.database.manager.query<
      (Omit<PreviewedChange, 'fields'> & { before: Facts | null; after: Facts | null })[]
    >(
      `SELECT n, change, subject, label, row_number AS "row", before, after FROM import_change
       WHERE import_id::text = $1 AND ($2::text IS NULL OR change = $2) AND n > $3 ORDER BY n LIMIT $4`,
      [importId, filter.change ?? null, filter.afterN ?? 0, limit + 1],
    );
    const items = rows.slice(0, limit).map(({ before, after, ...rest }) => ({
      ...rest,
      fields: fieldChanges(before, after),
    }));
    return { items, nextN: rows.length > limit ? (items.at(-1)?.n ?? null) : null };
  }

  /** Newest first. */
  async columnMaps(): Promise<readonly ColumnMapSummary[]> {
    return this.database.manager.query<ColumnMapSummary[]>(
      `SELECT id, kind, map, header, file_name AS "fileName", created_by AS "createdBy", created_at AS "createdAt",
         used_at AS "usedAt", uses
       FROM column_map ORDER BY created_at DESC, id LIMIT 500`,
    );
  }
}
