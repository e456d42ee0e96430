import type { EntityManager } from 'typeorm';
import { accepted, type Actor, type HalfDays, type Outcome, refused } from '../../domain/kernel/index.js';
import { grantEntry, type LedgerStatement } from '../../domain/ledger/index.js';
import { append } from '../../platform/audit/index.js';
import {
  appendEntries,
  budgetKey,
  type BudgetName,
  insertBudgets,
  lockBudgets,
  type LockedBudget,
  movementsByKey,
  type NewLedgerRow,
} from './budgets.repository.js';

/** What a survey answer offers in all: the whole grant, not the change. */
export interface BudgetGrant extends BudgetName {
  readonly halfDays: HalfDays;
  /** The same key changes the budget once, however often the import runs: `survey:<import>:<offer>:<leader>`. */
  readonly idempotencyKey: string;
  /** Code of where the figure comes from; default `survey`. */
  readonly reason?: string;
}

export interface GrantedBudget extends BudgetName {
  readonly change: 'granted' | 'adjusted' | 'unchanged' | 'replayed';
  readonly deltaHalfDays: number;
  readonly grantedHalfDays: HalfDays;
  readonly availableHalfDays: HalfDays;
}

export type GrantRefusal =
  /** `offer`, `leaderRef`, `wantedHalfDays`, `reservedHalfDays`, `deliveredHalfDays`. */
  | 'grant-below-reserved'
  /** Not a whole number of half-days, 0 or more: `offer`, `leaderRef`, `halfDays`. */
  | 'half-days-not-whole'
  /** The key stands for another budget's row, or twice in one list: `offer`, `leaderRef`, `key`. */
  | 'idempotency-key-reused';

export type GrantOutcome = Outcome<GrantedBudget, GrantRefusal>;

/** `grantBudgets` for one leader. */
export async function grantBudget(
  manager: EntityManager,
  actor: Actor,
  grant: BudgetGrant,
): Promise<GrantOutcome> {
  const [outcome] = await grantBudgets(manager, actor, [grant]);
  return outcome ?? refused('idempotency-key-reused', { key: grant.idempotencyKey });
}

/**
 * Brings each budget to what the survey now offers, inside the importer's transaction: opens it the first time, adjusts
 * it by the difference later, does nothing where nothing changed. One outcome for each grant, in their order: a refused
 * one (a cut below what is reserved and delivered) leaves its own budget as it was and the others go on. A whole survey
 * is one call, so that its budgets are locked in the one order that everybody uses.
 */
export async function grantBudgets(
  manager: EntityManager,
  actor: Actor,
  grants: readonly BudgetGrant[],
): Promise<readonly GrantOutcome[]> {
  if (grants.length === 0) return [];
  await insertBudgets(manager, grants);
  const budgets = new Map(await lockBudgets(manager, grants));
  const stored = await movementsByKey(
    manager,
    grants.map(({ idempotencyKey }) => idempotencyKey),
  );
  const keys = new Set<string>();
  const changes: Change[] = [];
  const outcomes = grants.map((grant): GrantOutcome => {
    const { offer, leaderRef, idempotencyKey: key } = grant;
    const budget = budgets.get(budgetKey(grant));
    const before = stored.get(key);
    if (!budget || keys.has(key) || (before && budgetKey(before) !== budgetKey(grant))) {
      return refused('idempotency-key-reused', { offer, leaderRef, key });
    }
    keys.add(key);
    if (before) return accepted(told(budget, 'replayed', budget.statement, 0));
    const change = changeOf(budget, grant);
    if (!change.ok) return change;
    if (change.value === null) return accepted(told(budget, 'unchanged', budget.statement, 0));
    changes.push(change.value);
    const { row, after } = change.value;
    budgets.set(budgetKey(grant), { ...budget, statement: after });
    return accepted(
      told(budget, row.entry.kind === 'grant' ? 'granted' : 'adjusted', after, row.entry.deltaHalfDays),
    );
  });
  await store(manager, actor, changes);
  return outcomes;
}

interface Change {
  readonly budget: LockedBudget;
  readonly row: NewLedgerRow;
  readonly after: LedgerStatement;
}

function changeOf(budget: LockedBudget, grant: BudgetGrant): Outcome<Change | null, GrantRefusal> {
  const { offer, leaderRef, halfDays, idempotencyKey, reason = 'survey' } = grant;
  const { statement } = budget;
  const entry = grantEntry(statement, halfDays);
  if (!entry.ok) {
    const { code, facts } = entry.refusal;
    const known = code === 'grant-below-reserved' ? code : 'half-days-not-whole';
    return refused(known, { offer, leaderRef, ...facts });
  }
  if (entry.value === null) return accepted(null);
  return accepted({
    budget,
    row: { budgetId: budget.id, entry: entry.value, idempotencyKey, reason, matchId: null, runId: null },
    after: {
      ...statement,
      lastN: entry.value.n,
      grantedHalfDays: halfDays,
      availableHalfDays: entry.value.balance,
    },
  });
}

function told(
  { offer, leaderRef }: BudgetName,
  change: GrantedBudget['change'],
  { grantedHalfDays, availableHalfDays }: LedgerStatement,
  deltaHalfDays: number,
): GrantedBudget {
  return { offer, leaderRef, change, deltaHalfDays, grantedHalfDays, availableHalfDays };
}

async function store(manager: EntityManager, actor: Actor, changes: readonly Change[]): Promise<void> {
  await appendEntries(
    manager,
    actor,
    changes.map(({ row }) => row),
  );
  for (const { budget, row, after } of changes) {
    await append(manager, actor, {
      action: `budget.${row.entry.kind}`,
      subjectKind: 'budget',
      subjectId: budget.id,
      before: { grantedHalfDays: budget.statement.grantedHalfDays },
      after: {
        offer: budget.offer,
        leaderRef: budget.leaderRef,
        grantedHalfDays: after.grantedHalfDays,
        availableHalfDays: after.availableHalfDays,
      },
      reason: row.reason,
    });
  }
}
