import { addRun, matchIdsOf, valueOf } from '../../../test/support/budget-factories.js';
import { eventually } from '../../../test/support/eventually.js';
import {
  areTold,
  dueDaysAgo,
  messagesOf,
  planForCase,
  todayOf,
} from '../../../test/support/message-factories.js';
import type { TestDatabase } from '../../../test/support/database-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import type { Database } from '../../platform/database/index.js';
import {
  AcceptMatch,
  DeclineMatch,
  MatchesQueries,
  publishMatches,
  unpublishMatches,
  WriteReminders,
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

describe('messages about a match', () => {
  it('go to the leader first, then to the parties of the contact plan in their order', async () => {
    await planForCase(test.app, 'c2');
    const run = await addRun(test.app, { leaderRef: 'B', caseId: 'school-100001' });
    await publish(run);
    expect(await messagesOf(test.app)).toEqual([
      'match-published leader/B waiting',
      'support-proposed local-authority/201 waiting',
      'support-proposed diocese/CE01 waiting',
      'support-proposed school/100001 waiting',
    ]);
    const rows = await test.app.query<unknown[]>(
      `SELECT count(*)::integer AS jobs, (SELECT count(*)::integer FROM message WHERE follows IS NULL) AS first
         FROM outbox WHERE job_name = 'message'`,
    );
    expect(rows).toEqual([{ jobs: 1, first: 1 }]);
  });

  it('name nobody', async () => {
    await publish();
    const rows = await test.app.query<{ facts: object }[]>(`SELECT facts FROM message`);
    expect(rows).toEqual([
      {
        facts: {
          ...{ caseName: 'Case c1', leaderRef: 'A', halfDays: 4, distanceMetres: 16_093 },
          answerBy: (await queries.find(matchId))?.answerBy,
        },
      },
    ]);
  });

  it('are undone with what they tell of', async () => {
    const undone = database.transaction(SYSTEM, async (manager) => {
      await publishMatches(manager, SYSTEM, runId);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await messagesOf(test.app)).toEqual([]);
    expect(await test.app.query(`SELECT 1 FROM outbox WHERE job_name = 'message'`)).toEqual([]);
  });

  it('that were not sent yet are cancelled by what makes them untrue, and nobody hears of the end alone', async () => {
    await publish();
    valueOf(await database.transaction(SYSTEM, (manager) => unpublishMatches(manager, SYSTEM, runId)));
    expect(await messagesOf(test.app)).toEqual(['match-published leader/A cancelled']);
  });

  it('tell those that it is off who were told that it was on', async () => {
    await planForCase(test.app, 'c2');
    const run = await addRun(test.app, { leaderRef: 'B', caseId: 'school-100001' });
    await publish(run);
    await areTold(test.app, 'leader', 'school');
    const [id = ''] = Object.values(await matchIdsOf(test.app, run));
    valueOf(await new DeclineMatch(database).execute(SYSTEM, { matchId: id, reason: 'Far' }));
    expect((await messagesOf(test.app)).slice(1)).toEqual([
      'support-proposed local-authority/201 cancelled',
      'support-proposed diocese/CE01 cancelled',
      'support-proposed school/100001 sent',
      'support-taken-back school/100001 waiting',
      'answer-declined coordinator/team waiting',
    ]);
  });

  it('tell whoever a worker was about to tell just before what it says became untrue', async () => {
    await publish();
    const worker = test.app.createQueryRunner();
    await worker.startTransaction();
    await worker.query(`UPDATE message SET claimed_at = clock_timestamp(), attempts = 1`);
    const back = database.transaction(SYSTEM, (manager) => unpublishMatches(manager, SYSTEM, runId));
    await eventually('it waits for the message that the worker takes up', async () => {
      const waiting = await test.app.query<unknown[]>(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return waiting.length > 0 ? true : undefined;
    });
    await worker.commitTransaction();
    await worker.release();
    valueOf(await back);
    expect(await messagesOf(test.app)).toEqual([
      'match-published leader/A cancelled',
      'match-taken-back leader/A waiting',
    ]);
  });

  it('tell the whole plan, and the coordinators, that the leader has accepted', async () => {
    await planForCase(test.app, 'c2');
    const run = await addRun(test.app, { leaderRef: 'B', caseId: 'school-100001' });
    await publish(run);
    await areTold(test.app);
    const [id = ''] = Object.values(await matchIdsOf(test.app, run));
    valueOf(await new AcceptMatch(database).execute(SYSTEM, { matchId: id }));
    expect((await messagesOf(test.app)).slice(4)).toEqual([
      'support-accepted local-authority/201 waiting',
      'support-accepted diocese/CE01 waiting',
      'support-accepted school/100001 waiting',
      'answer-accepted coordinator/team waiting',
    ]);
  });
});

describe('reminders', () => {
  const remind = (): Promise<unknown> => new WriteReminders(database).execute(SYSTEM);

  it('of an answer are written once, and not on the day of publishing', async () => {
    await publish();
    await areTold(test.app);
    await test.app.query(`UPDATE match SET answer_by = (now() AT TIME ZONE 'Europe/London')::date`);
    await remind();
    await dueDaysAgo(test.app, matchId, 0);
    await Promise.all([remind(), remind(), remind(), remind()]);
    await remind();
    expect((await messagesOf(test.app)).slice(1)).toEqual(['reminder-answer-by leader/A waiting']);
  });

  it('of an answer are not written long before, after the day, or once it was given', async () => {
    await publish();
    await areTold(test.app);
    for (const days of [-7, 1]) {
      await dueDaysAgo(test.app, matchId, days);
      await remind();
    }
    await dueDaysAgo(test.app, matchId, 0);
    valueOf(await new AcceptMatch(database).execute(SYSTEM, { matchId }));
    await remind();
    expect((await messagesOf(test.app)).filter((line) => line.startsWith('reminder'))).toEqual([]);
  });

  it('of an answer are cancelled when it is given before they were sent', async () => {
    await publish();
    await areTold(test.app);
    await dueDaysAgo(test.app, matchId, 0);
    await remind();
    valueOf(await new AcceptMatch(database).execute(SYSTEM, { matchId }));
    expect((await messagesOf(test.app))[1]).toBe('reminder-answer-by leader/A cancelled');
  });

  it('of contacts name the day and how many cases wait', async () => {
    const from = await todayOf(test.app);
    await test.app.query(`UPDATE support_case SET facts = jsonb_build_object('contactBy', $1::text)`, [from]);
    await remind();
    await remind();
    const rows = await test.app.query<unknown[]>(`SELECT template, to_kind, facts FROM message`);
    expect(rows).toEqual([
      { template: 'reminder-contact-by', to_kind: 'coordinator', facts: { cases: 2, contactBy: from } },
    ]);
  });
});
