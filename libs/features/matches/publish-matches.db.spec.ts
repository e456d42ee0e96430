import {
  addCases,
  addLeaders,
  addRun,
  limitEngagements,
  matchIdsOf,
  OFFER,
  valueOf,
} from '../../../test/support/budget-factories.js';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { type Actor, SYSTEM } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { BudgetsQueries } from '../budgets/index.js';
import { AcceptMatch, publishMatches, unpublishMatches, VerifyMatches } from './index.js';

const COORDINATOR: Actor = { id: 'coordinator-1', roles: ['coordinator'] };

let test: TestDatabase;
let database: Database;

beforeEach(async () => {
  test = await openTestDatabase([]);
  database = new Database(test.app);
  await addLeaders(test.app, { A: 20, B: 6, C: 4 });
  await addCases(test.app, 'c1', 'c2', 'c3', 'c4');
});
afterEach(() => test.close());

const publish = (runId: string): ReturnType<typeof publishMatches> =>
  database.transaction(COORDINATOR, (manager) => publishMatches(manager, COORDINATOR, runId));
const unpublish = (runId: string): ReturnType<typeof unpublishMatches> =>
  database.transaction(COORDINATOR, (manager) => unpublishMatches(manager, COORDINATOR, runId));

async function reserved(): Promise<Record<string, number>> {
  const { items } = await new BudgetsQueries(database).list(OFFER);
  return Object.fromEntries(items.map(({ leaderRef, reservedHalfDays }) => [leaderRef, reservedHalfDays]));
}

async function states(table: 'match' | 'support_case'): Promise<Record<string, string>> {
  const rows = await test.app.query<{ case_id: string; state: string }[]>(
    `SELECT case_id, state FROM ${table} ORDER BY case_id`,
  );
  return Object.fromEntries(rows.map(({ case_id, state }) => [case_id, state]));
}

/** Everything that publishing writes, for comparing before and after. */
async function everything(): Promise<unknown> {
  return Promise.all(
    ['match', 'support_case', 'ledger_entry', 'audit_event'].map((table) =>
      test.app.query<unknown[]>(`SELECT * FROM ${table} AS t ORDER BY t`),
    ),
  );
}

async function facts(outcome: Promise<unknown>): Promise<Record<string, unknown>> {
  const found = (await outcome) as {
    ok: boolean;
    refusal?: { code: string; facts: Record<string, unknown> };
  };
  expect(found.refusal?.code).toBe('publish-refused');
  return found.refusal?.facts ?? {};
}

describe('publishing the matches of a run', () => {
  it('reserves the days, moves the cases and tells the audit trail, all in one', async () => {
    await test.app.query(`UPDATE support_case SET state = 'offered' WHERE case_id = 'c2'`);
    const runId = await addRun(
      test.app,
      { leaderRef: 'A', caseId: 'c1' },
      { leaderRef: 'A', caseId: 'c2', halfDays: 7 },
      { leaderRef: 'B', caseId: 'c3', halfDays: 6 },
    );
    expect(valueOf(await publish(runId))).toEqual({ matches: 3, replayed: false });
    expect(await reserved()).toEqual({ A: 11, B: 6, C: 0 });
    expect(await states('match')).toEqual({ c1: 'published', c2: 'published', c3: 'published' });
    expect(await states('support_case')).toEqual({
      ...{ c1: 'matched', c2: 'matched', c3: 'matched', c4: 'eligible' },
    });
    const ids = await matchIdsOf(test.app, runId);
    const audit = await test.app.query<unknown[]>(
      `SELECT actor_id, subject_id, before, after FROM audit_event WHERE action = 'match.publish' AND subject_id = $1`,
      [ids['c2']],
    );
    expect(audit).toEqual([
      {
        ...{ actor_id: 'coordinator-1', subject_id: ids['c2'] },
        before: { state: 'proposed', caseState: 'offered' },
        after: {
          ...{ state: 'published', caseState: 'matched', runId, offer: OFFER },
          ...{ caseId: 'c2', leaderRef: 'A', halfDays: 7 },
        },
      },
    ]);
    expect(valueOf(await new VerifyMatches(database).execute(SYSTEM))).toEqual([]);
  });

  it('changes nothing when asked again', async () => {
    const runId = await addRun(test.app, { leaderRef: 'A', caseId: 'c1' });
    valueOf(await publish(runId));
    const before = await everything();
    expect(valueOf(await publish(runId))).toEqual({ matches: 1, replayed: true });
    await expect(everything()).resolves.toEqual(before);
  });

  it('has nothing to do for a run that proposes nothing', async () => {
    expect(valueOf(await publish(await addRun(test.app)))).toEqual({ matches: 0, replayed: true });
  });

  it('is refused as a whole, naming everything that stands in the way, and writes nothing', async () => {
    const earlier = await addRun(test.app, { leaderRef: 'A', caseId: 'c1' });
    valueOf(await publish(earlier));
    await test.app.query(`UPDATE support_case SET state = 'turned-down' WHERE case_id = 'c3'`);
    await test.app.query(`UPDATE support_case SET eligible = false WHERE case_id = 'c4'`);
    const runId = await addRun(
      test.app,
      { leaderRef: 'B', caseId: 'c1' },
      { leaderRef: 'B', caseId: 'c2' },
      { leaderRef: 'A', caseId: 'c3' },
      { leaderRef: 'C', caseId: 'c4' },
    );
    await limitEngagements(test.app, { A: 1, B: 2, C: null });
    const before = await everything();
    const found = await facts(publish(runId));
    expect(found).toEqual({
      leadersShortOfDays: [{ offer: OFFER, leaderRef: 'B', neededHalfDays: 8, leftHalfDays: 6 }],
      leadersOverEngagements: [{ leaderRef: 'A', held: 1, added: 1, maxEngagements: 1 }],
      casesWithLiveMatch: [
        {
          ...{
            caseId: 'c1',
            name: 'Case c1',
            leaderRef: 'A',
            runId: earlier,
            state: 'published',
            halfDays: 4,
          },
          matchId: (await matchIdsOf(test.app, earlier))['c1'],
        },
      ],
      casesNotMatchable: [
        { caseId: 'c3', name: 'Case c3', state: 'turned-down', eligible: true },
        { caseId: 'c4', name: 'Case c4', state: 'eligible', eligible: false },
      ],
      pairsForbidden: [],
      pairsInConflict: [],
    });
    await expect(everything()).resolves.toEqual(before);
  });

  it('leaves nothing behind when the transaction breaks off at any of its statements', async () => {
    const runId = await addRun(test.app, { leaderRef: 'A', caseId: 'c1' }, { leaderRef: 'B', caseId: 'c2' });
    const before = await everything();
    const broken: string[] = [];
    for (const after of ['ledger_entry', 'support_case', 'audit_event']) {
      await test.owner.query(
        `CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$`,
      );
      await test.owner.query(
        `CREATE TRIGGER break_off AFTER INSERT OR UPDATE ON ${after} FOR EACH STATEMENT EXECUTE FUNCTION break_off()`,
      );
      await publish(runId).catch((error: unknown) => broken.push(String(error)));
      await test.owner.query(`DROP FUNCTION break_off() CASCADE`);
      await expect(everything()).resolves.toEqual(before);
    }
    expect(broken).toHaveLength(3);
    expect(valueOf(await publish(runId))).toEqual({ matches: 2, replayed: false });
  });
});

