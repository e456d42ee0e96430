import { OFFER } from '../../../test/support/budget-factories.js';
import { eventually } from '../../../test/support/eventually.js';
import { addAnswers, addAssessedCases } from '../../../test/support/run-factories.js';
import {
  COORDINATOR,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { hardMatching, launchWorker, type WorkerUnderTest } from '../../../test/support/worker-processes.js';
import { SYSTEM } from '../../../libs/domain/kernel/index.js';
import {
  CancelRunUseCase,
  CreateRunUseCase,
  RunsModule,
  RunsQueries,
} from '../../../libs/features/runs/index.js';
import { enqueue } from '../../../libs/platform/queue/index.js';

const PATIENCE_MS = 90_000;

describe('workers that solve runs', () => {
  let service: TestService;
  const workers: WorkerUnderTest[] = [];

  beforeAll(async () => {
    service = await openTestService(RunsModule);
    const { cases, answers } = hardMatching();
    await addAssessedCases(service.test.app, cases);
    await addAnswers(service.test.app, answers);
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
    await service.close();
  });

  const launch = (): WorkerUnderTest => {
    const worker = launchWorker(service.test.urls.app);
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
      `the run is ${states.join(' or ')}`,
      async () => {
        const run = await service.get(RunsQueries).find(runId);
        return run !== null && states.includes(run.state) ? run : undefined;
      },
      PATIENCE_MS,
    );
  const traces = async (runId: string): Promise<Record<string, number> | undefined> => {
    const rows = await service.test.app.query<Record<string, number>[]>(
      `SELECT (SELECT fence FROM run WHERE id = $1) AS fence,
              (SELECT count(*)::integer FROM run_result WHERE run_id = $1) AS results,
              (SELECT count(*)::integer FROM match WHERE run_id = $1) AS matches,
              (SELECT count(*)::integer FROM audit_event WHERE subject_id = $1::text AND action = 'run.finish') AS finishes`,
      [runId],
    );
    return rows[0];
  };

  it('end a run once although the first was killed while it solved', async () => {
    const runId = await create(4);
    const first = launch();
    await inState(runId, 'solving');
    await first.end('SIGKILL');
    expect((await service.get(RunsQueries).find(runId))?.state).toBe('solving');
    const second = launch();
    const ended = await inState(runId, 'solved', 'failed');
    expect(ended).toMatchObject({ state: 'solved', failureCode: null });
    const found = await traces(runId);
    expect(found).toMatchObject({ fence: 2, results: 1, finishes: 1, matches: ended.summary?.covered });
    expect(ended.summary?.covered).toBeGreaterThan(100);
    await second.end('SIGTERM');
  });

  it('give a run back when they are asked to end, and another finishes it', async () => {
    const runId = await create(10);
    const first = launch();
    await inState(runId, 'solving');
    await first.end('SIGTERM');
    expect(await inState(runId, 'solving', 'preparing')).toMatchObject({ failureCode: null });
    const second = launch();
    expect(await inState(runId, 'solved', 'failed')).toMatchObject({ state: 'solved' });
    expect(await traces(runId)).toMatchObject({ results: 1, finishes: 1 });
    await second.end('SIGTERM');
  });

  it('store one result of a run whose job is there ten times', async () => {
    const runId = await create(2);
    for (let copy = 0; copy < 10; copy++) {
      await service.database.transaction(SYSTEM, (manager) => enqueue(manager, 'run', { runId }));
    }
    const both = [launch(), launch()];
    expect(await inState(runId, 'solved', 'failed')).toMatchObject({ state: 'solved' });
    await eventually('every job is handled', async () => {
      const rows = await service.test.app.query<{ left: number }[]>(
        `SELECT count(*)::integer AS left FROM outbox WHERE subject_id = $1 AND sent_at IS NULL`,
        [runId],
      );
      return rows[0]?.left === 0 ? true : undefined;
    });
    expect(await traces(runId)).toMatchObject({ fence: 1, results: 1, finishes: 1 });
    await Promise.all(both.map((worker) => worker.end('SIGTERM')));
  });

  it('stop a run that is solving within two seconds of being asked', async () => {
    const runId = await create(60);
    const worker = launch();
    await inState(runId, 'solving');
    expect(valueOf(await service.get(CancelRunUseCase).execute(COORDINATOR, { runId }))).toBe(
      'cancel-requested',
    );
    await inState(runId, 'cancelled');
    const rows = await service.test.app.query<{ seconds: number }[]>(
      `SELECT extract(epoch FROM finished_at - cancel_requested_at)::float8 AS seconds FROM run WHERE id = $1`,
      [runId],
    );
    expect(rows[0]?.seconds).toBeLessThan(2);
    expect(await traces(runId)).toMatchObject({ results: 0, matches: 0 });
    const next = await create(1);
    expect(await inState(next, 'solved', 'failed')).toMatchObject({ state: 'solved' });
    await worker.end('SIGTERM');
  });

  it('refuse a database whose schema they do not know', async () => {
    await service.test.owner.query(`INSERT INTO schema_migration (timestamp, name) VALUES (9, 'Tomorrow9')`);
    const worker = launch();
    await eventually('the worker says why', () =>
      worker.output().includes('belongs to a newer version') ? true : undefined,
    );
    await service.test.owner.query(`DELETE FROM schema_migration WHERE name = 'Tomorrow9'`);
    expect(worker.output()).toContain('Tomorrow9');
  });
});
