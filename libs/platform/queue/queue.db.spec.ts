import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import {
  QUEUE_PROMISES,
  type RunningQueue,
  startQueue,
  stopQueue,
} from '../../../test/support/queue-promises.js';

async function loseEverything({ owner }: TestDatabase): Promise<void> {
  await owner.query('DELETE FROM bullmq.job');
}

describe('the queue on PostgreSQL', () => {
  let on: RunningQueue;
  beforeAll(async () => {
    on = await startQueue({ loseEverything, close: () => Promise.resolve() });
  });
  afterAll(async () => {
    await stopQueue(on);
  });

  it.each(Object.keys(QUEUE_PROMISES))('%s', async (promise) => {
    expect.hasAssertions();
    await QUEUE_PROMISES[promise]?.(on);
  });
});

describe("BullMQ's tables", () => {
  it('are used by the app role, which may not create or drop anything', async () => {
    const { app, close } = await openTestDatabase([]);
    try {
      const refused = [
        'CREATE TABLE bullmq.x ()',
        'CREATE SEQUENCE bullmq.x',
        'DROP TABLE bullmq.job',
        'ALTER TABLE bullmq.job DISABLE TRIGGER ALL',
        `UPDATE bullmq.migration SET version = 0`,
        'CREATE SCHEMA x',
      ];
      for (const statement of refused) {
        await expect(app.query(statement)).rejects.toThrow(/permission denied|must be owner/);
      }
    } finally {
      await close();
    }
  });
});
