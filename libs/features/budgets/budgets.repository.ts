import type { EntityManager } from 'typeorm';
import { type Actor, assert, type CaseId, type HalfDays, type LeaderRef } from '../../domain/kernel/index.js';
import { EMPTY_STATEMENT, type LedgerEntry, type LedgerStatement } from '../../domain/ledger/index.js';
import { inOneGo } from '../../platform/database/index.js';

/** A budget is named by its offer and its leader. */
export interface BudgetName {
  readonly offer: string;
  readonly leaderRef: LeaderRef;
}

/** A budget whose row this transaction holds locked, with its chain added up under that lock. */
export interface LockedBudget extends BudgetName {
  readonly id: string;
  readonly statement: LedgerStatement;
}

/** A new row of the ledger with everything that is stored beside the chain itself. */
export interface NewLedgerRow {
  readonly budgetId: string;
  readonly entry: LedgerEntry;
  readonly idempotencyKey: string;
  readonly reason: string;
  readonly matchId: string | null;
  readonly runId: string | null;
}

/** What is already stored under an idempotency key. */
export interface StoredMovement extends BudgetName {
  readonly idempotencyKey: string;
  readonly kind: LedgerEntry['kind'];
  readonly deltaHalfDays: number;
  readonly matchId: string | null;
}

export function budgetKey({ offer, leaderRef }: BudgetName): string {
  return JSON.stringify([offer, leaderRef]);
}

/** Makes the budgets that are missing, without any days. */
export async function insertBudgets(manager: EntityManager, names: readonly BudgetName[]): Promise<void> {
  await manager.query(
    `INSERT INTO leader_budget (offer, leader_ref)
     SELECT DISTINCT offer, leader_ref FROM unnest($1::text[], $2::text[]) AS named (offer, leader_ref)
      ORDER BY offer, leader_ref
     ON CONFLICT ON CONSTRAINT leader_budget_leader_uq DO NOTHING`,
    [names.map(({ offer }) => offer), names.map(({ leaderRef }) => leaderRef)],
  );
}

/**
 * Locks the named budgets, always in the order of their ids, so that two transactions can only ever wait for each
 * other one way round. Who moves days in several steps (release here, then reserve there) calls this first.
 */
export async function holdBudgets(
  manager: EntityManager,
  names: readonly BudgetName[],
): Promise<readonly (BudgetName & { readonly id: string })[]> {
  return manager.query<(BudgetName & { id: string })[]>(
    `SELECT id, offer, leader_ref AS "leaderRef" FROM leader_budget
      WHERE (offer, leader_ref) IN (SELECT * FROM unnest($1::text[], $2::text[]))
      ORDER BY id FOR UPDATE`,
    [names.map(({ offer }) => offer), names.map(({ leaderRef }) => leaderRef)],
  );
}

/** `holdBudgets`, with the chains added up. By `budgetKey`; a budget that does not exist is absent. */
export async function lockBudgets(
  manager: EntityManager,
  names: readonly BudgetName[],
): Promise<ReadonlyMap<string, LockedBudget>> {
  // Two statements: only what one sees that begins after the lock was given is the latest.
  const [locked, statements] = await inOneGo(holdBudgets(manager, names), statementsOf(manager, names));
  return new Map(
    locked.map((budget) => [
      budgetKey(budget),
      { ...budget, statement: statements.get(budget.id) ?? EMPTY_STATEMENT },
    ]),
  );
}

type StatementRow = LedgerStatement & { readonly budgetId: string; readonly balance: HalfDays };

async function statementsOf(
  manager: EntityManager,
  names: readonly BudgetName[],
): Promise<ReadonlyMap<string, LedgerStatement>> {
  const rows = await manager.query<StatementRow[]>(
    `SELECT budget_id AS "budgetId", max(n) AS "lastN",
            coalesce(sum(delta_half_days) FILTER (WHERE kind IN ('grant','adjust')), 0)::integer AS "grantedHalfDays",
            coalesce(-sum(delta_half_days) FILTER (WHERE kind IN ('reserve','release')), 0)::integer AS "reservedHalfDays",
            coalesce(-sum(delta_half_days) FILTER (WHERE kind = 'deliver'), 0)::integer AS "deliveredHalfDays",
            sum(delta_half_days)::integer AS "availableHalfDays",
            (array_agg(balance ORDER BY n DESC))[1] AS balance
       FROM ledger_entry
      WHERE budget_id IN (SELECT id FROM leader_budget
                           WHERE (offer, leader_ref) IN (SELECT * FROM unnest($1::text[], $2::text[])))
      GROUP BY budget_id`,
    [names.map(({ offer }) => offer), names.map(({ leaderRef }) => leaderRef)],
  );
  return new Map(
    rows.map(({ budgetId, balance, ...statement }) => {
      assert(
        balance === statement.availableHalfDays,
        `balance of budget ${budgetId} is not the sum of its rows`,
      );
      return [budgetId, statement];
    }),
  );
}

/** What is left of a budget. */
export interface Balance {
  readonly availableHalfDays: HalfDays;
  /** Number of the last row in the ledger; 0: there is none. */
  readonly lastN: number;
}

