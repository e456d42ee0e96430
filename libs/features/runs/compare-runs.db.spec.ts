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
import { SYSTEM } from '../../domain/kernel/index.js';
import type { RunInsight } from '../../domain/planning/index.js';
import {
  AskEffectUseCase,
  CompareRunsUseCase,
  CreateRunUseCase,
  EFFECTS_KEPT_DAYS,
  findLostEffects,
  FinishRunUseCase,
  PurgeEffects,
  RunEffects,
  RunInsightQueries,
  RunsModule,
  TakeRunUseCase,
} from './index.js';

const INSIGHT: RunInsight = {
  cases: ['school-98000', 'school-98001'].map((id) => ({
    ...{ case: id, leader: 'L1', score: 3, candidates: 2, alternatives: [], uncovered: null },
  })),
  leaders: [
    {
      ...{ leader: 'L1', daysLeft: 0, engagementsBind: false, oneMoreDay: null, saves: 0 },
      ...{ savedBy: null, nextCase: null },
    },
  ],
  regions: [],
};

describe('solved runs looked at again', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await openTestService(RunsModule);
    await addAssessedCases(service.test.app, casesNamed('98', 2));
    await addAnswers(service.test.app, {
      L1: answerWith({ halfDaysOffered: 400 }),
      L2: answerWith({ halfDaysOffered: 400 }),
    });
  });
  afterAll(async () => {
    await service.close();
  });

  const created = async (params: object): Promise<string> =>
    valueOf(await service.get(CreateRunUseCase).execute(COORDINATOR, { offer: OFFER, params })).runId;
  const solvedFor = async (leaderRef: string, params: object = {}): Promise<string> => {
    const runId = await created(params);
    const run = valueOf(await service.get(TakeRunUseCase).execute(SYSTEM, { runId }));
    const result = { ...resultFor(run, leaderRef), insight: INSIGHT };
    valueOf(await service.get(FinishRunUseCase).execute(SYSTEM, result));
    return runId;
  };
  const compare = (a: string, b: string) => service.get(CompareRunsUseCase).execute(COORDINATOR, { a, b });

  it('show every case treated otherwise, with names, figures and reasons', async () => {
    const [a, b] = [await solvedFor('L1'), await solvedFor('L2')];
    const compared = valueOf(await compare(a, b));
    expect(compared.sameParameters).toBe(true);
    expect(compared.cases).toMatchObject([
      {
        case: 'school-98000',
        name: 'School 980',
        kind: 'moved',
        before: 'L1',
        after: 'L2',
      },
      { case: 'school-98001', kind: 'moved' },
    ]);
    expect(compared.a.metrics).toMatchObject({ cases: 2, covered: 2, daysUsed: 4, score: 6, needsMissed: 2 });
    expect(compared.a.metrics.longestMiles).toBeGreaterThan(0);
    expect(compared.cases[0]?.why).toMatch(/^[A-Z].+\.$/);
    expect(valueOf(await compare(a, a)).cases).toEqual([]);
  });

  it('tell settings that differ in what they weigh from those that only take longer', async () => {
    const a = await solvedFor('L1', { timeLimitSeconds: 5 });
    const longer = await solvedFor('L1', { timeLimitSeconds: 9 });
    const weighed = await solvedFor('L2', { weights: { missedNeed: 99 } });
    expect(valueOf(await compare(a, longer)).sameParameters).toBe(true);
    expect(valueOf(await compare(a, weighed)).cases[0]).toMatchObject({ reason: 'parameters-changed' });
  });

  it('are refused without a plan, or when there is no such run', async () => {
    const a = await solvedFor('L1');
    const queued = await created({});
    expect(await compare(a, queued)).toMatchObject({ refusal: { code: 'run-without-plan' } });
    expect(await compare('no-uuid', a)).toMatchObject({ refusal: { code: 'unknown-run' } });
  });

  it('take a question about a change, and one answer to it', async () => {
    const runId = await solvedFor('L1');
    const ask = (leader: string) =>
      service.get(AskEffectUseCase).execute(COORDINATOR, {
        runId,
        changes: [{ kind: 'pin', leader, case: 'school-98000' }],
      });
    const effects = service.get(RunEffects);
    const { effectId } = valueOf(await ask('L2'));
    expect(await effects.find(runId, effectId)).toMatchObject({ state: 'queued', content: null });
    const question = await effects.question(effectId);
    expect(question).toMatchObject({ runId, key: runId });
    expect(await question?.load()).toMatchObject({ plan: { score: 6 }, snapshot: { version: 1 } });
    const jobs = await service.test.app.query<{ payload: unknown }[]>(
      `SELECT payload FROM outbox WHERE job_name = 'effect' AND subject_id = $1`,
      [effectId],
    );
    expect(jobs).toEqual([{ payload: { effectId } }]);
    await service.test.app.query(
      `UPDATE run_effect SET created_at = now() - interval '1 hour' WHERE id = $1`,
      [effectId],
    );
    expect(await findLostEffects(service.test.app.manager)).toEqual([effectId]);
    const refusal = { code: 'pins-contradict', facts: {} };
    expect(await effects.refuse(SYSTEM, effectId, 'refused', refusal)).toBe(true);
    expect(await effects.refuse(SYSTEM, effectId, 'failed', refusal)).toBe(false);
    expect(await effects.question(effectId)).toBeNull();
    expect(await effects.find(runId, effectId)).toMatchObject({
      state: 'refused',
      failureCode: 'pins-contradict',
    });
    expect(await effects.find(effectId, effectId)).toBeNull();
    expect(await findLostEffects(service.test.app.manager)).toEqual([]);
    expect(await ask('L9')).toMatchObject({ refusal: { code: 'leader-not-in-run' } });
  });

  it('forget old questions but those that a decision rests on, and say how many', async () => {
    const runId = await solvedFor('L1');
    const asked = async (ageDays: number): Promise<string> => {
      const changes = [{ kind: 'unassign', case: 'school-98000' }] as const;
      const { effectId } = valueOf(
        await service.get(AskEffectUseCase).execute(COORDINATOR, { runId, changes }),
      );
      await service.test.app.query(
        `UPDATE run_effect SET created_at = now() - make_interval(days => $2) WHERE id = $1`,
        [effectId, ageDays],
      );
      return effectId;
    };
    const [recent, old, decided] = [
      await asked(EFFECTS_KEPT_DAYS - 1),
      await asked(EFFECTS_KEPT_DAYS + 1),
      await asked(EFFECTS_KEPT_DAYS + 1),
    ];
    await service.test.app.query(
      `INSERT INTO match_decision (offer, run_id, changes, effect, versions, reason_code, reason, state, effect_id, decided_by)
       VALUES ($1, $2, '[]', '{}', '{}', 'other', 'a test', 'awaiting-approval', $3, 'user-c')`,
      [OFFER, runId, decided],
    );
    const effects = service.get(RunEffects);
    expect(await service.get(PurgeEffects).execute(SYSTEM)).toBe(1);
    expect(await effects.find(runId, old)).toBeNull();
    expect(await effects.find(runId, recent)).toMatchObject({ id: recent });
    expect(await effects.find(runId, decided)).toMatchObject({ id: decided });
    const trail = await service.test.app.query<unknown[]>(
      `SELECT after FROM audit_event WHERE action = 'run.purge-effects'`,
    );
    expect(trail).toEqual([{ after: { rows: 1, keptDays: EFFECTS_KEPT_DAYS } }]);
    expect(await service.get(PurgeEffects).execute(SYSTEM)).toBe(0);
  });

  it('refuse a question about nothing, about no case, and without a plan', async () => {
    const asking = service.get(AskEffectUseCase);
    const runId = await solvedFor('L1');
    const changes = [{ kind: 'unassign', case: 'school-1' }] as const;
    expect(await asking.execute(COORDINATOR, { runId, changes: [] })).toMatchObject({
      refusal: { code: 'no-change-named' },
    });
    expect(await asking.execute(COORDINATOR, { runId, changes })).toMatchObject({
      refusal: { code: 'case-not-in-run' },
    });
    expect(await asking.execute(COORDINATOR, { runId: await created({}), changes })).toMatchObject({
      refusal: { code: 'run-without-plan' },
    });
  });

  it('give what was found out about a case and about one more day', async () => {
    const runId = await solvedFor('L1');
    const insight = service.get(RunInsightQueries);
    expect(await insight.ofCase(runId, 'school-98001')).toEqual(INSIGHT.cases[1]);
    expect(await insight.ofCase(runId, 'school-9')).toBeNull();
    expect(await insight.ofCase('no-uuid', 'school-98001')).toBeNull();
    expect(await insight.marginalValues(runId)).toEqual({ runId, leaders: INSIGHT.leaders, regions: [] });
    expect(await insight.marginalValues('no-uuid')).toBeNull();
  });
});