describe('taking a published run back', () => {
  it('releases the days and brings every case back to where it was', async () => {
    await test.app.query(`UPDATE support_case SET state = 'taken-up' WHERE case_id = 'c2'`);
    const runId = await addRun(test.app, { leaderRef: 'A', caseId: 'c1' }, { leaderRef: 'B', caseId: 'c2' });
    valueOf(await publish(runId));
    expect(valueOf(await unpublish(runId))).toEqual({ matches: 2, replayed: false });
    expect(await reserved()).toEqual({ A: 0, B: 0, C: 0 });
    expect(await states('match')).toEqual({ c1: 'proposed', c2: 'proposed' });
    expect(await states('support_case')).toMatchObject({ c1: 'eligible', c2: 'taken-up' });
    const audit = await test.app.query<unknown[]>(
      `SELECT before->>'state' AS was, after->>'state' AS "is", after->>'caseState' AS "caseState"
         FROM audit_event WHERE action = 'match.unpublish' ORDER BY after->>'caseState'`,
    );
    expect(audit).toEqual([
      { was: 'published', is: 'proposed', caseState: 'eligible' },
      { was: 'published', is: 'proposed', caseState: 'taken-up' },
    ]);
    const before = await everything();
    expect(valueOf(await unpublish(runId))).toEqual({ matches: 0, replayed: true });
    await expect(everything()).resolves.toEqual(before);
  });

  it('can be gone through again and again', async () => {
    const runId = await addRun(test.app, { leaderRef: 'B', caseId: 'c1', halfDays: 6 });
    for (let round = 0; round < 3; round++) {
      expect(valueOf(await publish(runId))).toEqual({ matches: 1, replayed: false });
      expect(await reserved()).toMatchObject({ B: 6 });
      expect(valueOf(await unpublish(runId))).toEqual({ matches: 1, replayed: false });
      expect(await reserved()).toMatchObject({ B: 0 });
    }
    expect(valueOf(await new VerifyMatches(database).execute(SYSTEM))).toEqual([]);
  });

  it('is refused, by name, once a leader has accepted', async () => {
    const runId = await addRun(test.app, { leaderRef: 'A', caseId: 'c1' }, { leaderRef: 'B', caseId: 'c2' });
    valueOf(await publish(runId));
    const matchId = (await matchIdsOf(test.app, runId))['c2'] ?? '';
    const leader: Actor = { id: 'user-b', roles: ['leader'], leaderRef: 'B' };
    valueOf(await new AcceptMatch(database).execute(leader, { matchId }));
    const before = await everything();
    await expect(unpublish(runId)).resolves.toEqual({
      ok: false,
      refusal: {
        code: 'matches-accepted',
        facts: { matches: [{ matchId, caseId: 'c2', leaderRef: 'B', state: 'accepted' }] },
      },
    });
    await expect(everything()).resolves.toEqual(before);
  });
});

describe('verifying matches', () => {
  it('finds a live match without its days, and days without a live match', async () => {
    const runId = await addRun(test.app, { leaderRef: 'A', caseId: 'c1' }, { leaderRef: 'B', caseId: 'c2' });
    valueOf(await publish(runId));
    const ids = await matchIdsOf(test.app, runId);
    await test.owner.query(`UPDATE match SET half_days = 5 WHERE id = $1`, [ids['c1']]);
    await test.app.query(`UPDATE match SET state = 'lapsed' WHERE id = $1`, [ids['c2']]);
    const wrong = valueOf(await new VerifyMatches(database).execute(SYSTEM));
    expect(
      wrong
        .map(({ leaderRef, state, expectedHalfDays, reservedHalfDays }) => ({
          ...{ leaderRef, state, expectedHalfDays, reservedHalfDays },
        }))
        .sort((a, b) => a.leaderRef.localeCompare(b.leaderRef)),
    ).toEqual([
      { leaderRef: 'A', state: 'published', expectedHalfDays: 5, reservedHalfDays: 4 },
      { leaderRef: 'B', state: 'lapsed', expectedHalfDays: 0, reservedHalfDays: 4 },
    ]);
  });
});
