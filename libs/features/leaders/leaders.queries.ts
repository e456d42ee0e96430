import { Injectable } from '@nestjs/common';
import type { LeaderRef } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';

export interface LeaderSummary {
  readonly ref: LeaderRef;
  readonly name: string;
  /** Null: none was given. */
  readonly email: string | null;
  readonly createdAt: Date;
}

export interface LeaderPage {
  readonly items: readonly LeaderSummary[];
  /** Give it back as `after`; null on the last page. */
  readonly nextCursor: string | null;
}

const COLUMNS = `ref, name, email, created_at AS "createdAt"`;

/** Who the leaders are: the only reads of their personal data. */
@Injectable()
export class LeadersQueries {
  constructor(private readonly database: Database) {}

  /** Names by reference: of these leaders, or of all. */
  async names(refs?: readonly LeaderRef[]): Promise<ReadonlyMap<LeaderRef, string>> {
    const rows = await this.read<{ ref: LeaderRef; name: string }>(
      `SELECT ref, name FROM leader WHERE $1::text[] IS NULL OR ref = ANY ($1) ORDER BY ref`,
      [refs ?? null],
    );
    return new Map(rows.map(({ ref, name }) => [ref, name]));
  }

  async one(ref: LeaderRef): Promise<LeaderSummary | undefined> {
    const rows = await this.read<LeaderSummary>(`SELECT ${COLUMNS} FROM leader WHERE ref = $1`, [ref]);
    return rows[0];
  }

  /** By reference. `text`: part of the name or reference. `limit`: 1 to 500, default 50. */
  async list(
    filter: { readonly text?: string; readonly after?: LeaderRef; readonly limit?: number } = {},
  ): Promise<LeaderPage> {
    const limit = Math.min(Math.max(Math.trunc(filter.limit ?? 50), 1), 500);
    const pattern = `%${(filter.text?.trim() ?? '').replace(/[\\%_]/g, '\\$&')}%`;
    const found = await this.read<LeaderSummary>(
      `SELECT ${COLUMNS} FROM leader
       WHERE (name ILIKE $1 OR ref ILIKE $1) AND ($2::text IS NULL OR ref > $2) ORDER BY ref LIMIT $3`,
      [pattern, filter.after ?? null, limit + 1],
    );
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.ref ?? null) : null };
  }

  /** Text with the character NUL, which PostgreSQL does not take, names nothing. */
  private async read<T>(sql: string, values: readonly unknown[] = []): Promise<readonly T[]> {
    const isNul = (value: unknown): boolean => typeof value === 'string' && value.includes('\u0000');
    return values.some(isNul) ? [] : this.database.manager.query<T[]>(sql, [...values]);
  }
}
