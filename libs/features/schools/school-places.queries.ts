import { Injectable } from '@nestjs/common';
import type { TrustUid, Urn } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';

/** `approximate`: at the centre of a postcode district, or for a trust in the middle of its schools. */
export type PlacedAt = 'exact' | 'approximate' | 'none';

export interface PlacedFilter {
  /** False: only what has no place; true: only what has one, exact or approximate. */
  readonly placed?: boolean;
  /** Part of the name, or a whole URN or UID. */
  readonly text?: string;
  /** The `nextCursor` of the page before. */
  readonly after?: string;
  /** 1 to 500; default 50. */
  readonly limit?: number;
}

export interface PlacedSchoolFilter extends PlacedFilter {
  readonly regionName?: string;
  readonly laName?: string;
}

export interface PlacedSchool {
  readonly urn: Urn;
  readonly name: string;
  readonly laName: string | null;
  readonly regionName: string | null;
  readonly statusCode: string;
  readonly postcode: string | null;
  readonly placed: PlacedAt;
}

export interface PlacedTrust {
  readonly uid: TrustUid;
  readonly name: string;
  readonly postcode: string | null;
  readonly placed: PlacedAt;
}

export interface PlacedPage<Item> {
  readonly items: readonly Item[];
  /** Give it back as `after`; null on the last page. */
  readonly nextCursor: string | null;
}

const PAGE_SIZE = 50;
const PAGE_SIZE_MAX = 500;

const isPlaced = (facts: string): string => `COALESCE(${facts}->'location', 'null') <> 'null'`;

const SCHOOLS = `SELECT s.urn, s.name, s.la_name AS "laName", s.region_name AS "regionName",
    s.status_code AS "statusCode", s.facts->>'postcode' AS postcode,
    CASE WHEN NOT ${isPlaced('s.facts')} THEN 'none'
      WHEN s.facts->'location'->>'approximate' = 'true' THEN 'approximate' ELSE 'exact' END AS placed
  FROM school s`;

/** Academy trusts that are open, placed as an assessment places them: by their own postcode, else by their schools. */
const TRUSTS = `SELECT t.uid, t.name, t.facts->>'postcode' AS postcode,
    CASE WHEN ${isPlaced('t.facts')} OR EXISTS (
      SELECT 1 FROM school s WHERE s.status_code IN ('1', '3') AND ${isPlaced('s.facts')} AND (s.trust_uid = t.uid
        OR s.trust_uid IS NULL AND s.urn IN (SELECT m.urn FROM trust_membership m WHERE m.trust_uid = t.uid)))
      THEN 'approximate' ELSE 'none' END AS placed
  FROM trust t WHERE t.facts->>'kind' <> 'other' AND (t.facts->'open')::boolean`;

/** Where schools and trusts are known to be, and which are nowhere. */
@Injectable()
export class SchoolPlacesQueries {
  constructor(private readonly database: Database) {}

  /** By name, then URN. Closed schools too: an open one may follow from them. */
  schools(filter: PlacedSchoolFilter = {}): Promise<PlacedPage<PlacedSchool>> {
    return this.page<PlacedSchool>(SCHOOLS, 'urn', filter, [
      ['p."laName"', filter.laName],
      ['p."regionName"', filter.regionName],
    ]);
  }

  /** By name, then UID. */
  trusts(filter: PlacedFilter = {}): Promise<PlacedPage<PlacedTrust>> {
    return this.page<PlacedTrust>(TRUSTS, 'uid', filter, []);
  }

  /** One school or trust; undefined: no register holds it. */
  async one(
    kind: 'school' | 'trust',
    id: string,
  ): Promise<Pick<PlacedSchool, 'postcode' | 'placed'> | undefined> {
    const [rows, key] = kind === 'school' ? [SCHOOLS, 'urn'] : [TRUSTS, 'uid'];
    const found = await this.database.manager.query<PlacedSchool[]>(
      `WITH p AS (${rows}) SELECT p.postcode, p.placed FROM p WHERE p.${key} = $1`,
      [id],
    );
    return found[0];
  }

  /** Whether any postcode district was imported. */
  async hasDistricts(): Promise<boolean> {
    const [row] = await this.database.manager.query<{ found: boolean }[]>(
      'SELECT EXISTS (SELECT 1 FROM place) AS found',
    );
    return row?.found ?? false;
  }

  private async page<Item extends { readonly name: string }>(
    rows: string,
    key: keyof Item & string,
    { placed, text, after, limit: asked }: PlacedFilter,
    equal: readonly (readonly [column: string, value: string | undefined])[],
  ): Promise<PlacedPage<Item>> {
    const limit = Math.min(Math.max(Math.trunc(asked ?? PAGE_SIZE), 1), PAGE_SIZE_MAX);
    const wanted = text?.trim() ?? '';
    const values = [
      ...[wanted === '' ? null : wanted, wanted.replace(/[\\%_]/g, '\\$&'), placed ?? null, after ?? null],
      ...[limit + 1, ...equal.map(([, value]) => value ?? null)],
    ];
    // PostgreSQL does not take the character NUL: it names nothing.
    if (values.some((value) => typeof value === 'string' && value.includes('\u0000'))) {
      return { items: [], nextCursor: null };
    }
    const found = await this.database.manager.query<Item[]>(
      `WITH p AS (${rows})
       SELECT p.* FROM p
       WHERE ($1::text IS NULL OR p.${key} = $1 OR p.name ILIKE '%' || $2 || '%')
         AND ($3::boolean IS NULL OR (p.placed <> 'none') = $3)
         AND ($4::text IS NULL OR (p.name, p.${key}) > (SELECT a.name, a.${key} FROM p a WHERE a.${key} = $4))
         ${equal.map(([column], at) => `AND ($${String(at + 6)}::text IS NULL OR ${column} = $${String(at + 6)})`).join(' ')}
       ORDER BY p.name, p.${key} LIMIT $5`,
      values,
    );
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: found.length > limit && last !== undefined ? String(last[key]) : null };
  }
}
