import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { createDataSource, Database, isBusy } from './index.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase([]);
});
afterAll(() => test.close());

const faultOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('a database without time', () => {
  it('gives no connection while all are taken', async () => {
    const settings = { url: test.urls.app, entities: [], applicationName: 'busy test', poolSize: 1 };
    const source = await createDataSource(settings).initialize();
    const holder = source.createQueryRunner();
    await holder.connect();
    const fault = await faultOf(new Database(source).transaction(SYSTEM, () => Promise.resolve(1)));
    expect([fault instanceof Error, isBusy(fault)]).toEqual([true, true]);
    await holder.release();
    await source.destroy();
  });

  it('ends a wait for a lock, and a statement that takes too long', async () => {
    const database = new Database(test.app);
    const runner = test.app.createQueryRunner();
    await runner.startTransaction();
    await runner.query('LOCK TABLE run IN ACCESS EXCLUSIVE MODE');
    for (const limit of ['lock_timeout', 'statement_timeout']) {
      const fault = await faultOf(
        database.transaction(SYSTEM, async (manager) => {
          await manager.query(`SET LOCAL ${limit} = '20ms'`);
          await manager.query('SELECT 1 FROM run');
        }),
      );
      expect([limit, isBusy(fault)]).toEqual([limit, true]);
    }
    await runner.rollbackTransaction();
    await runner.release();
  });

  it('is not what a fault of ours is', async () => {
    expect(isBusy(await faultOf(test.app.query('SELECT 1 / 0')))).toBe(false);
    expect(isBusy(new Error('timeout'))).toBe(false);
    expect(isBusy(null)).toBe(false);
  });
});
