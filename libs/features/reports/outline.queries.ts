import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import type { Boundaries } from '../../platform/geography/index.js';

/** The outline that maps are drawn over. It is kept in memory until another one is imported, by whichever process. */
@Injectable()
export class OutlineQueries {
  private known: { readonly sha256: string; readonly boundaries: Boundaries } | null = null;

  constructor(private readonly database: Database) {}

  /** Null: nobody has imported one. */
  async current(): Promise<Boundaries | null> {
    const [now] = await this.database.manager.query<{ sha256: string }[]>(`SELECT sha256 FROM map_outline`);
    if (now === undefined) return null;
    if (this.known?.sha256 !== now.sha256) {
      const [row] = await this.database.manager.query<{ sha256: string; content: Boundaries }[]>(
        `SELECT sha256, content FROM map_outline`,
      );
      this.known = row === undefined ? null : { sha256: row.sha256, boundaries: row.content };
    }
    return this.known?.boundaries ?? null;
  }
}
