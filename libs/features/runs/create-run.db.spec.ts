import { createHash } from 'node:crypto';
import {
  COORDINATOR,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { addAnswers, addAssessedCases, answerWith, casesNamed } from '../../../test/support/run-factories.js';
import { OFFER } from '../../../test/support/budget-factories.js';
import { canonicalSnapshot } from '../../domain/candidates/index.js';
import { DeclareConflict } from '../matches/index.js';
import { CreateRunUseCase, RunsModule, RunsQueries } from './index.js';

describe('creating a run', () => {
  let service: TestService;
  const create = (input: { offer?: string; params?: unknown; label?: string } = {}) =>
    service.get(CreateRunUseCase).execute(COORDINATOR, { offer: OFFER, ...input });

  beforeEach(async () => {
    service = await openTestService(RunsModule);
  });
  afterEach(async () => {
    await service.close();
  });

  const assessed = async (): Promise<void> => {
    await addAssessedCases(service.test.app, casesNamed('99', 3));
  };

  it('freezes what there is to match, with what the ledger leaves of each leader, and queues it', async () => {
    await assessed();
    await addAnswers(service.test.app, { L1: answerWith(), L2: answerWith({ maxEngagements: 1 }) });
    await service.test.app.query(
      `UPDATE support_case SET state = 'turned-down' WHERE case_id = 'school-99000'`,
    );
    await service.test.app.query(`UPDATE support_case SET eligible = false WHERE case_id = 'school-99001'`);
    await service.test.app.query(`UPDATE survey_answer SET state = 'withdrawn' WHERE leader_ref = 'L2'`);
    const created = valueOf(await create());
    expect(created).toMatchObject({ cases: 1, leaders: 2 });

    const snapshot = await service.get(RunsQueries).snapshot(created.runId);
    expect(snapshot).toMatchObject({
      offer: OFFER,
      asOf: '2025-02-28',
      cases: [{ caseId: 'school-99002' }],
      leaders: [
        {
          leaderRef: 'L1',
          halfDaysRemaining: 20,
          engagementsHeld: 0,
          withdrawn: false,
          location: { approximate: false },
        },
        { leaderRef: 'L2', withdrawn: true },
      ],
    });
    expect(snapshot === null ? '' : sha256(canonicalSnapshot(snapshot))).toBe(created.snapshotSha256);
    const run = await service.get(RunsQueries).find(created.runId);
    expect(run).toMatchObject({ state: 'queued', label: 'Run 1', createdBy: COORDINATOR.id });
    expect(await service.test.app.query(`SELECT job_name, subject_id, sent_at FROM outbox`)).toEqual([
      { job_name: 'run', subject_id: created.runId, sent_at: null },
    ]);
    expect(
      await service.test.app.query(
        `SELECT action, actor_id, subject_id FROM audit_event WHERE action = 'run.create'`,
      ),
    ).toEqual([{ action: 'run.create', actor_id: COORDINATOR.id, subject_id: created.runId }]);
  });

  it('gives equal input the same hash, and another one when a setting differs', async () => {
    await assessed();
    await addAnswers(service.test.app, { L1: answerWith() });
    const first = valueOf(await create());
    const second = valueOf(await create({ params: { seed: 1 } }));
    const other = valueOf(await create({ params: { seed: 2 } }));
    expect(second.snapshotSha256).toBe(first.snapshotSha256);
    expect(other.snapshotSha256).not.toBe(first.snapshotSha256);
  });

  it('keeps apart whom a declared conflict of interest keeps apart', async () => {
    await assessed();
    await addAnswers(service.test.app, { L1: answerWith() });
    const tie = { subjectKind: 'case', subjectId: 'school-99002' } as const;
    const said = { leaderRef: 'L1', declaredBy: 'school', reason: 'A dispute' } as const;
    valueOf(
      await new DeclareConflict(service.database).execute(COORDINATOR, { offer: OFFER, ...tie, ...said }),
    );
    const { runId } = valueOf(await create());
    expect((await service.get(RunsQueries).snapshot(runId))?.conflicts).toEqual([
      { leaderRef: 'L1', caseId: 'school-99002', declaredBy: 'case' },
    ]);
  });

  it('does not ask a leader again who said no, unless other dates would work or they took it on later', async () => {
    await assessed();
    await addAnswers(service.test.app, {
      L1: answerWith(),
      L2: answerWith(),
      L3: answerWith(),
      L4: answerWith(),
    });
    const { runId: first } = valueOf(await create());
    await service.test.app.query(
      `INSERT INTO match (offer, run_id, case_id, leader_ref, half_days, origin, state, case_state_before, distance_metres,
                          facts, other_dates, published_at, answer_by, changed_at)
       SELECT $1, $2, 'school-99001', leader, 4, 'reviewer', state, NULL, 1, '{}', dates, now(), '2025-02-01', at::timestamptz
         FROM (VALUES ('L1', 'declined', NULL, '2025-01-20T23:30:00Z'), ('L2', 'declined', true, '2025-01-20T12:00:00Z'),
                      ('L3', 'declined', false, '2025-01-21T12:00:00Z'), ('L3', 'lapsed', NULL, '2025-01-22T12:00:00Z'),
                      ('L4', 'declined', false, '2025-01-20T12:00:00Z'), ('L4', 'ended-early', NULL, '2025-02-20T12:00:00Z'))
           AS said (leader, state, dates, at)`,
      [OFFER, first],
    );
    const { runId } = valueOf(await create());
    const snapshot = await service.get(RunsQueries).snapshot(runId);
    expect(snapshot?.declined).toEqual([
      { leaderRef: 'L1', caseId: 'school-99001', on: '2025-01-20' },
      { leaderRef: 'L3', caseId: 'school-99001', on: '2025-01-21' },
    ]);
  });

  it('looks at one region when asked to, whatever its capitals', async () => {
    const [here, ...there] = casesNamed('99', 3);
    await addAssessedCases(service.test.app, [
      ...(here === undefined ? [] : [{ ...here, region: 'North West' }]),
      ...there,
    ]);
    await addAnswers(service.test.app, { L1: answerWith() });
    expect(valueOf(await create({ params: { region: 'north west' } })).cases).toBe(1);
    expect(await create({ params: { region: 'South West' } })).toMatchObject({
      refusal: { code: 'no-cases', facts: { region: 'South West' } },
    });
  });

  it('remembers the pairs that were published and taken back, for stability', async () => {
    await assessed();
    await addAnswers(service.test.app, { L1: answerWith() });
    const { runId } = valueOf(await create());
    await service.test.app.query(
      `INSERT INTO match (offer, run_id, case_id, leader_ref, half_days, origin, state, version, distance_metres, facts)
       VALUES ($1, $2, 'school-99001', 'L1', 4, 'run', 'proposed', 3, 1, '{}'),
              ($1, $2, 'school-99002', 'L1', 4, 'run', 'proposed', 1, 1, '{}')`,
      [OFFER, runId],
    );
    const next = valueOf(await create());
    expect((await service.get(RunsQueries).snapshot(next.runId))?.earlier).toEqual([
      { leaderRef: 'L1', caseId: 'school-99001' },
    ]);
  });

  it.each([
    [{ offer: '1999-00' }, 'unknown-offer'],
    [{ params: { gap: 2, speed: 1 } }, 'invalid-params'],
    [{ label: 'x'.repeat(201) }, 'label-too-long'],
    [{}, 'not-assessed'],
  ])('refuses %j as %s and leaves no trace', async (input, code) => {
    const refused = await create(input);
    expect(refused).toMatchObject({ ok: false, refusal: { code } });
    expect(await service.test.app.query(`SELECT 1 FROM run UNION ALL SELECT 1 FROM outbox`)).toEqual([]);
  });

  it('names the place of every bad setting', async () => {
    expect(await create({ params: { gap: 2, weights: { change: -1 } } })).toMatchObject({
      refusal: { facts: { faults: [{ pointer: '/weights/change' }, { pointer: '/gap' }] } },
    });
  });

  it('refuses when nobody offers days', async () => {
    await assessed();
    expect(await create()).toMatchObject({ refusal: { code: 'no-leaders' } });
  });
});

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
