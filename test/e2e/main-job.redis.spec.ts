import { ApiClient } from '../support/api-client.js';
import { openTestRedis } from '../support/redis-harness.js';
import { type RunningService, startService } from '../support/service-processes.js';
import { matchedByCommandLine, pairsOfRun, uploadSampleRound } from './sample-round.js';

describe('the main job over REST, queue in Redis', () => {
  let redis: Awaited<ReturnType<typeof openTestRedis>>;
  let service: RunningService;

  beforeAll(async () => {
    redis = await openTestRedis();
    service = await startService({ redisUrl: redis.url });
  });
  afterAll(async () => {
    await service.stop();
    await redis.close();
  });

  it('makes the same plan as the command line does of the same files', async () => {
    const coordinator = await ApiClient.signedIn(service.url, 'coordinator');
    await uploadSampleRound(coordinator);
    const run = await coordinator.run('2024-25');
    expect(run).toMatchObject({ state: 'solved', failureCode: null });
    expect(await pairsOfRun(coordinator, String(run['id']))).toEqual(await matchedByCommandLine());
  });
});
