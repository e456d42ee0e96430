import { type DataSource } from 'typeorm';
import {
  addCases,
  addLeaders,
  addRun,
  limitEngagements,
  matchIdsOf,
  OFFER,
  patientDataSource,
  type ProposedPair,
  valueOf,
} from '../../../test/support/budget-factories.js';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { BudgetsQueries, VerifyBudgets } from '../budgets/index.js';
import { moveCases } from '../offers/index.js';
import { DeclineMatch, publishMatches, unpublishMatches, VerifyMatches } from './index.js';

const AT_ONCE = 64;

let test: TestDatabase;
let source: DataSource;
let database: Database;

beforeEach(async () => {
  test = await openTestDatabase([]);
  source = await patientDataSource(test.urls.app, 32);
  database = new Database(source);
});
afterEach(async () => {
  await source.destroy();
  await test.close();
});

/** How often the work of a transaction ran; more often than asked: a deadlock was tried again. */
let attempts = 0;
const publish = (runId: string): ReturnType<typeof publishMatches> =>
  database.transaction(SYSTEM, (manager) => {
    attempts++;
    return publishMatches(manager, SYSTEM, runId);
  });
const unpublish = (runId: string): ReturnType<typeof unpublishMatches> =>
  database.transaction(SYSTEM, (manager) => {
    attempts++;
    return unpublishMatches(manager, SYSTEM, runId);
  });

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const caseIds = (count: number): string[] => times(count, (i) => `case-${String(i).padStart(2, '0')}`);

async function runs(pairs: readonly ProposedPair[]): Promise<string[]> {
  const ids: string[] = [];
  for (const pair of pairs) ids.push(await addRun(test.app, pair));
  return ids;
}

async function available(leaderRef: string): Promise<number | undefined> {
  return (await new BudgetsQueries(database).find(OFFER, leaderRef))?.availableHalfDays;
}

/** What is wrong in ledger, matches and cases after a race: nothing. */
async function wrongs(): Promise<unknown> {
  const { faults } = valueOf(await new VerifyBudgets(database).execute(SYSTEM));
  const reservations = valueOf(await new VerifyMatches(database).execute(SYSTEM));
  const cases = await test.app.query<unknown[]>(
    `SELECT c.case_id, c.state, count(m.id) AS live FROM support_case c
       LEFT JOIN match m ON m.offer = c.offer AND m.case_id = c.case_id AND m.state IN ('published','accepted','active')
      GROUP BY c.offer, c.case_id HAVING (c.state = 'matched') <> (count(m.id) = 1)`,
  );
  return { faults, reservations, cases };
}
const NOTHING_WRONG = { faults: [], reservations: [], cases: [] };

