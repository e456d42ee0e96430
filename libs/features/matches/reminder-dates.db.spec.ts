import { areTold, messagesOf, todayOf } from '../../../test/support/message-factories.js';
import type { TestDatabase } from '../../../test/support/database-harness.js';
import { type IsoDate, SYSTEM } from '../../domain/kernel/index.js';
import { afterWorkingDays } from '../../platform/calendar/index.js';
import type { Database } from '../../platform/database/index.js';
import { WriteReminders } from './index.js';
import { openProposedMatch, type ProposedMatch } from './proposed-match.fixture.js';

let test: TestDatabase;
let database: Database;
let matchId: string;
let publish: ProposedMatch['publish'];

beforeEach(async () => {
  ({ test, database, matchId, publish } = await openProposedMatch());
});
afterEach(() => test.close());

const remind = (): Promise<unknown> => new WriteReminders(database).execute(SYSTEM);
const inWorkingDays = async (count: number): Promise<IsoDate> => {
  return afterWorkingDays(await todayOf(test.app), count);
};
const reminders = async (): Promise<readonly string[]> =>
  (await messagesOf(test.app)).filter((line) => line.startsWith('reminder'));

describe('a reminder', () => {
  it('of an answer is written two working days of England before its date, and not three', async () => {
    await publish();
    await areTold(test.app);
    const dueIn = async (count: number): Promise<void> => {
      await test.app.query(
        `UPDATE match SET answer_by = $2, published_at = now() - interval '10 days' WHERE id = $1`,
        [matchId, await inWorkingDays(count)],
      );
    };
    await dueIn(3);
    await remind();
    expect(await reminders()).toEqual([]);
    await dueIn(2);
    await remind();
    await remind();
    expect(await reminders()).toEqual(['reminder-answer-by leader/A waiting']);
  });

  it('of contacts is written five working days before their date, and not six', async () => {
    const contactIn = async (count: number): Promise<void> => {
      await test.app.query(
        `UPDATE support_case SET facts = jsonb_build_object('contactBy', $1::text) WHERE case_id = 'c1'`,
        [await inWorkingDays(count)],
      );
    };
    await contactIn(6);
    await remind();
    expect(await reminders()).toEqual([]);
    await contactIn(5);
    await remind();
    expect(await reminders()).toEqual(['reminder-contact-by coordinator/team waiting']);
  });
});
