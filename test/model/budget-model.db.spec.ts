import * as fc from 'fast-check';
import { SYSTEM } from '../../libs/domain/kernel/index.js';
import { BudgetsQueries, VerifyBudgets } from '../../libs/features/budgets/index.js';
import { Database } from '../../libs/platform/database/index.js';
import {
  addCases,
  addLeaders,
  addMatch,
  OFFER,
  patientDataSource,
  valueOf,
} from '../support/budget-factories.js';
import { campaignSize } from '../support/campaign-size.js';
import { openTestDatabase, type TestDatabase } from '../support/database-harness.js';
import { takeInLedger } from './budget-clerk.js';
import { anyStep, availableIn, type BudgetModel, type BudgetStep, noBudget, take } from './budget-model.js';
import { unexplained } from './budget-order.js';
import { ScheduledBudget, type Taker } from './scheduled-budget.js';

const SEQUENCES = campaignSize('LEDGER_STORED_SEQUENCES', 5);
const SCHEDULES = campaignSize('LEDGER_SCHEDULES', 10);
const SEED = campaignSize('LEDGER_SEED', 20_261_122);
const STEPS = 50;
const AT_ONCE = 20;
const PATIENCE_MS = 60_000;

let test: TestDatabase;
let database: Database;
let budgets = 0;

beforeAll(async () => {
  test = await openTestDatabase([]);
  database = new Database(await patientDataSource(test.urls.app, AT_ONCE + 4));
  await addCases(test.app, 'c1');
});
afterAll(async () => {
  await database.dataSource.destroy();
  await test.close();
});

/** A leader with a budget that nothing was granted to, and a match to move its days for. */
async function freshBudget(): Promise<{ readonly leaderRef: string; readonly matchId: string }> {
  const leaderRef = `m${String(budgets++)}`;
  await addLeaders(test.app, { [leaderRef]: 0 });
  return { leaderRef, matchId: await addMatch(test.app, { leaderRef, caseId: 'c1' }) };
}

const figuresOf = (model: BudgetModel): readonly number[] => [
  ...[model.granted, model.reserved, model.delivered, availableIn(model)],
];

async function storedFigures(leaderRef: string): Promise<readonly number[]> {
  const budget = await new BudgetsQueries(database).find(OFFER, leaderRef);
  return [
    ...[budget?.grantedHalfDays ?? 0, budget?.reservedHalfDays ?? 0],
    ...[budget?.deliveredHalfDays ?? 0, budget?.availableHalfDays ?? 0],
  ];
}

async function faults(): Promise<readonly unknown[]> {
  return valueOf(await new VerifyBudgets(database).execute(SYSTEM, {})).faults;
}

describe('the ledger in the database', () => {
  it(
    'agrees with a model of plain numbers after every step',
    async () => {
      const steps = fc.array(anyStep(1), { minLength: STEPS, maxLength: STEPS });
      await fc.assert(
        fc.asyncProperty(steps, async (some) => {
          const of = await freshBudget();
          const model = noBudget();
          for (const [at, step] of some.entries()) {
            const taken = await database.transaction(SYSTEM, (manager) =>
              takeInLedger(manager, { ...of, key: `${of.leaderRef}:${String(at)}` }, step),
            );
            const told = { at, step, isDone: taken.ok, figures: await storedFigures(of.leaderRef) };
            expect(told).toEqual({ at, step, isDone: take(model, step), figures: figuresOf(model) });
          }
        }),
        { numRuns: SEQUENCES, seed: SEED },
      );
      expect(await faults()).toEqual([]);
    },
    PATIENCE_MS + SEQUENCES * STEPS * 500,
  );
});

