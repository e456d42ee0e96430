import { Injectable } from '@nestjs/common';
import type { IsoDate } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';

export interface AuthorityTermDates {
  /** Three-digit code, or `national`. */
  readonly authority: string;
  readonly ends: readonly IsoDate[];
  readonly version: number;
}

export interface ListedTermDates extends AuthorityTermDates {
  /** As the register names the authority; null: no school of the register lies in it. */
  readonly name: string | null;
  /** Schools of the register that lie in it, closed ones included. */
  readonly schools: number;
}

/** Reads of the last days of terms. */
@Injectable()
export class TermDatesQueries {
  constructor(private readonly database: Database) {}

  /** Those that were set, the national dates first; without any row the defaults apply (31 December, 31 March, 31 July). */
  async set(): Promise<readonly AuthorityTermDates[]> {
    return this.database.manager.query<AuthorityTermDates[]>(
      `SELECT authority, ends::text[] AS ends, version FROM term_dates
       ORDER BY authority <> 'national', authority`,
    );
  }

  /** One authority, or `national`; version 0: it has none of its own. */
  async one(authority: string): Promise<AuthorityTermDates> {
    const found = (await this.set()).find((row) => row.authority === authority);
    return found ?? { authority, ends: [], version: 0 };
  }

  /** Every authority of the register, and every other that has dates, by name. The national dates are not among them. */
  async authorities(): Promise<readonly ListedTermDates[]> {
    return this.database.manager.query<ListedTermDates[]>(
      `SELECT COALESCE(a.code, t.authority) AS authority, a.name, COALESCE(a.schools, 0)::integer AS schools,
         COALESCE(t.ends::text[], '{}') AS ends, COALESCE(t.version, 0) AS version
       FROM (SELECT facts->>'laCode' AS code, max(la_name) AS name, count(*) AS schools FROM school
             WHERE facts->>'laCode' ~ '^[0-9]{3}$' GROUP BY 1) a
       FULL JOIN (SELECT * FROM term_dates WHERE authority <> 'national') t ON t.authority = a.code
       ORDER BY a.name NULLS LAST, 1`,
    );
  }
}
