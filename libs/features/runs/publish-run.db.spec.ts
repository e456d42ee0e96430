import {
  addCases,
  addLeaders,
  addRun,
  OFFER,
  patientDataSource,
} from '../../../test/support/budget-factories.js';
import {
  COORDINATOR,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { Database } from '../../platform/database/index.js';
import {
  DiscardRunUseCase,
  PublishRunUseCase,
  RunsModule,
  RunsQueries,
  UnpublishRunUseCase,
} from './index.js';

describe('publishing a run', () => {
  let service: TestService;
  beforeEach(async () => {
    service = await openTestService(RunsModule);
  });
  afterEach(async () => {
    await service.close();
  });

  const publish = (runId: string) => service.get(PublishRunUseCase).execute(COORDINATOR, { runId });
  const unpublish = (runId: string) => service.get(UnpublishRunUseCase).execute(COORDINATOR, { runId });
  const state = async (runId: string): Promise<string | undefined> =>
    (await service.get(RunsQueries).find(runId))?.state;
  const balance = async (leaderRef: string): Promise<number> => {
    const rows = await service.test.app.query<{ balance: number }[]>(
      `SELECT coalesce(sum(delta_half_days), 0)::integer AS balance FROM ledger_entry e
         JOIN leader_budget b ON b.id = e.budget_id WHERE b.leader_ref = $1`,
      [leaderRef],
    );
    return rows[0]?.balance ?? 0;
  };
  const matchStates = async (runId: string): Promise<readonly string[]> => {
    const rows = await service.test.app.query<{ state: string }[]>(
      `SELECT state FROM match WHERE run_id = $1 ORDER BY case_id`,
      [runId],
    );
    return rows.map((row) => row.state);
  };

  it('reserves the days of every match, and unpublishing gives them back', async () => {
    await addLeaders(service.test.app, { L1: 10, L2: 4 });
    await addCases(service.test.app, 'a', 'b', 'c');
    const runId = await addRun(
      service.test.app,
      { leaderRef: 'L1', caseId: 'a' },
      { leaderRef: 'L1', caseId: 'b' },
      { leaderRef: 'L2', caseId: 'c' },
    );
    expect(valueOf(await publish(runId))).toEqual({ runId, matches: 3 });
    expect([await balance('L1'), await balance('L2'), await state(runId)]).toEqual([2, 0, 'published']);
    expect(await publish(runId)).toMatchObject({ refusal: { code: 'not-possible-in-this-state' } });
    expect(valueOf(await unpublish(runId))).toEqual({ runId, matches: 3 });
    expect([await balance('L1'), await balance('L2'), await state(runId)]).toEqual([10, 4, 'solved']);
    expect(valueOf(await publish(runId)).matches).toBe(3);
  });

  it('is refused as a whole, naming who lacks days, and changes nothing', async () => {
    await addLeaders(service.test.app, { L1: 20, L2: 6 });
    await addCases(service.test.app, 'a', 'b', 'c');
    const runId = await addRun(
      service.test.app,
      { leaderRef: 'L1', caseId: 'a' },
      { leaderRef: 'L2', caseId: 'b' },
      { leaderRef: 'L2', caseId: 'c' },
    );
    expect(await publish(runId)).toMatchObject({
      refusal: {
        code: 'publish-refused',
        facts: { leadersShortOfDays: [{ leaderRef: 'L2', neededHalfDays: 8, leftHalfDays: 6 }] },
      },
    });
    expect([await state(runId), await balance('L1'), await balance('L2')]).toEqual(['solved', 20, 6]);
    expect(await matchStates(runId)).toEqual(['proposed', 'proposed', 'proposed']);
    expect(await service.test.app.query(`SELECT 1 FROM audit_event WHERE action LIKE '%publish'`)).toEqual(
      [],
    );
  });

  it('is refused while another run serves one of its cases', async () => {
    await addLeaders(service.test.app, { L1: 40 });
    await addCases(service.test.app, 'a', 'b');
    const first = await addRun(service.test.app, { leaderRef: 'L1', caseId: 'a' });
    const second = await addRun(
      service.test.app,
      { leaderRef: 'L1', caseId: 'a' },
      { leaderRef: 'L1', caseId: 'b' },
    );
    valueOf(await publish(first));
    expect(await publish(second)).toMatchObject({
      refusal: { code: 'publish-refused', facts: { casesWithLiveMatch: [{ caseId: 'a', runId: first }] } },
    });
    valueOf(await unpublish(first));
    expect(valueOf(await publish(second)).matches).toBe(2);
  });

  it('is refused for a run that was put aside', async () => {
    await addLeaders(service.test.app, { L1: 40 });
    await addCases(service.test.app, 'a');
    const runId = await addRun(service.test.app, { leaderRef: 'L1', caseId: 'a' });
    const put = await service
      .get(DiscardRunUseCase)
      .execute(COORDINATOR, { runId, reason: 'the survey was corrected' });
    expect(valueOf(put)).toBe('discarded');
    expect(await publish(runId)).toMatchObject({ refusal: { code: 'not-possible-in-this-state' } });
  });

  it('never overdraws a budget that 64 runs are published against at once, nor when they are taken back', async () => {
    const runs = 64;
    await addLeaders(service.test.app, { L1: 4 * 20 });
    const cases = Array.from({ length: runs }, (_, index) => `case-${String(index)}`);
    await addCases(service.test.app, ...cases);
    const ids: string[] = [];
    for (const caseId of cases) ids.push(await addRun(service.test.app, { leaderRef: 'L1', caseId }));
    const patient = await patientDataSource(service.test.urls.app, 16);
    const database = new Database(patient);
    const publishRun = new PublishRunUseCase(database);
    const unpublishRun = new UnpublishRunUseCase(database);
    const published = await Promise.all(ids.map((runId) => publishRun.execute(COORDINATOR, { runId })));
    expect(published.filter(({ ok }) => ok)).toHaveLength(20);
    expect(await balance('L1')).toBe(0);
    const mixed = await Promise.all(
      ids.map((runId, index) =>
        published[index]?.ok === true
          ? unpublishRun.execute(COORDINATOR, { runId })
          : publishRun.execute(COORDINATOR, { runId }),
      ),
    );
    await patient.destroy();
    const taken = mixed.filter(({ ok }, index) => ok && published[index]?.ok !== true).length;
    expect(mixed.filter((_, index) => published[index]?.ok === true).every(({ ok }) => ok)).toBe(true);
    expect(await balance('L1')).toBe(4 * (20 - taken));
    const lowest = await service.test.app.query<{ lowest: number }[]>(
      `SELECT min(balance) AS lowest FROM ledger_entry e JOIN leader_budget b ON b.id = e.budget_id WHERE b.offer = $1`,
      [OFFER],
    );
    expect(lowest[0]?.lowest).toBeGreaterThanOrEqual(0);
  });
});