describe('many runs published at once', () => {
  it('against one budget: exactly as many win as it has days for', async () => {
    await addLeaders(test.app, { A: 40 });
    await addCases(test.app, ...caseIds(AT_ONCE));
    const runIds = await runs(caseIds(AT_ONCE).map((caseId) => ({ leaderRef: 'A', caseId, halfDays: 2 })));
    const outcomes = await Promise.all(runIds.map((runId) => publish(runId)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(20);
    expect(await available('A')).toBe(0);
    expect(await wrongs()).toEqual(NOTHING_WRONG);
  });

  it('and others taken back meanwhile: the budget is never below zero and nothing is lost', async () => {
    await addLeaders(test.app, { A: 20 });
    await addCases(test.app, ...caseIds(AT_ONCE));
    const runIds = await runs(caseIds(AT_ONCE).map((caseId) => ({ leaderRef: 'A', caseId, halfDays: 2 })));
    const [held, fresh] = [runIds.slice(0, 10), runIds.slice(10)];
    for (const runId of held) valueOf(await publish(runId));
    const taken = Promise.all(held.map((runId) => unpublish(runId)));
    const outcomes = await Promise.all(fresh.map((runId) => publish(runId)));
    expect((await taken).every(({ ok }) => ok)).toBe(true);
    const won = outcomes.filter(({ ok }) => ok).length;
    expect(won).toBeLessThanOrEqual(10);
    expect(await available('A')).toBe(20 - 2 * won);
    expect(await wrongs()).toEqual(NOTHING_WRONG);
  });

  it('over the same case: one wins, and the others are told by whom', async () => {
    const leaders = times(16, (i) => `L${i}`);
    await addLeaders(test.app, Object.fromEntries(leaders.map((ref) => [ref, 8])));
    await addCases(test.app, 'wanted');
    const runIds = await runs(leaders.map((leaderRef) => ({ leaderRef, caseId: 'wanted' })));
    const outcomes = await Promise.all(runIds.map((runId) => publish(runId)));
    const winner = runIds[outcomes.findIndex(({ ok }) => ok)];
    const told = outcomes.flatMap((outcome) =>
      outcome.ok ? [] : [outcome.refusal.facts['casesWithLiveMatch']],
    );
    expect(told).toHaveLength(15);
    expect(told).toEqual(
      told.map((): unknown => [
        expect.objectContaining({ caseId: 'wanted', runId: winner, state: 'published' }),
      ]),
    );
    expect(await wrongs()).toEqual(NOTHING_WRONG);
  });

  it('for a leader who takes on two at most: two win, whichever', async () => {
    await addLeaders(test.app, { A: 80 });
    await limitEngagements(test.app, { A: 2 });
    await addCases(test.app, ...caseIds(12));
    const runIds = await runs(caseIds(12).map((caseId) => ({ leaderRef: 'A', caseId })));
    const outcomes = await Promise.all(runIds.map((runId) => publish(runId)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(2);
    expect(await available('A')).toBe(72);
    expect(await wrongs()).toEqual(NOTHING_WRONG);
  });

  it('asked for many times over: published once', async () => {
    await addLeaders(test.app, { A: 8 });
    await addCases(test.app, 'c1');
    const runId = await addRun(test.app, { leaderRef: 'A', caseId: 'c1' });
    const outcomes = await Promise.all(times(30, () => publish(runId)));
    expect(outcomes.filter((outcome) => !valueOf(outcome).replayed)).toHaveLength(1);
    expect(await available('A')).toBe(4);
  });
});

describe('runs that share leaders and cases crosswise', () => {
  it('never run into a deadlock', async () => {
    const leaders = ['A', 'B', 'C', 'D'];
    await addLeaders(test.app, Object.fromEntries(leaders.map((ref) => [ref, 400])));
    await addCases(test.app, ...caseIds(8));
    const runIds: string[] = [];
    for (const turn of times(12, (i) => i)) {
      const ids = turn % 2 === 0 ? caseIds(8) : caseIds(8).toReversed();
      const pairs = ids.map((caseId, i) => ({ leaderRef: leaders[(i + turn) % 4] ?? '', caseId }));
      runIds.push(await addRun(test.app, ...pairs));
    }
    attempts = 0;
    const outcomes = await Promise.all(
      runIds.map(async (runId) => [await publish(runId), await unpublish(runId), await publish(runId)]),
    );
    expect(attempts).toBe(36);
    expect(outcomes.flat().some(({ ok }) => ok)).toBe(true);
    expect(await wrongs()).toEqual(NOTHING_WRONG);
  });

  it('and leaders who decline while the run is taken back: the days come back once', async () => {
    await addLeaders(test.app, { A: 40 });
    await addCases(test.app, ...caseIds(10));
    const runId = await addRun(
      test.app,
      ...caseIds(10).map((caseId) => ({ leaderRef: 'A', caseId, halfDays: 4 })),
    );
    valueOf(await publish(runId));
    const declines = Object.values(await matchIdsOf(test.app, runId)).map((matchId) =>
      new DeclineMatch(database).execute(SYSTEM, { matchId, reason: 'Too far' }),
    );
    const [back] = await Promise.all([unpublish(runId), ...declines]);
    expect(back.ok).toBe(true);
    expect(await available('A')).toBe(40);
    expect(await wrongs()).toEqual(NOTHING_WRONG);
  });
});

describe('a case that is turned down at the same moment', () => {
  it('is waited for, and the run is refused with its name', async () => {
    await addLeaders(test.app, { A: 8 });
    await addCases(test.app, 'c1', 'c2');
    await test.app.query(`UPDATE support_case SET state = 'offered' WHERE case_id = 'c1'`);
    const runId = await addRun(test.app, { leaderRef: 'A', caseId: 'c1' }, { leaderRef: 'A', caseId: 'c2' });
    const runner = source.createQueryRunner();
    await runner.startTransaction();
    await moveCases(runner.manager, SYSTEM, OFFER, [{ caseId: 'c1', event: 'turn-down' }]);
    const outcome = publish(runId);
    await someoneWaits();
    await runner.commitTransaction();
    await runner.release();
    await expect(outcome).resolves.toMatchObject({
      ok: false,
      refusal: { facts: { casesNotMatchable: [{ caseId: 'c1', state: 'turned-down' }] } },
    });
    expect(await available('A')).toBe(8);
  });
});

describe('a live match that comes in past every lock', () => {
  it('is found by the unique index, and the whole run is refused with its name', async () => {
    await addLeaders(test.app, { A: 8, B: 8 });
    await addCases(test.app, 'c1', 'c2');
    const mine = await addRun(test.app, { leaderRef: 'A', caseId: 'c1' }, { leaderRef: 'A', caseId: 'c2' });
    const other = await addRun(test.app, { leaderRef: 'B', caseId: 'c1' });
    const otherId = (await matchIdsOf(test.app, other))['c1'];
    const runner = source.createQueryRunner();
    await runner.startTransaction();
    await runner.query(
      `UPDATE match SET state = 'published', case_state_before = 'eligible', published_at = now(), answer_by = '2100-01-01' WHERE id = $1`,
      [otherId],
    );
    const outcome = publish(mine);
    await someoneWaits();
    await runner.commitTransaction();
    await runner.release();
    await expect(outcome).resolves.toMatchObject({
      ok: false,
      refusal: {
        code: 'publish-refused',
        facts: {
          leadersShortOfDays: [],
          casesWithLiveMatch: [{ caseId: 'c1', leaderRef: 'B', runId: other, matchId: otherId }],
        },
      },
    });
    expect(await available('A')).toBe(8);
  });
});

/** Until a transaction of this database waits for another one to end. */
async function someoneWaits(): Promise<void> {
  for (let look = 0; look < 10_000; look++) {
    const rows = await source.query<unknown[]>(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
  }
  throw new Error('nobody waits');
}