/** By the last row of each chain. Of some leaders, or of all of an offer; a leader without a budget is absent. */
export async function balancesOf(
  manager: EntityManager,
  offer: string,
  leaderRefs?: readonly LeaderRef[],
): Promise<ReadonlyMap<LeaderRef, Balance>> {
  const rows = await manager.query<(Balance & { leaderRef: LeaderRef })[]>(
    `SELECT b.leader_ref AS "leaderRef", coalesce(last.balance, 0) AS "availableHalfDays", coalesce(last.n, 0) AS "lastN"
       FROM leader_budget b LEFT JOIN LATERAL (
            SELECT e.balance, e.n FROM ledger_entry e WHERE e.budget_id = b.id ORDER BY e.n DESC LIMIT 1) last ON true
      WHERE b.offer = $1 ${leaderRefs === undefined ? '' : 'AND b.leader_ref = ANY ($2)'}`,
    leaderRefs === undefined ? [offer] : [offer, leaderRefs],
  );
  return new Map(rows.map(({ leaderRef, ...balance }) => [leaderRef, balance]));
}

/** Those of the budgets whose leader gives no more days in the offer. */
export async function withdrawnAmong(
  manager: EntityManager,
  names: readonly BudgetName[],
): Promise<readonly BudgetName[]> {
  return manager.query<BudgetName[]>(
    `SELECT offer, leader_ref AS "leaderRef" FROM survey_answer
      WHERE state = 'withdrawn' AND (offer, leader_ref) IN (SELECT * FROM unnest($1::text[], $2::text[]))
      ORDER BY offer, leader_ref`,
    [names.map(({ offer }) => offer), names.map(({ leaderRef }) => leaderRef)],
  );
}

/** Names what one match holds in one budget. */
export function holdKey(budgetId: string, matchId: string): string {
  return `${budgetId} ${matchId}`;
}

/** Half-days that each match still holds in each of the budgets, by `holdKey`; absent where there is none. */
export async function heldByMatches(
  manager: EntityManager,
  budgetIds: readonly string[],
  matchIds: readonly string[],
): Promise<ReadonlyMap<string, HalfDays>> {
  const rows = await manager.query<{ budgetId: string; matchId: string; held: HalfDays }[]>(
    `SELECT budget_id AS "budgetId", match_id AS "matchId", -sum(delta_half_days)::integer AS held
       FROM ledger_entry
      WHERE budget_id = ANY ($1) AND match_id = ANY ($2) AND kind IN ('reserve','release')
      GROUP BY budget_id, match_id`,
    [budgetIds, matchIds],
  );
  return new Map(rows.map(({ budgetId, matchId, held }) => [holdKey(budgetId, matchId), held]));
}

/** A match that holds days of a budget. */
export interface DaysHeld {
  readonly matchId: string;
  readonly caseId: CaseId;
  readonly caseName: string;
  readonly state: string;
  readonly halfDays: HalfDays;
}

/** The matches that hold reserved days of one budget, most first; asked under its lock. */
export async function daysHeld(
  manager: EntityManager,
  { offer, leaderRef }: BudgetName,
): Promise<readonly DaysHeld[]> {
  return manager.query<DaysHeld[]>(
    `SELECT m.id AS "matchId", m.case_id AS "caseId", c.name AS "caseName", m.state,
            -sum(e.delta_half_days)::integer AS "halfDays"
       FROM ledger_entry e
       JOIN leader_budget b ON b.id = e.budget_id
       JOIN match m ON m.id = e.match_id
       JOIN support_case c ON c.offer = m.offer AND c.case_id = m.case_id
      WHERE b.offer = $1 AND b.leader_ref = $2 AND e.kind IN ('reserve','release')
      GROUP BY m.id, c.name HAVING sum(e.delta_half_days) < 0 ORDER BY 5 DESC, m.case_id`,
    [offer, leaderRef],
  );
}

/** What is stored under any of these keys. Asked under the lock of the budgets, so that the answer stands. */
export async function movementsByKey(
  manager: EntityManager,
  idempotencyKeys: readonly string[],
): Promise<ReadonlyMap<string, StoredMovement>> {
  const rows = await manager.query<StoredMovement[]>(
    `SELECT e.idempotency_key AS "idempotencyKey", b.offer, b.leader_ref AS "leaderRef", e.kind,
            e.delta_half_days AS "deltaHalfDays", e.match_id AS "matchId"
       FROM ledger_entry e JOIN leader_budget b ON b.id = e.budget_id
      WHERE e.idempotency_key = ANY ($1)`,
    [idempotencyKeys],
  );
  return new Map(rows.map((row) => [row.idempotencyKey, row]));
}

export async function appendEntries(
  manager: EntityManager,
  actor: Actor,
  rows: readonly NewLedgerRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const flat = rows.map(({ entry, ...row }) => ({
    ...row,
    ...entry,
    matchId: row.matchId,
    actorId: actor.id,
  }));
  await manager.query(
    `INSERT INTO ledger_entry (budget_id, n, kind, delta_half_days, prev_n, prev_balance, balance,
                               idempotency_key, actor_id, reason, match_id, run_id)
     SELECT "budgetId", n, kind, "deltaHalfDays", "prevN", "prevBalance", balance,
            "idempotencyKey", "actorId", reason, "matchId", "runId"
       FROM jsonb_to_recordset($1::jsonb) AS row (
            "budgetId" uuid, n integer, kind text, "deltaHalfDays" integer, "prevN" integer,
            "prevBalance" integer, balance integer, "idempotencyKey" text, "actorId" text, reason text,
            "matchId" uuid, "runId" uuid)
      ORDER BY "budgetId", n`,
    [JSON.stringify(flat)],
  );
}
