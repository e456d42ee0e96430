import {
  QUEUE_PROMISES,
  type RunningQueue,
  startQueue,
  stopQueue,
} from '../../../test/support/queue-promises.js';
import { openTestRedis } from '../../../test/support/redis-harness.js';

describe('the queue on Redis', () => {
  let on: RunningQueue;
  beforeAll(async () => {
    const redis = await openTestRedis();
    on = await startQueue({
      redisUrl: redis.url,
      prefix: redis.prefix,
      loseEverything: redis.flushAll,
      close: redis.close,
    });
  });
  afterAll(async () => {
    await stopQueue(on);
  });

  it.each(Object.keys(QUEUE_PROMISES))('%s', async (promise) => {
    expect.hasAssertions();
    await QUEUE_PROMISES[promise]?.(on);
  });
});
