import {
  addLeaders,
  addRun,
  matchIdsOf,
  OFFER,
  patientDataSource,
  valueOf,
} from '../../../test/support/budget-factories.js';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { eventually } from '../../../test/support/eventually.js';
import { supportCaseWith } from '../../../test/support/matching-factories.js';
import { addAssessedCases } from '../../../test/support/run-factories.js';
import { type Actor, SYSTEM } from '../../domain/kernel/index.js';
import { refusalSentence } from '../../wording/index.js';
import { Database } from '../../platform/database/index.js';
import { BudgetsQueries } from '../budgets/index.js';
import { lockCases } from '../offers/index.js';
import {
  AcceptMatch,
  ConflictsQueries,
  DeclareConflict,
  type DeclareConflictInput,
  declaredConflicts,
  MatchesQueries,
  placeProposals,
  publishLocked,
  publishMatches,
  VerifyMatches,
} from './index.js';

const LEADER: Actor = { id: 'user-a', roles: ['leader'], leaderRef: 'A' };
const COORDINATOR: Actor = { id: 'user-c', roles: ['coordinator'] };
const TIE: DeclareConflictInput = {
  ...{ offer: OFFER, leaderRef: 'A', subjectKind: 'school', subjectId: '990101' },
  ...{ declaredBy: 'leader', reason: 'My sister teaches there' },
};
const ALONE = 'school-990100';
const MEMBER = 'school-990101';
const WHOLE = 'trust-99001';

let test: TestDatabase;
let database: Database;
let declare: DeclareConflict;

beforeEach(async () => {
  test = await openTestDatabase([]);
  const source = await patientDataSource(test.urls.app, 16);
  database = new Database(source);
  declare = new DeclareConflict(database);
  await addLeaders(source, { A: 40, B: 40 });
  await addAssessedCases(source, [
    supportCaseWith({ caseId: ALONE, halfDays: 4 }),
    supportCaseWith({
      caseId: MEMBER,
      supportedId: '990101',
      urns: ['990101'],
      trustUid: '99001',
      halfDays: 4,
    }),
    supportCaseWith({
      ...{
        caseId: WHOLE,
        unit: 'trust',
        supportedId: '99001',
        urns: ['990102'],
        trustUid: '99001',
        halfDays: 4,
      },
    }),
  ]);
  await source.query(
    `WITH made AS (INSERT INTO import (kind, file_name, sha256, byte_size, state, created_by)
       VALUES ('schools', 'gias.csv', '', 0, 'imported', 'test') RETURNING id)
     INSERT INTO school (urn, name, trust_uid, status_code, facts, import_id)
     SELECT urn, 'School ' || urn, uid, '1', '{}', made.id
       FROM made, (VALUES ('990100', NULL), ('990101', '99001'), ('990102', '99001')) AS s (urn, uid)`,
  );
});
afterEach(async () => {
  await database.dataSource.destroy();
  await test.close();
});

const code = async (outcome: Promise<{ ok: boolean; refusal?: { code: string } }>) =>
  (await outcome).refusal?.code ?? 'done';
const pairs = async () =>
  (await declaredConflicts(database.manager, OFFER)).map(
    ({ leaderRef, caseId, declaredBy }) => `${leaderRef} ${caseId} by ${String(declaredBy)}`,
  );
const publish = (runId: string) =>
  database.transaction(SYSTEM, (manager) => publishMatches(manager, SYSTEM, runId));
const states = async (runId: string) =>
  Object.fromEntries(
    (await new MatchesQueries(database).ofRun(runId)).map(({ caseId, state }) => [caseId, state]),
  );
const left = async (leaderRef: string) =>
  (await new BudgetsQueries(database).find(OFFER, leaderRef))?.availableHalfDays;

