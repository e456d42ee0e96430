import { OFFER } from '../../../test/support/budget-factories.js';
import { eventually } from '../../../test/support/eventually.js';
import { openTestRedis, type TestRedis } from '../../../test/support/redis-harness.js';
import { addAnswers, addAssessedCases } from '../../../test/support/run-factories.js';
import {
  COORDINATOR,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { hardMatching, launchWorker, type WorkerUnderTest } from '../../../test/support/worker-processes.js';
import { CreateRunUseCase, RunsModule, RunsQueries } from '../../../libs/features/runs/index.js';

const PATIENCE_MS = 150_000;

describe('runs on a queue in Redis', () => {
  let redis: TestRedis;
  let service: TestService;
  const workers: WorkerUnderTest[] = [];

  beforeAll(async () => {
    redis = await openTestRedis();
    service = await openTestService(RunsModule);
    const { cases, answers } = hardMatching();
    await addAssessedCases(service.test.app, cases);
    await addAnswers(service.test.app, answers);
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
    await service.close();
    await redis.close();
  });

  const launch = (): WorkerUnderTest => {
    const worker = launchWorker(service.test.urls.app, redis.url);
    workers.push(worker);
    return worker;
  };
  const create = async (timeLimitSeconds: number): Promise<string> => {
    const created = await service
      .get(CreateRunUseCase)
      .execute(COORDINATOR, { offer: OFFER, params: { timeLimitSeconds } });
    return valueOf(created).runId;
  };
  const inState = (runId: string, ...states: readonly string[]) =>
    eventually(
      `run ${runId} is ${states.join(' or ')}`,
      async () => {
        const run = await service.get(RunsQueries).find(runId);
        return run !== null && states.includes(run.state) ? run : undefined;
      },
      PATIENCE_MS,
    );
  const endings = async (runIds: readonly string[]): Promise<unknown> =>
    service.test.app.query(
      `SELECT r.state, (SELECT count(*)::integer FROM run_result s WHERE s.run_id = r.id) AS results,
              (SELECT count(*)::integer FROM audit_event a WHERE a.subject_id = r.id::text AND a.action = 'run.finish') AS finishes
         FROM run r WHERE r.id = ANY ($1)`,
      [runIds],
    );

  it('end once although their worker was killed while it solved', async () => {
    const runId = await create(3);
    const first = launch();
    await inState(runId, 'solving');
    await first.end('SIGKILL');
    const second = launch();
    expect(await inState(runId, 'solved', 'failed')).toMatchObject({ state: 'solved' });
    expect(await endings([runId])).toEqual([{ state: 'solved', results: 1, finishes: 1 }]);
    await second.end('SIGTERM');
  });

  it(
    'are solved once each although Redis lost everything while one was solved and others waited',
    async () => {
      const runIds = [await create(8), await create(1), await create(1)];
      const worker = launch();
      await inState(runIds[0] ?? '', 'solving');
      await eventually('every job is in Redis', async () => {
        const rows = await service.test.app.query<{ left: number }[]>(
          `SELECT count(*)::integer AS left FROM outbox WHERE subject_id = ANY ($1) AND sent_at IS NULL`,
          [runIds],
        );
        return rows[0]?.left === 0 ? true : undefined;
      });
      await redis.flushAll();
      for (const runId of runIds) await inState(runId, 'solved', 'failed');
      expect(await endings(runIds)).toEqual(runIds.map(() => ({ state: 'solved', results: 1, finishes: 1 })));
      await worker.end('SIGTERM');
    },
    PATIENCE_MS,
  );
});
