import type { EntityManager } from 'typeorm';
import type { Boundaries } from '../../platform/geography/index.js';

export interface NewOutline {
  readonly fileName: string;
  readonly sha256: string;
  readonly content: Boundaries;
  readonly importedBy: string;
}

/** The outline that was there before is replaced. */
export async function replaceOutline(manager: EntityManager, outline: NewOutline): Promise<void> {
  const { fileName, sha256, content, importedBy } = outline;
  await manager.query(
    `INSERT INTO map_outline (id, file_name, sha256, content, imported_by) VALUES ('england', $1, $2, $3::jsonb, $4)
     ON CONFLICT (id) DO UPDATE SET file_name = excluded.file_name, sha256 = excluded.sha256,
       content = excluded.content, imported_by = excluded.imported_by, imported_at = now()`,
    [fileName, sha256, JSON.stringify(content), importedBy],
  );
}
