import { OFFER, valueOf } from '../../../test/support/budget-factories.js';
import { areTold, dueDaysAgo, messagesOf } from '../../../test/support/message-factories.js';
import type { TestDatabase } from '../../../test/support/database-harness.js';
import { type Actor, type Facts, SYSTEM } from '../../domain/kernel/index.js';
import type { Database } from '../../platform/database/index.js';
import { messageText } from '../../wording/index.js';
import { BudgetsQueries } from '../budgets/index.js';
import { AcceptMatch, EndWaiting, LapseMatches, type MatchesQueries, VerifyMatches } from './index.js';
import { openProposedMatch, type ProposedMatch } from './proposed-match.fixture.js';

const COORDINATOR: Actor = { id: 'user-c', roles: ['coordinator'] };
const REASON = { reason: 'On long leave, says the office' };

let test: TestDatabase;
let database: Database;
let queries: MatchesQueries;
let matchId: string;
let publish: ProposedMatch['publish'];
let end: (more?: { version?: number; reason?: string }) => ReturnType<EndWaiting['execute']>;

beforeEach(async () => {
  ({ test, database, queries, matchId, publish } = await openProposedMatch());
  end = (more = {}) => new EndWaiting(database).execute(COORDINATOR, { matchId, ...REASON, ...more });
});
afterEach(() => test.close());

describe('a match whose leader is no longer waited for', () => {
  it('ends at once: days back, case back, one audit row with the reason, everybody told', async () => {
    await publish();
    await areTold(test.app);
    expect(valueOf(await end({ version: 2 }))).toEqual({ matchId, state: 'lapsed', version: 3 });
    expect(await queries.find(matchId)).toMatchObject({ state: 'lapsed', stateReason: REASON.reason });
    expect((await new BudgetsQueries(database).find(OFFER, 'A'))?.availableHalfDays).toBe(20);
    const rows = await test.app.query<unknown[]>(
      `SELECT (SELECT state FROM support_case WHERE case_id = 'c1') AS case_state, e.actor_id AS actor, e.reason,
              (SELECT reason FROM ledger_entry WHERE kind = 'release') AS ledger_reason
         FROM audit_event e WHERE e.action = 'match.lapse'`,
    );
    expect(rows).toEqual([
      { case_state: 'eligible', actor: 'user-c', ...REASON, ledger_reason: 'waiting-ended' },
    ]);
    expect(await messagesOf(test.app)).toEqual([
      'match-published leader/A sent',
      'match-lapsed leader/A waiting',
      'answer-missing coordinator/team waiting',
    ]);
    expect(valueOf(await new VerifyMatches(database).execute(SYSTEM))).toEqual([]);
  });

  it('is told so, and not that a date has gone by', async () => {
    await publish();
    await areTold(test.app);
    valueOf(await end());
    const said = await test.app.query<{ template: 'match-lapsed'; facts: Facts }[]>(
      `SELECT template, facts FROM message WHERE state = 'waiting' ORDER BY template`,
    );
    const names = { to: null, leader: 'Leader A', secret: null };
    const texts = said.map(
      ({ template, facts }) => messageText(template, facts, names, 'http://service').body,
    );
    expect(texts).toHaveLength(2);
    for (const text of texts) expect(text).not.toMatch(/by the end of/);
  });

  it('needs a reason, the version that was seen, and a match that waits', async () => {
    expect(await end()).toMatchObject({ refusal: { code: 'not-possible-in-this-state' } });
    await publish();
    expect(await end({ reason: ' ' })).toMatchObject({ refusal: { code: 'reason-needed' } });
    expect(await end({ reason: 'x'.repeat(1001) })).toMatchObject({ refusal: { code: 'reason-too-long' } });
    expect(await end({ version: 1 })).toMatchObject({ refusal: { code: 'overtaken', facts: { now: 2 } } });
    const nobody = new EndWaiting(database).execute(COORDINATOR, { matchId: 'no-such-match', ...REASON });
    expect(await nobody).toMatchObject({ refusal: { code: 'unknown-match' } });
    valueOf(await new AcceptMatch(database).execute(SYSTEM, { matchId }));
    expect(await end()).toMatchObject({ refusal: { code: 'not-possible-in-this-state' } });
    expect((await new BudgetsQueries(database).find(OFFER, 'A'))?.availableHalfDays).toBe(16);
  });

  it('lapses once when its date goes by, it is accepted and it is ended at the same moment', async () => {
    await publish();
    await dueDaysAgo(test.app, matchId, 1);
    const outcomes = await Promise.all([
      ...Array.from({ length: 6 }, () => end().then(({ ok }) => Number(ok))),
      ...Array.from({ length: 3 }, () => new LapseMatches(database).execute(SYSTEM).then(valueOf)),
    ]);
    expect(outcomes.reduce((sum, won) => sum + won, 0)).toBe(1);
    expect((await new BudgetsQueries(database).find(OFFER, 'A'))?.availableHalfDays).toBe(20);
  });
});
