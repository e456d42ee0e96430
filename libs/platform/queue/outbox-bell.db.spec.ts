import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { eventually } from '../../../test/support/eventually.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { Database } from '../database/index.js';
import { enqueue, OutboxBell, OutboxRow } from './index.js';

describe('the bell of the outbox', () => {
  let test: TestDatabase;
  let database: Database;
  let bell: OutboxBell;
  let rings = 0;
  const errors: string[] = [];

  beforeAll(async () => {
    test = await openTestDatabase([OutboxRow]);
    database = new Database(test.app);
    bell = new OutboxBell({
      databaseUrl: test.urls.app,
      onRing: () => (rings += 1),
      onError: (error) => errors.push(error.message),
      reconnectMs: 20,
    });
    bell.start();
  });
  afterAll(async () => {
    await bell.stop();
    await test.close();
  });

  const ranAfter = (before: number): Promise<true> =>
    eventually('the bell rings', () => (rings > before ? true : undefined));
  const enqueueOne = (runId: string): Promise<void> =>
    database.transaction(SYSTEM, (manager) => enqueue(manager, 'run', { runId }));

  it('rings when a job is enqueued, and not for one that is rolled back', async () => {
    await ranAfter(0);
    const before = rings;
    const undone = database.transaction(SYSTEM, async (manager) => {
      await enqueue(manager, 'run', { runId: '11111111-1111-4111-8111-111111111111' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await enqueueOne('22222222-2222-4222-8222-222222222222');
    await ranAfter(before);
    expect(rings).toBe(before + 1);
  });

  it('listens again when its connection was lost', async () => {
    const before = rings;
    await test.app.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'leader-match outbox bell' AND datname = current_database()`,
    );
    await ranAfter(before);
    const again = rings;
    await enqueueOne('33333333-3333-4333-8333-333333333333');
    await ranAfter(again);
    expect(errors).toEqual([]);
  });
});
