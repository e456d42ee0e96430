import { OFFER } from '../../../test/support/budget-factories.js';
import {
  addAnswers,
  addAssessedCases,
  answerWith,
  casesNamed,
  resultFor,
} from '../../../test/support/run-factories.js';
import {
  COORDINATOR,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { assert, SYSTEM } from '../../domain/kernel/index.js';
import {
  CancelRunUseCase,
  CreateRunUseCase,
  EndCancelledRunUseCase,
  FailRunUseCase,
  findLostRuns,
  FinishRunUseCase,
  giveUpRun,
  HoldRun,
  ReportProgressUseCase,
  RunsModule,
  RUN_SORTS,
  type RunSort,
  RunsQueries,
  type TakenRun,
  TakeRunUseCase,
} from './index.js';
import { changeRun, lockRun } from './runs.repository.js';

describe('a run in the hands of workers', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await openTestService(RunsModule);
    await addAssessedCases(service.test.app, casesNamed('99', 2));
    await addAnswers(service.test.app, { L1: answerWith({ halfDaysOffered: 400 }) });
  });
  afterAll(async () => {
    await service.close();
  });

  const created = async (): Promise<string> =>
    valueOf(await service.get(CreateRunUseCase).execute(COORDINATOR, { offer: OFFER })).runId;
  const take = (runId: string) => service.get(TakeRunUseCase).execute(SYSTEM, { runId });
  const taken = async (runId: string): Promise<TakenRun> => valueOf(await take(runId));
  const finish = (run: TakenRun) => service.get(FinishRunUseCase).execute(SYSTEM, resultFor(run, 'L1'));
  const silentFor = async (runId: string, seconds: number): Promise<void> => {
    await service.test.app.query(
      `UPDATE run SET heartbeat_at = now() - make_interval(secs => $2) WHERE id = $1`,
      [runId, seconds],
    );
  };
  const stored = async (runId: string): Promise<{ results: number; matches: number }> => {
    const rows = await service.test.app.query<{ results: number; matches: number }[]>(
      `SELECT (SELECT count(*)::integer FROM run_result WHERE run_id = $1) AS results,
              (SELECT count(*)::integer FROM match WHERE run_id = $1) AS matches`,
      [runId],
    );
    return rows[0] ?? { results: -1, matches: -1 };
  };

  it('changes only from the state that was read, whatever version and fence say', async () => {
    const runId = await created();
    const read = await lockRun(service.test.app.manager, runId);
    assert(read !== undefined, 'the run was made');
    await service.test.app.query(`UPDATE run SET state = 'cancelled' WHERE id = $1`, [runId]);
    expect(await changeRun(service.test.app.manager, read, 'preparing')).toBe(false);
    expect(await service.get(RunsQueries).find(runId)).toMatchObject({ state: 'cancelled' });
  });

  it('ends solved with one result, its proposals and a summary', async () => {
    const run = await taken(await created());
    expect(run).toMatchObject({ fence: 1, snapshot: { cases: [{}, {}] } });
    expect(valueOf(await finish(run))).toMatchObject({
      cases: 2,
      covered: 2,
      leadersUsed: 1,
      halfDaysUsed: 8,
    });
    expect(await stored(run.runId)).toEqual({ results: 1, matches: 2 });
    const view = await service.get(RunsQueries).find(run.runId);
    expect(view).toMatchObject({ state: 'solved', engine: 'test', summary: { covered: 2 } });
    expect(view?.finishedAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(await service.get(RunsQueries).result(run.runId)).toMatchObject({
      plan: { status: 'optimal' },
      leaders: [{ leaderRef: 'L1', halfDaysUsed: 8 }],
    });
  });

  it('writes nothing of a late result, whether the run is solved by then or not', async () => {
    const late = await taken(await created());
    await silentFor(late.runId, 60);
    const successor = await taken(late.runId);
    expect(successor.fence).toBe(2);
    expect(await finish(late)).toMatchObject({
      refusal: { code: 'fence-lost', facts: { fence: 1, now: 2 } },
    });
    expect(await stored(late.runId)).toEqual({ results: 0, matches: 0 });
    valueOf(await finish(successor));
    expect(await finish(late)).toMatchObject({ refusal: { code: 'fence-lost' } });
    expect(await finish(successor)).toMatchObject({ refusal: { code: 'not-possible-in-this-state' } });
    expect(await stored(late.runId)).toEqual({ results: 1, matches: 2 });
  });

  it('stores one result however many workers send theirs at once', async () => {
    const run = await taken(await created());
    const answers = await Promise.all(Array.from({ length: 8 }, () => finish(run)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await stored(run.runId)).toEqual({ results: 1, matches: 2 });
  });

  it('is taken by one of many, and by another only once its worker is silent', async () => {
    const runId = await created();
    const answers = await Promise.all(Array.from({ length: 8 }, () => take(runId)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await take(runId)).toMatchObject({ refusal: { code: 'held-elsewhere' } });
    await silentFor(runId, 6);
    expect((await taken(runId)).fence).toBe(2);
    await service.get(HoldRun).release(runId, 2);
    expect((await taken(runId)).fence).toBe(3);
  });

  it('tells its worker by the heartbeat that it lost the run', async () => {
    const run = await taken(await created());
    expect(await service.get(HoldRun).heartbeat(run.runId, run.fence)).toBe(true);
    await silentFor(run.runId, 60);
    await taken(run.runId);
    expect(await service.get(HoldRun).heartbeat(run.runId, run.fence)).toBe(false);
    expect(
      await service
        .get(FailRunUseCase)
        .execute(SYSTEM, { runId: run.runId, fence: run.fence, code: 'worker-error', facts: {} }),
    ).toMatchObject({ refusal: { code: 'fence-lost' } });
  });

  it('moves through its phases and only forwards', async () => {
    const { runId, fence } = await taken(await created());
    const report = (phase: 'preparing' | 'solving' | 'checking', fraction: number, gap?: number) =>
      service.get(ReportProgressUseCase).execute(SYSTEM, {
        ...{ runId, fence },
        progress: { phase, fraction, ...(gap === undefined ? {} : { gap }) },
      });
    valueOf(await report('solving', 0.25, 0.5));
    expect(await service.get(RunsQueries).progress(runId)).toMatchObject({
      ...{ state: 'solving', phase: 'solving', fraction: 0.25, gap: 0.5, cancelRequested: false },
    });
    expect(valueOf(await report('checking', 2))).toBe('checking');
    expect(valueOf(await report('solving', 0.9))).toBe('checking');
    valueOf(
      await finish({ runId, fence, snapshot: (await service.get(RunsQueries).snapshot(runId)) as never }),
    );
    expect(await report('checking', 1)).toMatchObject({ refusal: { code: 'not-possible-in-this-state' } });
  });

  it('is cancelled at once while queued, through its worker while solving, and stores nothing then', async () => {
    const cancel = (runId: string) => service.get(CancelRunUseCase).execute(COORDINATOR, { runId });
    const queued = await created();
    expect(valueOf(await cancel(queued))).toBe('cancelled');
    expect(valueOf(await cancel(queued))).toBe('cancelled');
    expect(await take(queued)).toMatchObject({ refusal: { code: 'not-possible-in-this-state' } });

    const run = await taken(await created());
    expect(valueOf(await cancel(run.runId))).toBe('cancel-requested');
    expect(await service.get(RunsQueries).hold(run.runId)).toMatchObject({ cancelRequested: true });
    expect(await finish(run)).toMatchObject({ refusal: { code: 'cancel-requested' } });
    valueOf(await service.get(EndCancelledRunUseCase).execute(SYSTEM, run));
    expect(await service.get(RunsQueries).find(run.runId)).toMatchObject({ state: 'cancelled' });
    expect(await stored(run.runId)).toEqual({ results: 0, matches: 0 });

    const abandoned = await taken(await created());
    await silentFor(abandoned.runId, 60);
    expect(valueOf(await cancel(abandoned.runId))).toBe('cancelled');
    expect(await finish(abandoned)).toMatchObject({ refusal: { code: 'fence-lost' } });
    const solved = await taken(await created());
    valueOf(await finish(solved));
    expect(await cancel(solved.runId)).toMatchObject({ refusal: { code: 'not-possible-in-this-state' } });
  });

  it('looks lost when nobody works on it, and fails once it is given up', async () => {
    const [waiting, fresh, silent, alive] = [
      await created(),
      await created(),
      await created(),
      await created(),
    ];
    await service.test.app.query(`UPDATE run SET created_at = now() - interval '21 s' WHERE id = $1`, [
      waiting,
    ]);
    await taken(silent);
    await silentFor(silent, 21);
    await taken(alive);
    const lost = await findLostRuns(service.test.app.manager);
    expect(lost).toEqual(expect.arrayContaining([waiting, silent]));
    expect(lost).not.toEqual(expect.arrayContaining([fresh]));
    expect(lost).not.toEqual(expect.arrayContaining([alive]));
    await service.database.transaction(SYSTEM, (manager) => giveUpRun(manager, silent));
    expect(await service.get(RunsQueries).find(silent)).toMatchObject({
      state: 'failed',
      failureCode: 'broke-off-repeatedly',
    });
  });

  it('keeps who did what in the order it was done', async () => {
    const run = await taken(await created());
    valueOf(await finish(run));
    const rows = await service.test.app.query<{ action: string; actor_id: string }[]>(
      `SELECT action, actor_id FROM audit_event WHERE subject_kind = 'run' AND subject_id = $1 ORDER BY id`,
      [run.runId],
    );
    expect(rows.map(({ action, actor_id }) => `${action} ${actor_id}`)).toEqual([
      `run.create ${COORDINATOR.id}`,
      'run.take system',
      'run.finish system',
    ]);
  });

  it('names no run by an id that is none', async () => {
    expect(await take('00000000-0000-4000-8000-000000000000')).toMatchObject({
      refusal: { code: 'unknown-run' },
    });
    expect(await service.get(RunsQueries).find('robert')).toBeNull();
  });

  it('lists runs newest first, page by page', async () => {
    const queries = service.get(RunsQueries);
    const all = (await queries.list({ limit: 200 })).items.map(({ id }) => id);
    const first = await queries.list({ limit: 2, offer: OFFER });
    const second = await queries.list({ limit: 200, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all);
    expect(second.nextCursor).toBeNull();
    expect((await queries.list({ offer: '2019-20' })).items).toEqual([]);
    expect((await queries.list({ limit: 200, cursor: 'no cursor' })).items.map(({ id }) => id)).toEqual(all);
  });
  it('sorts runs by any column, equal ones newest first, a page at a time', async () => {
    const queries = service.get(RunsQueries);
    const newest = (await queries.list({ limit: 200 })).items;
    const sorted = (sort: RunSort, descending: boolean, page = { page: 1, size: 200 }) =>
      queries.sorted({}, { sort, descending }, page);
    const all = await sorted('started', true);
    expect(all.items.map(({ id }) => id)).toEqual(newest.map(({ id }) => id));
    expect(all.total).toBe(newest.length);
    expect((await sorted('started', false)).items[0]?.id).toBe(newest.at(-1)?.id);
    expect((await sorted('started', true, { page: 2, size: 2 })).items[0]?.id).toBe(newest[2]?.id);
    const covered = (await sorted('covered', true)).items.map(({ summary }) => summary?.covered ?? -1);
    expect(covered).toEqual([...covered].sort((a, b) => b - a));
    for (const sort of RUN_SORTS) expect((await sorted(sort, false)).total).toBe(newest.length);
    const solved = await queries.sorted(
      { state: 'solved' },
      { sort: 'label', descending: false },
      { page: 1, size: 200 },
    );
    expect(new Set(solved.items.map(({ state }) => state))).toEqual(new Set(['solved']));
  });
});
