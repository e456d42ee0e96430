import { randomUUID } from 'node:crypto';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { openTestRedis } from '../../../test/support/redis-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { Database } from '../database/index.js';
import { enqueue } from './enqueue.js';
import { openQueue } from './open-queue.js';
import { OutboxRelay } from './outbox-relay.js';
import { OutboxRow } from './outbox.entity.js';
import { Reconciler } from './reconciler.js';

const NOWHERE = 'redis://127.0.0.1:1';

describe('while Redis is away', () => {
  let test: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    test = await openTestDatabase([OutboxRow]);
    database = new Database(test.app);
  });
  afterAll(async () => {
    await test.close();
  });
  const onError = (): void => undefined;
  const sentAt = async (runId: string): Promise<unknown> =>
    (await test.app.getRepository(OutboxRow).findOneByOrFail({ subjectId: runId })).sentAt;

  it('a job is accepted, kept, and sent when Redis is back', async () => {
    const runId = randomUUID();
    const away = await openQueue({ databaseUrl: test.urls.app, redisUrl: NOWHERE, onError });
    await database.transaction(SYSTEM, (manager) => enqueue(manager, 'run', { runId }));
    await expect(new OutboxRelay({ database, queue: away, onError }).relayOnce()).rejects.toThrow();
    expect(await sentAt(runId)).toBeNull();
    await away.close();

    const redis = await openTestRedis();
    const back = await openQueue({
      ...{ databaseUrl: test.urls.app, redisUrl: redis.url, prefix: redis.prefix, onError },
    });
    await back.waitUntilReady();
    expect(await new OutboxRelay({ database, queue: back, onError }).relayOnce()).toBe(1);
    expect(await back.presenceOf('run', `run-${runId}-1`)).toBe('there');
    expect(await sentAt(runId)).toBeInstanceOf(Date);
    await back.close();
    await redis.close();
  });

  it('nothing is taken for lost', async () => {
    const runId = randomUUID();
    await database.transaction(SYSTEM, (manager) => enqueue(manager, 'run', { runId }));
    await test.app.query('UPDATE outbox SET sent_at = now() WHERE subject_id = $1', [runId]);
    const queue = await openQueue({ databaseUrl: test.urls.app, redisUrl: NOWHERE, onError });
    const finder = {
      ...{
        job: 'run' as const,
        findLost: () => Promise.resolve([runId]),
        giveUp: () => Promise.reject(new Error('no')),
      },
    };
    const reconciler = new Reconciler({ database, queue, finders: [finder], onError });
    await expect(reconciler.reconcileOnce()).rejects.toThrow();
    expect(await test.app.getRepository(OutboxRow).countBy({ subjectId: runId })).toBe(1);
    await queue.close();
  });
});
