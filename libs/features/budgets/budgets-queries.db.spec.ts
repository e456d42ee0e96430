import {
  addCases,
  addLeaders,
  addRun,
  matchIdsOf,
  OFFER,
  valueOf,
} from '../../../test/support/budget-factories.js';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { createDataSource, Database } from '../../platform/database/index.js';
import { BudgetsQueries, type DayMovement, releaseDays, reserveDays, VerifyBudgets } from './index.js';

let test: TestDatabase;
let database: Database;

beforeEach(async () => {
  test = await openTestDatabase([]);
  database = new Database(test.app);
  await addLeaders(test.app, { A: 20, B: 6, C: 0, D: 2 });
  await addCases(test.app, 'c1');
  const runId = await addRun(test.app, { leaderRef: 'A', caseId: 'c1' });
  const matchId = (await matchIdsOf(test.app, runId))['c1'] ?? '';
  const movement = (key: string): DayMovement => ({
    ...{ offer: OFFER, leaderRef: 'A', halfDays: 6, matchId, runId, idempotencyKey: key, reason: key },
  });
  await database.transaction(SYSTEM, async (manager) => {
    valueOf(await reserveDays(manager, SYSTEM, [movement('published')]));
    valueOf(await releaseDays(manager, SYSTEM, [movement('declined')]));
    return reserveDays(manager, SYSTEM, [movement('again')]);
  });
});
afterEach(() => test.close());

describe('reading budgets', () => {
  it('lists every leader with what was granted, reserved, delivered and is left, page by page', async () => {
    const queries = new BudgetsQueries(database);
    const first = await queries.list(OFFER, { limit: 3 });
    expect(first.items.map(({ leaderRef, availableHalfDays }) => [leaderRef, availableHalfDays])).toEqual([
      ['A', 14],
      ['B', 6],
      ['C', 0],
    ]);
    expect(first.items[0]).toMatchObject({
      ...{ offer: OFFER, leaderName: 'Leader A', lastN: 4 },
      ...{ grantedHalfDays: 20, reservedHalfDays: 6, deliveredHalfDays: 0 },
    });
    const second = await queries.list(OFFER, { limit: 3, after: first.nextCursor ?? '' });
    expect(second.items.map(({ leaderRef }) => leaderRef)).toEqual(['D']);
    expect(second.nextCursor).toBeNull();
    await expect(queries.list('2019-20')).resolves.toEqual({ items: [], nextCursor: null });
    await expect(queries.find(OFFER, 'nobody')).resolves.toBeUndefined();
    await expect(queries.find(OFFER, 'A\u0000')).resolves.toBeUndefined();
  });

  it('gives a statement with the balance after every row, page by page', async () => {
    const queries = new BudgetsQueries(database);
    const first = await queries.statement(OFFER, 'A', { limit: 3 });
    expect(
      first.items.map(({ n, kind, deltaHalfDays, balance, reason }) => [
        n,
        kind,
        deltaHalfDays,
        balance,
        reason,
      ]),
    ).toEqual([
      [1, 'grant', 20, 20, 'survey'],
      [2, 'reserve', -6, 14, 'published'],
      [3, 'release', 6, 20, 'declined'],
    ]);
    expect(first.items[1]).toMatchObject({ actorId: 'system', at: expect.any(Date) as Date });
    expect(first.nextCursor).toBe(3);
    const rest = await queries.statement(OFFER, 'A', { after: 3 });
    expect(rest.items.map(({ n, balance }) => [n, balance])).toEqual([[4, 14]]);
    expect(rest.nextCursor).toBeNull();
  });
});

describe('verifying budgets', () => {
  it('finds nothing where rows were only ever added', async () => {
    const verified = valueOf(await new VerifyBudgets(database).execute(SYSTEM));
    expect(verified).toEqual({ budgets: 4, entries: 6, faults: [] });
  });

  /** What only a superuser can do, with every trigger and constraint out of the way. */
  async function tamper(...statements: readonly string[]): Promise<void> {
    const root = await createDataSource({
      ...{ url: test.urls.superuser, entities: [], applicationName: 'tampering test', poolSize: 1 },
    }).initialize();
    try {
      await root.query(`SET session_replication_role = replica`);
      await root.query(`ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_adds_up`);
      for (const sql of statements) await root.query(sql);
    } finally {
      await root.destroy();
    }
  }

  const A = `budget_id = (SELECT id FROM leader_budget WHERE leader_ref = 'A')`;

  it('finds an altered amount', async () => {
    await tamper(`UPDATE ledger_entry SET delta_half_days = -2 WHERE n = 2 AND ${A}`);
    const { faults } = valueOf(await new VerifyBudgets(database).execute(SYSTEM, { offer: OFFER }));
    expect(faults.map(({ leaderRef, n, code }) => [leaderRef, n, code])).toEqual([
      ['A', 2, 'does-not-add-up'],
      ['A', 3, 'does-not-add-up'],
      ['A', 3, 'more-than-reserved'],
      ['A', 4, 'does-not-add-up'],
    ]);
  });

  it('finds an altered balance and a row that is missing', async () => {
    await tamper(
      `UPDATE ledger_entry SET balance = balance + 1 WHERE n = 1 AND NOT ${A}`,
      `DELETE FROM ledger_entry WHERE n = 3 AND ${A}`,
    );
    const { faults } = valueOf(await new VerifyBudgets(database).execute(SYSTEM));
    const found = faults.map(({ leaderRef, n, code }) => `${leaderRef} ${String(n)} ${code}`);
    expect(found).toContain('B 1 does-not-add-up');
    expect(found).toContain('D 1 does-not-add-up');
    expect(found).toContain('A 4 number-out-of-order');
  });

  it('looks at one offer alone when asked', async () => {
    const verified = valueOf(await new VerifyBudgets(database).execute(SYSTEM, { offer: '2019-20' }));
    expect(verified).toEqual({ budgets: 0, entries: 0, faults: [] });
  });
});
