import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type ColumnMap, normaliseHeader } from '../../platform/files/index.js';
import type { ImportKind } from './import-kind.js';
import { postgresJson } from './postgres-json.js';

export interface KnownColumnMap {
  readonly id: string;
  readonly kind: ImportKind;
  readonly map: ColumnMap;
}

/** The same for every file of one source: of the normalised names, in whatever order they stand. */
export function headerFingerprint(names: readonly string[]): string {
  const normalised = names.map(normaliseHeader).filter((name) => name !== '');
  return createHash('sha256').update(JSON.stringify(normalised.sort())).digest('hex');
}

/** The only writer of `column_map`. */
@Injectable()
export class ColumnMapsRepository {
  /** Of every kind for which this header was mapped before. */
  async findByHeader(manager: EntityManager, headerSha256: string): Promise<readonly KnownColumnMap[]> {
    return manager.query<KnownColumnMap[]>(
      `SELECT id, kind, map FROM column_map WHERE header_sha256 = $1 ORDER BY kind`,
      [headerSha256],
    );
  }

  /** Keeps the map for the next file with this header. `changed`: it is new, or other than the one kept before. */
  async remember(
    manager: EntityManager,
    input: {
      readonly kind: ImportKind;
      readonly header: readonly string[];
      readonly map: ColumnMap;
      readonly fileName: string;
      readonly createdBy: string;
    },
  ): Promise<{ readonly id: string; readonly changed: boolean }> {
    const [row] = await manager.query<{ id: string; changed: boolean }[]>(
      `WITH known AS (SELECT map FROM column_map WHERE kind = $1 AND header_sha256 = $2)
       INSERT INTO column_map AS mine (kind, header_sha256, header, map, file_name, created_by, uses)
       VALUES ($1, $2, $3, $4::jsonb, $5, $6, 1)
       ON CONFLICT ON CONSTRAINT column_map_source_uq DO UPDATE SET map = EXCLUDED.map, uses = mine.uses + 1,
         used_at = now(),
         file_name = CASE WHEN mine.map = EXCLUDED.map THEN mine.file_name ELSE EXCLUDED.file_name END,
         created_by = CASE WHEN mine.map = EXCLUDED.map THEN mine.created_by ELSE EXCLUDED.created_by END
       RETURNING id, COALESCE((SELECT map FROM known) <> $4::jsonb, true) AS changed`,
      [
        input.kind,
        headerFingerprint(input.header),
        input.header.map((name) => name.replaceAll('\u0000', '\ufffd')),
        postgresJson(input.map),
        input.fileName,
        input.createdBy,
      ],
    );
    if (row === undefined) throw new Error('A remembered column map has no row');
    return row;
  }

  /** What was forgotten; undefined: there is no such map. */
  async forget(manager: EntityManager, id: string): Promise<KnownColumnMap | undefined> {
    const [rows] = await manager.query<[KnownColumnMap[], number]>(
      `DELETE FROM column_map WHERE id::text = $1 RETURNING id, kind, map`,
      [id],
    );
    return rows[0];
  }
}