/** Reserves as it should not be done: adds up, then appends, and holds nothing meanwhile. */
const hasty: Taker = async (manager, at, step) => {
  if (step.kind !== 'reserve') return takeInLedger(manager, at, step);
  const [now] = await manager.query<{ id: string; n: number | null; left: number }[]>(
    `SELECT b.id, max(e.n) AS n, coalesce(sum(e.delta_half_days), 0)::integer AS left FROM leader_budget b
       LEFT JOIN ledger_entry e ON e.budget_id = b.id WHERE b.leader_ref = $1 GROUP BY b.id`,
    [at.leaderRef],
  );
  if (now === undefined || now.left < step.halfDays) return takeInLedger(manager, at, step);
  await manager.query(
    `INSERT INTO ledger_entry (budget_id, n, kind, delta_half_days, prev_n, prev_balance, balance,
                               idempotency_key, actor_id, reason, match_id)
     SELECT $1, $2::integer + 1, 'reserve', -$3::integer, $2::integer, $4, $4 - $3, $5, 'hasty', 'model', $6`,
    [now.id, now.n, step.halfDays, now.left, at.key, at.matchId],
  );
  return { ok: true, value: null };
};

class Ask implements fc.AsyncCommand<object, ScheduledBudget> {
  constructor(private readonly step: BudgetStep) {}

  check(): boolean {
    return true;
  }

  run(_model: object, budget: ScheduledBudget): Promise<void> {
    budget.begin(this.step);
    return Promise.resolve();
  }

  toString(): string {
    return `${this.step.kind} ${String(this.step.halfDays)}`;
  }
}

/** Up to 20 steps at once, their statements in an order of the scheduler's choice. */
function schedules(takeStep: Taker, steps: fc.Arbitrary<BudgetStep>, seen: { overlaps: number }) {
  const asked = steps.map((step) => new Ask(step));
  const commands = fc.commands([asked], { maxCommands: AT_ONCE - 1, size: 'max' });
  return fc.asyncProperty(fc.scheduler(), commands, async (scheduler, some) => {
    const of = await freshBudget();
    const budget = new ScheduledBudget(database, scheduler, of, takeStep);
    budget.begin({ kind: 'grant-to', halfDays: 24 });
    await budget.end();
    await fc.scheduledModelRun(scheduler, () => ({ model: {}, real: budget }), some);
    await budget.end();
    seen.overlaps += budget.calls.filter(({ began }) =>
      budget.calls.some((other) => other.began < began && other.ended > began),
    ).length;
    expect(unexplained(budget.calls, await keysInOrder(of.leaderRef))).toEqual([]);
  });
}

/** Of a delivery, which is two rows, the key without what tells them apart. */
async function keysInOrder(leaderRef: string): Promise<readonly string[]> {
  const rows = await test.app.query<{ key: string }[]>(
    `SELECT regexp_replace(e.idempotency_key, ':(release|deliver)$', '') AS key FROM ledger_entry e
       JOIN leader_budget b ON b.id = e.budget_id WHERE b.leader_ref = $1 ORDER BY e.n`,
    [leaderRef],
  );
  return rows.map(({ key }) => key);
}

describe('the ledger, asked by many at once in orders chosen statement by statement', () => {
  it(
    'gives answers that the order of its own rows explains',
    async () => {
      const seen = { overlaps: 0 };
      await fc.assert(schedules(takeInLedger, anyStep(1), seen), { numRuns: SCHEDULES, seed: SEED });
      expect(seen.overlaps).toBeGreaterThan(SCHEDULES);
      expect(await faults()).toEqual([]);
    },
    PATIENCE_MS + SCHEDULES * AT_ONCE * 1_000,
  );

  it(
    'and one that adds up before it holds the budget is found out',
    async () => {
      const result = await fc.check(
        schedules(hasty, fc.constant({ kind: 'reserve', halfDays: 1 }), { overlaps: 0 }),
        {
          ...{ numRuns: 10, seed: SEED, endOnFailure: true },
        },
      );
      expect(result.failed).toBe(true);
    },
    PATIENCE_MS + 10 * AT_ONCE * 1_000,
  );
});