describe('a declared conflict of interest', () => {
  it('touches the school, support of its whole trust, and every school of a tied trust', async () => {
    valueOf(await declare.execute(LEADER, TIE));
    expect(await pairs()).toEqual([`A ${MEMBER} by leader`, `A ${WHOLE} by leader`]);
    const trust = {
      ...TIE,
      leaderRef: 'B',
      subjectKind: 'trust',
      subjectId: '99001',
      declaredBy: 'school',
    } as const;
    valueOf(await declare.execute(COORDINATOR, trust));
    valueOf(await declare.execute(COORDINATOR, { ...trust, subjectKind: 'case', subjectId: ALONE }));
    expect((await pairs()).slice(2)).toEqual([
      `B ${ALONE} by case`,
      `B ${MEMBER} by case`,
      `B ${WHOLE} by case`,
    ]);
    const [first] = await new ConflictsQueries(database).list(OFFER, 'A');
    expect(first).toMatchObject({ subjectName: 'School 990101', leaderName: 'Leader A', withdrawnAt: null });
    expect(await new ConflictsQueries(database).leadersKeptFrom(OFFER, WHOLE)).toEqual(['A', 'B']);
  });

  it('is for the leader alone to declare as leader, and needs its ends and a reason', async () => {
    expect(await code(declare.execute(LEADER, { ...TIE, leaderRef: 'B' }))).toBe('unknown-leader');
    expect(await code(declare.execute(LEADER, { ...TIE, declaredBy: 'school' }))).toBe('not-your-side');
    expect(await code(declare.execute({ id: 'r', roles: ['reviewer'] }, TIE))).toBe('unknown-leader');
    expect(await code(declare.execute(COORDINATOR, { ...TIE, leaderRef: 'X' }))).toBe('unknown-leader');
    expect(await code(declare.execute(LEADER, { ...TIE, subjectId: '999999' }))).toBe('unknown-school');
    expect(await code(declare.execute(LEADER, { ...TIE, subjectKind: 'trust' }))).toBe('unknown-trust');
    expect(await code(declare.execute(LEADER, { ...TIE, subjectKind: 'case' }))).toBe('no-such-case');
    expect(await code(declare.execute(LEADER, { ...TIE, reason: ' ' }))).toBe('reason-needed');
    expect(await code(declare.execute(LEADER, { ...TIE, reason: 'x'.repeat(1001) }))).toBe('reason-too-long');
    expect(await pairs()).toEqual([]);
  });

  it('stops what is proposed, published or accepted: days back, case open, one audit row each', async () => {
    const old = await addRun(database.dataSource, { leaderRef: 'A', caseId: MEMBER });
    const run = await addRun(
      database.dataSource,
      ...[ALONE, MEMBER, WHOLE].map((caseId) => ({ leaderRef: 'A', caseId })),
    );
    valueOf(await publish(run));
    const ids = await matchIdsOf(database.dataSource, run);
    valueOf(await new AcceptMatch(database).execute(LEADER, { matchId: ids[WHOLE] ?? '' }));
    const said = valueOf(await declare.execute(LEADER, TIE));
    expect([said.stopped.length, said.underWay]).toEqual([3, []]);
    expect(await states(run)).toEqual({ [ALONE]: 'published', [MEMBER]: 'stopped', [WHOLE]: 'stopped' });
    expect(await states(old)).toEqual({ [MEMBER]: 'stopped' });
    expect(await left('A')).toBe(36);
    const cases = await database.manager.query<{ state: string }[]>(
      `SELECT state FROM support_case ORDER BY case_id`,
    );
    expect(cases.map(({ state }) => state)).toEqual(['matched', 'eligible', 'eligible']);
    const audit = await database.manager.query<{ action: string; reason: string }[]>(
      `SELECT action, reason FROM audit_event WHERE action IN ('match.stop', 'conflict.declare') ORDER BY id`,
    );
    expect(audit.map(({ action }) => action)).toEqual([
      ...Array<string>(3).fill('match.stop'),
      'conflict.declare',
    ]);
    expect(audit[0]?.reason).toBe('A conflict of interest was declared');
    expect(valueOf(await new VerifyMatches(database).execute(SYSTEM))).toEqual([]);
  });

  it('leaves a match under way to be ended by hand, and says so', async () => {
    const run = await addRun(database.dataSource, { leaderRef: 'A', caseId: MEMBER });
    valueOf(await publish(run));
    await database.manager.query(`UPDATE match SET state = 'active' WHERE run_id = $1`, [run]);
    expect(valueOf(await declare.execute(LEADER, TIE))).toMatchObject({
      ...{ stopped: [], underWay: Object.values(await matchIdsOf(database.dataSource, run)) },
    });
  });

  it('holds up publishing what a run proposed before it, with names', async () => {
    valueOf(await declare.execute(LEADER, TIE));
    const run = await addRun(
      database.dataSource,
      ...[
        { leaderRef: 'A', caseId: MEMBER },
        { leaderRef: 'B', caseId: WHOLE },
      ],
    );
    const outcome = await publish(run);
    expect(outcome).toMatchObject({
      refusal: { code: 'publish-refused', facts: { pairsInConflict: [{ leaderRef: 'A', caseId: MEMBER }] } },
    });
    expect(outcome.ok ? '' : refusalSentence(outcome.refusal)).toContain(
      'a conflict of interest was declared between A and Aire Street Primary School',
    );
    expect(await states(run)).toEqual({ [MEMBER]: 'proposed', [WHOLE]: 'proposed' });
  });

  it('stands once until it is withdrawn by its own side, and may be declared again', async () => {
    const { conflictId } = valueOf(await declare.execute(LEADER, TIE));
    expect(await code(declare.execute(COORDINATOR, TIE))).toBe('conflict-already-declared');
    const end = (actor: Actor, reason = 'She moved on', id = conflictId) =>
      declare.withdraw(actor, { offer: OFFER, conflictId: id, reason });
    expect(await code(end({ ...LEADER, leaderRef: 'B' }))).toBe('unknown-conflict');
    expect(await code(end(LEADER, ''))).toBe('reason-needed');
    expect(await code(end(LEADER, 'x', 'none'))).toBe('unknown-conflict');
    expect(await code(end(LEADER))).toBe('done');
    expect(await code(end(LEADER))).toBe('unknown-conflict');
    expect(await pairs()).toEqual([]);
    expect(await code(declare.execute(LEADER, TIE))).toBe('done');
  });

  it('wins over an acceptance at the same time, whoever comes first', async () => {
    for (const round of [1, 2, 3, 4]) {
      const run = await addRun(database.dataSource, { leaderRef: 'A', caseId: ALONE });
      valueOf(await publish(run));
      const matchId = (await matchIdsOf(database.dataSource, run))[ALONE] ?? '';
      const tie = { ...TIE, subjectKind: 'case', subjectId: ALONE } as const;
      const both = [
        () => new AcceptMatch(database).execute(LEADER, { matchId }),
        () => declare.execute(LEADER, tie),
      ];
      const [first, second] = round % 2 === 0 ? both : both.toReversed();
      await Promise.all([first?.(), second?.()]);
      expect(await states(run)).toEqual({ [ALONE]: 'stopped' });
      expect(await left('A')).toBe(40);
      const [standing] = await new ConflictsQueries(database).list(OFFER, 'A');
      valueOf(
        await declare.withdraw(LEADER, { offer: OFFER, conflictId: standing?.id ?? '', reason: 'again' }),
      );
    }
    expect(valueOf(await new VerifyMatches(database).execute(SYSTEM))).toEqual([]);
  });

  it('and a publication at the same time never leave a match of the pair live', async () => {
    const run = await addRun(database.dataSource, { leaderRef: 'A', caseId: MEMBER });
    await Promise.all([publish(run), declare.execute(LEADER, TIE)]);
    expect(await states(run)).toEqual({ [MEMBER]: 'stopped' });
    expect(await left('A')).toBe(40);
  });

  it('waits for a reviewer who is placing the pair, and stops what was placed', async () => {
    const runId = await addRun(database.dataSource, { leaderRef: 'B', caseId: ALONE });
    const pair = {
      ...{ leaderRef: 'A', caseId: MEMBER, halfDays: 4, distanceMetres: 5000, needsMet: [], needsMissed: [] },
      score: { distance: 3000, missedNeeds: 0, change: 0, total: 3000 },
    };
    const runner = database.dataSource.createQueryRunner();
    await runner.startTransaction();
    await lockCases(runner.manager, OFFER, [MEMBER]);
    const input = { runId, offer: OFFER, pairs: [pair], reason: 'test' } as const;
    const placed = await placeProposals(runner.manager, COORDINATOR, input);
    valueOf(await publishLocked(runner.manager, COORDINATOR, placed));
    const declared = declare.execute(LEADER, TIE);
    await eventually('the declaration waits for the case', async () => {
      const waiting = await database.manager.query<unknown[]>(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return waiting.length > 0 ? true : undefined;
    });
    await runner.commitTransaction();
    await runner.release();
    expect(valueOf(await declared).stopped).toEqual(placed.map(({ id }) => id));
    expect(await states(runId)).toMatchObject({ [MEMBER]: 'stopped' });
    expect(await left('A')).toBe(40);
  });
});
