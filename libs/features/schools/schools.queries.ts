import { Injectable } from '@nestjs/common';
import type { IsoDate, TrustUid, Urn } from '../../domain/kernel/index.js';
import type { InspectionFacts, SchoolFacts, SchoolLink, TrustMembership } from '../../domain/offers/index.js';
import { Database } from '../../platform/database/index.js';

export interface SchoolFilter {
  /** Part of the name, or a whole URN. */
  readonly text?: string;
  readonly laName?: string;
  readonly regionName?: string;
  readonly trustUid?: TrustUid;
  /** True: only open schools (status 1 and 3). */
  readonly open?: boolean;
  /** The `nextCursor` of the page before. */
  readonly after?: string;
  /** 1 to 500; default 50. */
  readonly limit?: number;
}

export interface SchoolSummary {
  readonly urn: Urn;
  readonly name: string;
  readonly laName: string | null;
  readonly regionName: string | null;
  readonly trustUid: TrustUid | null;
  readonly statusCode: string;
  /** Of the latest graded inspection that is stored. */
  readonly latestInspection: IsoDate | null;
}

export interface SchoolPage {
  readonly items: readonly SchoolSummary[];
  /** Give it back as `after`; null on the last page. */
  readonly nextCursor: string | null;
}

export interface SchoolDetail {
  readonly facts: SchoolFacts;
  /** The file that the school came from. */
  readonly importId: string;
  /** Every stored row about its inspections, newest first; rows of several files about one inspection stand apart. */
  readonly inspections: readonly InspectionFacts[];
  readonly memberships: readonly (TrustMembership & { readonly trustName: string | null })[];
  readonly links: readonly SchoolLink[];
}

const PAGE_SIZE = 50;
const PAGE_SIZE_MAX = 500;

/** Reads of schools for pages and the API. */
@Injectable()
export class SchoolsQueries {
  constructor(private readonly database: Database) {}

  /** By name, then URN. */
  async list(filter: SchoolFilter = {}): Promise<SchoolPage> {
    const limit = Math.min(Math.max(Math.trunc(filter.limit ?? PAGE_SIZE), 1), PAGE_SIZE_MAX);
    const found = await this.read<SchoolSummary>(
      `SELECT s.urn, s.name, s.la_name AS "laName", s.region_name AS "regionName", s.trust_uid AS "trustUid",
         s.status_code AS "statusCode",
         (SELECT max(i.start_date)::text FROM inspection i WHERE i.urn = s.urn AND i.facts->>'kind' = 'graded')
           AS "latestInspection"
       FROM school s
       WHERE ($1::text IS NULL OR s.urn = $1 OR s.name ILIKE '%' || $2 || '%')
         AND ($3::text IS NULL OR s.la_name = $3) AND ($4::text IS NULL OR s.region_name = $4)
         AND ($5::text IS NULL OR s.trust_uid = $5) AND (NOT $6::boolean OR s.status_code IN ('1', '3'))
         AND ($7::text IS NULL OR (s.name, s.urn) > (SELECT name, urn FROM school WHERE urn = $7))
       ORDER BY s.name, s.urn LIMIT $8`,
      [
        textOf(filter.text),
        (textOf(filter.text) ?? '').replace(/[\\%_]/g, '\\$&'),
        filter.laName ?? null,
        filter.regionName ?? null,
        filter.trustUid ?? null,
        filter.open ?? false,
        filter.after ?? null,
        limit + 1,
      ],
    );
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.urn ?? null) : null };
  }

  /** Undefined: no such school in the register. */
  async one(urn: Urn): Promise<SchoolDetail | undefined> {
    const [school] = await this.read<{ facts: SchoolFacts; importId: string }>(
      `SELECT facts, import_id AS "importId" FROM school WHERE urn = $1`,
      [urn],
    );
    if (school === undefined) return undefined;
    const inspections = await this.read<{ facts: InspectionFacts }>(
      `SELECT i.facts FROM inspection i JOIN import f ON f.id = i.import_id
       WHERE i.urn = $1 ORDER BY i.start_date DESC, f.created_at DESC, i.inspection_key`,
      [urn],
    );
    const memberships = await this.read<{ facts: TrustMembership; trustName: string | null }>(
      `SELECT m.facts, t.name AS "trustName" FROM trust_membership m LEFT JOIN trust t ON t.uid = m.trust_uid
       WHERE m.urn = $1 ORDER BY m.facts->>'joinedOn' DESC NULLS LAST, m.trust_uid`,
      [urn],
    );
    const links = await this.read<{ facts: SchoolLink }>(
      `SELECT facts FROM school_link WHERE urn = $1 ORDER BY linked_urn, kind`,
      [urn],
    );
    return {
      ...school,
      inspections: inspections.map(({ facts }) => facts),
      memberships: memberships.map(({ facts, trustName }) => ({ ...facts, trustName })),
      links: links.map(({ facts }) => facts),
    };
  }

  /** Names to choose from in a filter. */
  async regionsAndAuthorities(): Promise<{
    readonly regions: readonly string[];
    readonly authorities: readonly string[];
  }> {
    const rows = await this.read<{ regions: string[]; authorities: string[] }>(
      `SELECT COALESCE(array_agg(DISTINCT region_name ORDER BY region_name)
           FILTER (WHERE region_name IS NOT NULL), '{}') AS regions,
         COALESCE(array_agg(DISTINCT la_name ORDER BY la_name) FILTER (WHERE la_name IS NOT NULL), '{}') AS authorities
       FROM school`,
    );
    return rows[0] ?? { regions: [], authorities: [] };
  }

  /** Text with the character NUL, which PostgreSQL does not take, names nothing. */
  private async read<T>(sql: string, values: readonly unknown[] = []): Promise<readonly T[]> {
    const isNul = (value: unknown): boolean => typeof value === 'string' && value.includes('\u0000');
    return values.some(isNul) ? [] : this.database.manager.query<T[]>(sql, [...values]);
  }
}

function textOf(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
