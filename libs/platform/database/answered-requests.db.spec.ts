import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { givenAnswer, KEY_TAKEN, storeAnswer } from './answered-requests.repository.js';
import { Database, databaseFault } from './database.js';

const ADA = { id: 'ada', roles: [] };
const ANSWER = { requestHash: 'abc', status: 202, body: { done: true } };

describe('answers kept under keys', () => {
  let test: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    test = await openTestDatabase([]);
    database = new Database(test.app);
  });
  afterAll(async () => {
    await test.close();
  });

  const given = (actorId: string, key: string): Promise<unknown> =>
    database.transaction(ADA, (manager) => givenAnswer(manager, actorId, key));
  const keep = (key: string): Promise<void> =>
    database.transaction(ADA, (manager) => storeAnswer(manager, 'ada', key, ANSWER));

  it('are given again to the same person only', async () => {
    await keep('one');
    expect(await given('ada', 'one')).toEqual(ANSWER);
    expect(await given('ada', 'two')).toBeUndefined();
    expect(await given('bob', 'one')).toBeUndefined();
  });

  it('break the transaction of whoever comes second, so that its effect is undone', async () => {
    const second = keep('one').catch((error: unknown) => databaseFault(error).constraint);
    expect(await second).toBe(KEY_TAKEN);
  });

  it('are forgotten after a day, and their key can be used anew', async () => {
    await keep('old');
    await test.owner.query(
      `UPDATE idempotency_key SET created_at = now() - interval '25 hours' WHERE key = 'old'`,
    );
    expect(await given('ada', 'old')).toBeUndefined();
    await keep('old');
    expect(await given('ada', 'old')).toEqual(ANSWER);
    await test.owner.query(
      `UPDATE idempotency_key SET created_at = now() - interval '25 hours' WHERE key = 'old'`,
    );
    await keep('three');
    const keys = await test.owner.query<{ key: string }[]>(`SELECT key FROM idempotency_key ORDER BY key`);
    expect(keys.map(({ key }) => key)).toEqual(['one', 'three']);
  });
});
