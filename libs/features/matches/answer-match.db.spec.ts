import {
  addCases,
  addLeaders,
  addRun,
  matchIdsOf,
  OFFER,
  valueOf,
} from '../../../test/support/budget-factories.js';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { type Actor, SYSTEM } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { BudgetsQueries } from '../budgets/index.js';
import { AcceptMatch, DeclineMatch, MatchesQueries, publishMatches, REASON_LENGTH } from './index.js';

const LEADER_A: Actor = { id: 'user-a', roles: ['leader'], leaderRef: 'A' };
const LEADER_B: Actor = { id: 'user-b', roles: ['leader'], leaderRef: 'B' };
const REVIEWER: Actor = { id: 'user-r', roles: ['reviewer'] };
const COORDINATOR: Actor = { id: 'user-c', roles: ['coordinator'] };

let test: TestDatabase;
let database: Database;
let accept: AcceptMatch;
let decline: DeclineMatch;
let queries: MatchesQueries;
let published: string;
let proposed: string;

beforeEach(async () => {
  test = await openTestDatabase([]);
  database = new Database(test.app);
  accept = new AcceptMatch(database);
  decline = new DeclineMatch(database);
  queries = new MatchesQueries(database);
  await addLeaders(test.app, { A: 20, B: 6 });
  await addCases(test.app, 'c1', 'c2');
  await test.app.query(`UPDATE support_case SET state = 'contacting' WHERE case_id = 'c1'`);
  const runId = await addRun(test.app, { leaderRef: 'A', caseId: 'c1' });
  valueOf(await database.transaction(SYSTEM, (manager) => publishMatches(manager, SYSTEM, runId)));
  published = (await matchIdsOf(test.app, runId))['c1'] ?? '';
  const later = await addRun(test.app, { leaderRef: 'A', caseId: 'c2' });
  proposed = (await matchIdsOf(test.app, later))['c2'] ?? '';
});
afterEach(() => test.close());

async function left(): Promise<number | undefined> {
  return (await new BudgetsQueries(database).find(OFFER, 'A'))?.availableHalfDays;
}

describe('a leader who accepts', () => {
  it('takes the match on; the days stay reserved', async () => {
    expect(valueOf(await accept.execute(LEADER_A, { matchId: published, version: 2 }))).toEqual({
      ...{ matchId: published, state: 'accepted', version: 3 },
    });
    await expect(queries.find(published)).resolves.toMatchObject({ state: 'accepted', version: 3 });
    expect(await left()).toBe(16);
    const audit = await test.app.query<unknown[]>(
      `SELECT actor_id, subject_id, before, after FROM audit_event WHERE action = 'match.accept'`,
    );
    expect(audit).toEqual([
      {
        ...{ actor_id: 'user-a', subject_id: published },
        ...{ before: { state: 'published' }, after: { state: 'accepted', leaderRef: 'A' } },
      },
    ]);
  });

  it('cannot decline afterwards, nor accept again', async () => {
    valueOf(await accept.execute(LEADER_A, { matchId: published }));
    const code = { refusal: { code: 'not-possible-in-this-state', facts: { state: 'accepted' } } };
    await expect(decline.execute(LEADER_A, { matchId: published, reason: 'No' })).resolves.toMatchObject(
      code,
    );
    await expect(accept.execute(LEADER_A, { matchId: published })).resolves.toMatchObject(code);
    expect(await left()).toBe(16);
  });
});

describe('a leader who declines', () => {
  it('gives the days back, and the case goes back to where it was', async () => {
    const reason = ' We are too far\u0000 away. ';
    expect(valueOf(await decline.execute(LEADER_A, { matchId: published, reason }))).toMatchObject({
      state: 'declined',
    });
    expect(await left()).toBe(20);
    await expect(queries.find(published)).resolves.toMatchObject({
      ...{ state: 'declined', stateReason: 'We are too far away.' },
    });
    const rows = await test.app.query<unknown[]>(
      `SELECT (SELECT state FROM support_case WHERE case_id = 'c1') AS case_state,
              (SELECT reason FROM audit_event WHERE action = 'match.decline') AS audit_reason,
              (SELECT reason FROM ledger_entry WHERE kind = 'release') AS ledger_reason`,
    );
    expect(rows).toEqual([{ case_state: 'contacting', audit_reason: null, ledger_reason: 'declined' }]);
  });

  it('says why', async () => {
    await expect(decline.execute(LEADER_A, { matchId: published, reason: '  ' })).resolves.toMatchObject({
      refusal: { code: 'reason-needed' },
    });
    const reason = 'x'.repeat(REASON_LENGTH + 1);
    await expect(decline.execute(LEADER_A, { matchId: published, reason })).resolves.toMatchObject({
      refusal: { code: 'reason-too-long', facts: { limit: REASON_LENGTH } },
    });
    expect(await left()).toBe(16);
  });

  it('leaves the case free for another run', async () => {
    valueOf(await decline.execute(LEADER_A, { matchId: published, reason: 'No' }));
    const next = await addRun(test.app, { leaderRef: 'B', caseId: 'c1' });
    const outcome = await database.transaction(SYSTEM, (manager) => publishMatches(manager, SYSTEM, next));
    expect(valueOf(outcome)).toEqual({ matches: 1, replayed: false });
  });
});

describe('who may answer', () => {
  it.each([
    ['another leader', LEADER_B],
    ['a reviewer', REVIEWER],
    ['a leader who is none any more', { id: 'user-a', roles: [], leaderRef: 'A' } satisfies Actor],
  ])('not %s, who is told that there is no such match', async (_name, actor) => {
    const answer = await accept.execute(actor, { matchId: published });
    expect(answer).toMatchObject({ refusal: { code: 'unknown-match', facts: { matchId: published } } });
  });

  it('a coordinator, in the name of the leader', async () => {
    expect((await accept.execute(COORDINATOR, { matchId: published })).ok).toBe(true);
  });

  it('nobody, before the match is published', async () => {
    await expect(accept.execute(LEADER_A, { matchId: proposed })).resolves.toMatchObject({
      refusal: { code: 'unknown-match' },
    });
    await expect(accept.execute(COORDINATOR, { matchId: proposed })).resolves.toMatchObject({
      refusal: { code: 'not-possible-in-this-state' },
    });
  });

  it.each(['', 'no-such-match', '00000000-0000-4000-8000-000000000000'])(
    'nobody for the id "%s"',
    async (matchId) => {
      await expect(accept.execute(SYSTEM, { matchId })).resolves.toMatchObject({
        refusal: { code: 'unknown-match' },
      });
    },
  );

  it('only who saw the match as it is now', async () => {
    await expect(accept.execute(LEADER_A, { matchId: published, version: 1 })).resolves.toMatchObject({
      refusal: { code: 'overtaken', facts: { version: 1, now: 2, state: 'published' } },
    });
  });

  it('one of two who answer at once', async () => {
    const outcomes = await Promise.all([
      accept.execute(LEADER_A, { matchId: published }),
      decline.execute(COORDINATOR, { matchId: published, reason: 'They rang' }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });
});
