import { OFFER, patientDataSource, valueOf } from '../../../test/support/budget-factories.js';
import { areTold, dueDaysAgo, messagesOf, todayOf } from '../../../test/support/message-factories.js';
import type { TestDatabase } from '../../../test/support/database-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { afterWorkingDays } from '../../platform/calendar/index.js';
import { Database } from '../../platform/database/index.js';
import { BudgetsQueries } from '../budgets/index.js';
import {
  AcceptMatch,
  DeclineMatch,
  LapseMatches,
  MatchesQueries,
  unpublishMatches,
  VerifyMatches,
} from './index.js';
import { openProposedMatch, type ProposedMatch } from './proposed-match.fixture.js';

let test: TestDatabase;
let database: Database;
let queries: MatchesQueries;
let runId: string;
let matchId: string;
let publish: ProposedMatch['publish'];

beforeEach(async () => {
  ({ test, database, queries, runId, matchId, publish } = await openProposedMatch());
});
afterEach(() => test.close());

describe('a published match', () => {
  it('is to be answered within five working days of England', async () => {
    await publish();
    const from = await todayOf(test.app);
    const found = await queries.find(matchId);
    expect(found?.answerBy).toBe(afterWorkingDays(from, 5));
    expect(found?.publishedAt).toBeInstanceOf(Date);
  });

  it('is to be answered within as many as the offer sets', async () => {
    await test.app.query(
      `INSERT INTO offer_setting (offer, settings, changed_by) VALUES ($1, '{"answerWorkingDays": 10}', 'test')`,
      [OFFER],
    );
    await publish();
    const from = await todayOf(test.app);
    expect((await queries.find(matchId))?.answerBy).toBe(afterWorkingDays(from, 10));
  });

  it('has no date any more when it is a proposal again', async () => {
    await publish();
    valueOf(await database.transaction(SYSTEM, (manager) => unpublishMatches(manager, SYSTEM, runId)));
    expect(await queries.find(matchId)).toMatchObject({ answerBy: null, publishedAt: null });
  });

  it('cannot be there without a date', async () => {
    const bare = test.app.query(
      `UPDATE match SET state = 'published', case_state_before = 'eligible' WHERE id = $1`,
      [matchId],
    );
    await expect(bare).rejects.toThrow('match_published_dated');
  });
});

describe('a match that nobody answers', () => {
  const lapse = (on = database): Promise<number> => new LapseMatches(on).execute(SYSTEM).then(valueOf);

  it('lapses after its day and not on it: days back, case back, audit row, messages', async () => {
    await publish();
    await areTold(test.app);
    await dueDaysAgo(test.app, matchId, 0);
    expect(await lapse()).toBe(0);
    await dueDaysAgo(test.app, matchId, 1);
    expect(await lapse()).toBe(1);
    expect(await lapse()).toBe(0);
    expect(await queries.find(matchId)).toMatchObject({ state: 'lapsed', version: 3 });
    expect((await new BudgetsQueries(database).find(OFFER, 'A'))?.availableHalfDays).toBe(20);
    const rows = await test.app.query<unknown[]>(
      `SELECT (SELECT state FROM support_case WHERE case_id = 'c1') AS case_state,
              (SELECT actor_id FROM audit_event WHERE action = 'match.lapse') AS actor,
              (SELECT reason FROM ledger_entry WHERE kind = 'release') AS ledger_reason`,
    );
    expect(rows).toEqual([{ case_state: 'eligible', actor: 'system', ledger_reason: 'lapsed' }]);
    expect(await messagesOf(test.app)).toEqual([
      'match-published leader/A sent',
      'match-lapsed leader/A waiting',
      'answer-missing coordinator/team waiting',
    ]);
    expect(valueOf(await new VerifyMatches(database).execute(SYSTEM))).toEqual([]);
  });

  it('can be declined until it has lapsed, and no longer accepted', async () => {
    await publish();
    await dueDaysAgo(test.app, matchId, 1);
    const { answerBy } = (await queries.find(matchId)) ?? {};
    expect(await new AcceptMatch(database).execute(SYSTEM, { matchId })).toMatchObject({
      refusal: { code: 'answer-too-late', facts: { answerBy } },
    });
    expect((await new DeclineMatch(database).execute(SYSTEM, { matchId, reason: 'Ill' })).ok).toBe(true);
    expect(await lapse()).toBe(0);
  });

  it('ends once however many workers, leaders and coordinators end it at the same moment', async () => {
    const source = await patientDataSource(test.urls.app, 24);
    const patient = new Database(source);
    try {
      await publish();
      await dueDaysAgo(test.app, matchId, 1);
      const answers = await Promise.all([
        ...Array.from({ length: 8 }, () => lapse(patient)),
        ...Array.from({ length: 8 }, async () => {
          const declined = await new DeclineMatch(patient).execute(SYSTEM, { matchId, reason: 'No' });
          return declined.ok ? 1 : 0;
        }),
        ...Array.from({ length: 8 }, async () => {
          const taken = await new AcceptMatch(patient).execute(SYSTEM, { matchId });
          return taken.ok ? 1 : 0;
        }),
      ]);
      expect(answers.reduce((sum, ended) => sum + ended, 0)).toBe(1);
      expect(answers.slice(16)).toEqual(Array.from({ length: 8 }, () => 0));
    } finally {
      await source.destroy();
    }
    const rows = await test.app.query<unknown[]>(
      `SELECT count(*) FILTER (WHERE kind = 'release')::integer AS releases FROM ledger_entry`,
    );
    expect(rows).toEqual([{ releases: 1 }]);
    expect(valueOf(await new VerifyMatches(database).execute(SYSTEM))).toEqual([]);
  });

  it('is accepted or lapses, never both, when its day ends while the leader answers', async () => {
    await publish();
    const runner = test.app.createQueryRunner();
    await runner.startTransaction();
    await runner.query(`SELECT 1 FROM match WHERE id = $1 FOR UPDATE`, [matchId]);
    const accepting = new AcceptMatch(database).execute(SYSTEM, { matchId });
    await runner.query(`UPDATE match SET answer_by = '2020-01-01' WHERE id = $1`, [matchId]);
    const passedOver = await lapse();
    await runner.commitTransaction();
    await runner.release();
    expect([passedOver, (await accepting).ok, await lapse()]).toEqual([0, false, 1]);
  });
});
