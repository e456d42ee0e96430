import { addRun, OFFER } from '../../../test/support/budget-factories.js';
import { eventually } from '../../../test/support/eventually.js';
import { openTestService, type TestService } from '../../../test/support/service-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { enqueue, WorkerPresence } from '../../platform/queue/index.js';
import { type BackgroundWork, BackgroundWorkQueries, ReportsModule, type WorkOfKind } from './index.js';

let service: TestService;

beforeEach(async () => {
  service = await openTestService(ReportsModule);
});
afterEach(() => service.close());

const now = (): Promise<BackgroundWork> => service.get(BackgroundWorkQueries).now();
const ofKind = async (job: string): Promise<WorkOfKind | undefined> =>
  (await now()).kinds.find((kind) => kind.job === job);
const presence = (): WorkerPresence =>
  new WorkerPresence({
    database: service.database,
    everyMs: 20,
    onError: (error) => {
      throw error;
    },
  });

describe('the work of the workers', () => {
  it('is nothing at first, and nobody is there to do it', async () => {
    const work = await now();
    expect(work).toMatchObject({ workers: 0, unsent: 0, unsentSeconds: null });
    expect(work.kinds).toEqual(
      ['import', 'assessment', 'run', 'effect', 'message'].map((job) => ({
        ...{ job, unfinished: 0, oldestSeconds: null, heldUp: 0, failed: 0, done: 0 },
      })),
    );
  });

  it('counts workers that show themselves: not one that ended, nor one that fell silent', async () => {
    const [first, second] = [presence(), presence()];
    first.start();
    second.start();
    const workers = (count: number): Promise<true> =>
      eventually(`${String(count)} workers`, async () =>
        (await now()).workers === count ? true : undefined,
      );
    await workers(2);
    await first.stop();
    await workers(1);
    await second.stop();
    await service.test.owner.query(
      `INSERT INTO worker_process (id, seen_at) VALUES (gen_random_uuid(), now() - interval '31 seconds')`,
    );
    expect((await now()).workers).toBe(0);
  });

  it('tells what waits, what is held up, what failed and what was done, by its kind', async () => {
    const source = service.test.app;
    await addRun(source);
    const [queued, failed] = [await addRun(source), await addRun(source)];
    await source.query(
      `UPDATE run SET state = 'queued', created_at = now() - interval '1 hour' WHERE id = $1`,
      [queued],
    );
    await source.query(`UPDATE run SET state = 'failed' WHERE id = $1`, [failed]);
    expect(await ofKind('run')).toMatchObject({ unfinished: 1, heldUp: 1, failed: 1, done: 1 });
    expect((await ofKind('run'))?.oldestSeconds).toBeGreaterThanOrEqual(3600);
    await source.query(`UPDATE run SET state = 'solving', heartbeat_at = clock_timestamp() WHERE id = $1`, [
      queued,
    ]);
    expect(await ofKind('run')).toMatchObject({ unfinished: 1, heldUp: 0 });
    await source.query(`UPDATE run SET created_at = now() - interval '8 days' WHERE id = $1`, [failed]);
    expect(await ofKind('run')).toMatchObject({ failed: 0 });
  });

  it('takes a message that was tried for one that waits for its turn, and one that nobody tried for held up', async () => {
    await service.test.app.query(
      `INSERT INTO message (template, to_kind, to_ref, offer, facts, created_at)
       VALUES ('match-published', 'leader', 'L1', $1, '{}', now() - interval '2 minutes')`,
      [OFFER],
    );
    expect(await ofKind('message')).toMatchObject({ unfinished: 1, heldUp: 1 });
    await service.test.app.query(`UPDATE message SET attempts = 1`);
    expect(await ofKind('message')).toMatchObject({ unfinished: 1, heldUp: 0 });
  });

  it('counts jobs that no queue has yet', async () => {
    await service.database.transaction(SYSTEM, (manager) =>
      enqueue(manager, 'run', { runId: '11111111-1111-4111-8111-111111111111' }),
    );
    const work = await now();
    expect(work.unsent).toBe(1);
    expect(work.unsentSeconds).toBeGreaterThanOrEqual(0);
  });
});
