import { Injectable } from '@nestjs/common';
import type { IsoDate } from '../../domain/kernel/index.js';
import { Database } from '../database/index.js';

/** One event of the trail. It names people and things by their references only. */
export interface AuditEntry {
  /** Gives the order. */
  readonly id: string;
  readonly at: Date;
  readonly actorId: string;
  readonly actorRoles: readonly string[];
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
}

export interface AuditFilter {
  /** Any of these; absent: everybody. */
  readonly actorIds?: readonly string[];
  /** The whole action, or its noun: `match` finds `match.publish`. */
  readonly action?: string;
  readonly subjectKind?: string;
  /** Part of the id of the subject. */
  readonly subject?: string;
  /** The subject itself. */
  readonly subjectId?: string;
  /** Days in England, both included. */
  readonly from?: IsoDate;
  readonly to?: IsoDate;
}

export interface AuditPage {
  readonly items: readonly AuditEntry[];
  /** Hand back as `before` for older events; null at the end. */
  readonly nextCursor: string | null;
}

/** The whole of what was found. */
export interface AuditFile {
  readonly rows: number;
  /** In the order asked for; what was added since it was asked for is left out. */
  readonly entries: AsyncIterable<AuditEntry>;
}

const PAGE_SIZE = 50;
const PAGE_SIZE_MAX = 500;

const FOUND = `($1::text[] IS NULL OR actor_id = ANY ($1))
  AND ($2::text IS NULL OR action = $2 OR split_part(action, '.', 1) = $2)
  AND ($3::text IS NULL OR subject_kind = $3) AND ($4::text IS NULL OR subject_id ILIKE $4)
  AND ($5::text IS NULL OR subject_id = $5)
  AND ($6::date IS NULL OR at >= $6::date::timestamp AT TIME ZONE 'Europe/London')
  AND ($7::date IS NULL OR at < ($7::date + 1)::timestamp AT TIME ZONE 'Europe/London')`;

/** Reads of the audit trail. */
@Injectable()
export class AuditQueries {
  constructor(private readonly database: Database) {}

  /** Newest first, or oldest. `before`: the cursor of the page before; `limit`: 50, at most 500. */
  async search(
    filter: AuditFilter,
    page: { readonly before?: string; readonly limit?: number; readonly oldestFirst?: boolean } = {},
  ): Promise<AuditPage> {
    const limit = Math.min(Math.max(Math.trunc(page.limit ?? PAGE_SIZE), 1), PAGE_SIZE_MAX);
    const before = /^\d{1,18}$/.test(page.before ?? '') ? page.before : null;
    const [beyond, way] = page.oldestFirst === true ? ['>', 'ASC'] : ['<', 'DESC'];
    const found = await this.read<AuditEntry>(
      `SELECT id, at, actor_id AS "actorId", actor_roles AS "actorRoles", action, subject_kind AS "subjectKind",
              subject_id AS "subjectId", before, after, reason
         FROM audit_event WHERE ${FOUND} AND ($8::bigint IS NULL OR id ${beyond} $8)
        ORDER BY audit_event.id ${way} LIMIT $9`,
      [...values(filter), before, limit + 1],
    );
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** Everything that is found, page by page as it is read. */
  async file(filter: AuditFilter, oldestFirst = false): Promise<AuditFile> {
    const [newest] = (await this.search(filter, { limit: 1 })).items;
    return { rows: await this.count(filter), entries: this.entries(filter, newest, oldestFirst) };
  }

  private async *entries(
    filter: AuditFilter,
    newest: AuditEntry | undefined,
    oldestFirst: boolean,
  ): AsyncGenerator<AuditEntry> {
    if (newest === undefined) return;
    if (!oldestFirst) yield newest;
    for (let before: string | null = oldestFirst ? '0' : newest.id; before !== null;) {
      const page = await this.search(filter, { before, limit: PAGE_SIZE_MAX, oldestFirst });
      for (const entry of page.items) {
        yield entry;
        if (entry.id === newest.id) return;
      }
      before = page.nextCursor;
    }
  }

  private async count(filter: AuditFilter): Promise<number> {
    const [row] = await this.read<{ count: number }>(
      `SELECT count(*)::integer AS count FROM audit_event WHERE ${FOUND}`,
      values(filter),
    );
    return row?.count ?? 0;
  }

  /** Every action that the trail holds, by name. */
  async actions(): Promise<readonly string[]> {
    const rows = await this.read<{ action: string }>(
      `SELECT DISTINCT action FROM audit_event ORDER BY action`,
      [],
    );
    return rows.map(({ action }) => action);
  }

  /** Text with the character NUL, which PostgreSQL does not take, names nothing. */
  private async read<T>(sql: string, given: readonly unknown[]): Promise<readonly T[]> {
    if (given.some((value) => typeof value === 'string' && value.includes('\u0000'))) return [];
    return this.database.manager.query<T[]>(sql, [...given]);
  }
}

function values({ actorIds, action, subjectKind, subject, subjectId, from, to }: AuditFilter): unknown[] {
  const part = subject === undefined ? null : `%${subject.replace(/[\\%_]/g, '\\$&')}%`;
  return [
    ...[actorIds ?? null, action ?? null, subjectKind ?? null, part],
    ...[subjectId ?? null, from ?? null, to ?? null],
  ];
}
