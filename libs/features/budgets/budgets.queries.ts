import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { HalfDays, LeaderRef } from '../../domain/kernel/index.js';
import type { LedgerEntry, LedgerKind, LedgerStatement } from '../../domain/ledger/index.js';
import { Database } from '../../platform/database/index.js';

/** One leader's days in one offer. `lastN` is the number of ledger rows; 0: nothing was ever granted. */
export interface BudgetSummary extends LedgerStatement {
  readonly budgetId: string;
  readonly offer: string;
  readonly leaderRef: LeaderRef;
  readonly leaderName: string;
}

/** Leaders to list: those among `refs`, or those not among them. */
export interface LeaderChoice {
  readonly refs: readonly LeaderRef[];
  readonly among: boolean;
}

export interface BudgetPage {
  readonly items: readonly BudgetSummary[];
  /** Give it back as `after` for the next page; null on the last one. */
  readonly nextCursor: string | null;
}

/** One row of a statement, as people read it: what moved, why, by whom, and what was left then. */
export interface StatementRow {
  readonly n: number;
  readonly at: Date;
  readonly kind: LedgerKind;
  readonly deltaHalfDays: number;
  /** Half-days available after this row. */
  readonly balance: HalfDays;
  readonly reason: string;
  readonly actorId: string;
  readonly matchId: string | null;
  readonly runId: string | null;
}

export interface StatementPage {
  readonly items: readonly StatementRow[];
  /** `n` of the last row given, to go on from; null at the end. */
  readonly nextCursor: number | null;
}

/** A budget with its whole chain, for recomputing it. */
export interface StoredChain {
  readonly summary: BudgetSummary;
  readonly entries: readonly LedgerEntry[];
}

const PAGE_SIZE = 50;
const PAGE_SIZE_MAX = 500;

/** How many rows a page holds: what was asked for, within 1 and 500. */
function pageSize(asked: number | undefined): number {
  return Math.min(Math.max(Math.trunc(asked ?? PAGE_SIZE), 1), PAGE_SIZE_MAX);
}

const SUMMARY = `
  SELECT b.id AS "budgetId", b.offer, b.leader_ref AS "leaderRef", l.name AS "leaderName",
         coalesce(max(e.n), 0) AS "lastN",
         coalesce(sum(e.delta_half_days) FILTER (WHERE e.kind IN ('grant','adjust')), 0)::integer AS "grantedHalfDays",
         coalesce(-sum(e.delta_half_days) FILTER (WHERE e.kind IN ('reserve','release')), 0)::integer AS "reservedHalfDays",
         coalesce(-sum(e.delta_half_days) FILTER (WHERE e.kind = 'deliver'), 0)::integer AS "deliveredHalfDays",
         coalesce(sum(e.delta_half_days), 0)::integer AS "availableHalfDays"
    FROM leader_budget b
    JOIN leader l ON l.ref = b.leader_ref
    LEFT JOIN ledger_entry e ON e.budget_id = b.id`;

/** The budgets after `afterId` in the order of ids, each with its chain; at most `limit`. */
export async function storedChains(
  manager: EntityManager,
  offer: string | undefined,
  afterId: string | undefined,
  limit: number,
): Promise<readonly StoredChain[]> {
  const summaries = await manager.query<BudgetSummary[]>(
    `${SUMMARY} WHERE ($1::text IS NULL OR b.offer = $1) AND ($2::uuid IS NULL OR b.id > $2)
      GROUP BY b.id, l.name ORDER BY b.id LIMIT $3`,
    [offer ?? null, afterId ?? null, limit],
  );
  const rows = await manager.query<(LedgerEntry & { budgetId: string })[]>(
    `SELECT budget_id AS "budgetId", n, kind, delta_half_days AS "deltaHalfDays", prev_n AS "prevN",
            prev_balance AS "prevBalance", balance, match_id AS "matchId"
       FROM ledger_entry WHERE budget_id = ANY ($1) ORDER BY budget_id, n`,
    [summaries.map(({ budgetId }) => budgetId)],
  );
  const entries = new Map(summaries.map(({ budgetId }) => [budgetId, [] as LedgerEntry[]]));
  for (const { budgetId, ...entry } of rows) entries.get(budgetId)?.push(entry);
  return summaries.map((summary) => ({ summary, entries: entries.get(summary.budgetId) ?? [] }));
}

/** Reads of budgets and their ledgers for pages and the API. */
@Injectable()
export class BudgetsQueries {
  constructor(private readonly database: Database) {}

  /**
   * By leader reference. `after`: the cursor of the page before; `limit`: 50, at most 500; `only`: leaders among
   * `refs`, or with `among` false all the others.
   */
  async list(
    offer: string,
    page: { readonly after?: string; readonly limit?: number; readonly only?: LeaderChoice } = {},
  ): Promise<BudgetPage> {
    const limit = pageSize(page.limit);
    const found = await this.read<BudgetSummary>(
      `${SUMMARY} WHERE b.offer = $1 AND ($2::text IS NULL OR b.leader_ref > $2)
          AND ($4::text[] IS NULL OR (b.leader_ref = ANY ($4)) = $5::boolean)
        GROUP BY b.id, l.name ORDER BY b.leader_ref LIMIT $3`,
      [offer, page.after ?? null, limit + 1, page.only?.refs ?? null, page.only?.among ?? null],
    );
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.leaderRef ?? null) : null };
  }

  /** Undefined: the leader never had a budget in this offer. */
  async find(offer: string, leaderRef: LeaderRef): Promise<BudgetSummary | undefined> {
    const rows = await this.read<BudgetSummary>(
      `${SUMMARY} WHERE b.offer = $1 AND b.leader_ref = $2 GROUP BY b.id, l.name`,
      [offer, leaderRef],
    );
    return rows[0];
  }

  /** The ledger of one budget, oldest first. `after`: `n` of the last row of the page before. */
  async statement(
    offer: string,
    leaderRef: LeaderRef,
    page: { readonly after?: number; readonly limit?: number } = {},
  ): Promise<StatementPage> {
    const limit = pageSize(page.limit);
    const found = await this.read<StatementRow>(
      `SELECT e.n, e.at, e.kind, e.delta_half_days AS "deltaHalfDays", e.balance, e.reason,
              e.actor_id AS "actorId", e.match_id AS "matchId", e.run_id AS "runId"
         FROM ledger_entry e JOIN leader_budget b ON b.id = e.budget_id
        WHERE b.offer = $1 AND b.leader_ref = $2 AND e.n > $3
        ORDER BY e.n LIMIT $4`,
      [offer, leaderRef, page.after ?? 0, limit + 1],
    );
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.n ?? null) : null };
  }

  /** Text with the character NUL, which PostgreSQL does not take, names nothing. */
  private async read<T>(sql: string, values: readonly unknown[]): Promise<readonly T[]> {
    if (values.some((value) => typeof value === 'string' && value.includes('\u0000'))) return [];
    return this.database.manager.query<T[]>(sql, [...values]);
  }
}
