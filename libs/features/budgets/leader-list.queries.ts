import { Injectable } from '@nestjs/common';
import type {
  ExpertiseCode,
  HalfDays,
  LeaderRef,
  LeaderRole,
  OfferYear,
  Phase,
} from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import type { AnswerState } from '../survey/index.js';

/** A leader of one offer with what was answered and what is left of it. */
export interface ListedLeader {
  readonly leaderRef: LeaderRef;
  readonly name: string;
  /** Null, like role and lists: the answer was taken back with its file and only the days remain. */
  readonly state: AnswerState | null;
  readonly role: LeaderRole | null;
  /** Of the base school, else of the open school nearest to where they start from; null: not known. */
  readonly region: string | null;
  readonly phases: readonly Phase[];
  readonly expertise: readonly ExpertiseCode[];
  readonly offeredHalfDays: HalfDays;
  readonly reservedHalfDays: HalfDays;
  readonly deliveredHalfDays: HalfDays;
  readonly leftHalfDays: HalfDays;
}

export const LEADER_SORTS = ['name', 'region', 'offered', 'reserved', 'delivered', 'left'] as const;
export type LeaderSort = (typeof LEADER_SORTS)[number];

export interface LeaderListFilter {
  /** Part of the name or reference. */
  readonly text?: string;
  /** Null: those whose region is not known. */
  readonly region?: string | null;
  readonly expertise?: ExpertiseCode;
  readonly phase?: Phase;
  readonly leftAtLeastHalfDays?: HalfDays;
  readonly leftAtMostHalfDays?: HalfDays;
}

export interface LeaderListOrder {
  readonly sort: LeaderSort;
  readonly descending: boolean;
}

export interface LeaderListPage {
  readonly items: readonly ListedLeader[];
  /** Over all pages. */
  readonly total: number;
}

const ORDER: Readonly<Record<LeaderSort, string>> = {
  name: 'lower(name)',
  region: `coalesce(region, '')`,
  offered: '"offeredHalfDays"',
  reserved: '"reservedHalfDays"',
  delivered: '"deliveredHalfDays"',
  left: '"leftHalfDays"',
};

const LISTED = `
  SELECT b.leader_ref AS "leaderRef", l.name, a.state, a.facts->>'role' AS role,
         coalesce(s.region_name, a.nearest_region) AS region,
         coalesce(a.facts->'phases', '[]') AS phases, coalesce(a.facts->'expertise', '[]') AS expertise,
         coalesce(e.offered, 0)::integer AS "offeredHalfDays", coalesce(e.reserved, 0)::integer AS "reservedHalfDays",
         coalesce(e.delivered, 0)::integer AS "deliveredHalfDays", coalesce(e.available, 0)::integer AS "leftHalfDays"
    FROM leader_budget b
    JOIN leader l ON l.ref = b.leader_ref
    LEFT JOIN survey_answer a ON a.offer = b.offer AND a.leader_ref = b.leader_ref
    LEFT JOIN school s ON s.urn = a.facts->>'baseUrn'
    LEFT JOIN LATERAL (
      SELECT sum(delta_half_days) FILTER (WHERE kind IN ('grant','adjust')) AS offered,
             -sum(delta_half_days) FILTER (WHERE kind IN ('reserve','release')) AS reserved,
             -sum(delta_half_days) FILTER (WHERE kind = 'deliver') AS delivered,
             sum(delta_half_days) AS available
        FROM ledger_entry WHERE budget_id = b.id) e ON true
   WHERE b.offer = $1 AND (a.leader_ref IS NOT NULL OR e.offered > 0)`;

/** Leaders of an offer as a coordinator looks for them. */
@Injectable()
export class LeaderListQueries {
  constructor(private readonly database: Database) {}

  /** `page`: from 1; `size`: rows on a page. Leaders that are equal by the order come by reference. */
  async list(
    offer: OfferYear,
    filter: LeaderListFilter,
    order: LeaderListOrder,
    { page, size }: { readonly page: number; readonly size: number },
  ): Promise<LeaderListPage> {
    const { text = '', region, expertise, phase } = filter;
    if (`${text}${region ?? ''}`.includes('\u0000')) return { items: [], total: 0 };
    const rows = await this.database.manager.query<(ListedLeader & { total: number })[]>(
      `SELECT listed.*, (count(*) OVER ())::integer AS total FROM (${LISTED}) listed
        WHERE (name ILIKE $2 OR "leaderRef" ILIKE $2) AND ($3::text IS NULL OR region = $3)
          AND ($4::text IS NULL OR expertise ? $4) AND ($5::text IS NULL OR phases ? $5)
          AND "leftHalfDays" >= $6 AND ($7::integer IS NULL OR "leftHalfDays" <= $7)
          AND (NOT $10::boolean OR region IS NULL)
        ORDER BY ${ORDER[order.sort]} ${order.descending ? 'DESC' : 'ASC'}, "leaderRef" LIMIT $8 OFFSET $9`,
      [
        ...[offer, `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`, region ?? null, expertise ?? null],
        ...[phase ?? null, filter.leftAtLeastHalfDays ?? 0, filter.leftAtMostHalfDays ?? null],
        ...[size, (page - 1) * size, region === null],
      ],
    );
    return { items: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
  }

  /** Regions of the leaders, by name. */
  async regions(offer: OfferYear): Promise<readonly string[]> {
    const rows = await this.database.manager.query<{ region: string }[]>(
      `SELECT DISTINCT region FROM (${LISTED}) listed WHERE region IS NOT NULL ORDER BY region`,
      [offer],
    );
    return rows.map(({ region }) => region);
  }

  /** Offers in which any leader, or this one, has a budget, newest first. */
  async offers(leaderRef?: LeaderRef): Promise<readonly OfferYear[]> {
    const rows = await this.database.manager.query<{ offer: OfferYear }[]>(
      `SELECT DISTINCT offer FROM leader_budget WHERE $1::text IS NULL OR leader_ref = $1 ORDER BY offer DESC`,
      [leaderRef ?? null],
    );
    return rows.map(({ offer }) => offer);
  }
}
