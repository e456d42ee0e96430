import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome, refused } from '../../domain/kernel/index.js';
import { Database } from '../database/index.js';
import { append } from './append.js';
import { type AuditEntry, type AuditFilter, AuditQueries } from './audit.queries.js';

const PURPOSE_LENGTH = 1000;
const ROWS_AT_ONCE = 500;

export interface AuditExport {
  readonly rows: number;
  /** Newest first; what was added since the export was asked for is left out. */
  readonly entries: AsyncIterable<AuditEntry>;
}

/** Hands out the trail for a purpose, and says in the trail itself who took how much of it and why. */
@Injectable()
export class ExportAudit {
  constructor(
    private readonly database: Database,
    private readonly queries: AuditQueries,
  ) {}

  async execute(
    actor: Actor,
    { filter, purpose }: { readonly filter: AuditFilter; readonly purpose: string },
  ): Promise<Outcome<AuditExport, 'reason-needed' | 'reason-too-long'>> {
    const reason = purpose.replaceAll('\u0000', '').trim(); // PostgreSQL takes no NUL
    if (reason === '') return refused('reason-needed');
    if (reason.length > PURPOSE_LENGTH) return refused('reason-too-long', { limit: PURPOSE_LENGTH });
    const [newest] = (await this.queries.search(filter, { limit: 1 })).items;
    const rows = await this.queries.count(filter);
    await this.database.transaction(actor, (manager) =>
      append(manager, actor, {
        action: 'audit.export',
        subjectKind: 'audit',
        subjectId: 'trail',
        after: { rows, filter },
        reason,
      }),
    );
    return accepted({ rows, entries: this.entries(filter, newest) });
  }

  private async *entries(filter: AuditFilter, newest: AuditEntry | undefined): AsyncGenerator<AuditEntry> {
    if (newest === undefined) return;
    yield newest;
    for (let before: string | null = newest.id; before !== null;) {
      const page = await this.queries.search(filter, { before, limit: ROWS_AT_ONCE });
      yield* page.items;
      before = page.nextCursor;
    }
  }
}
