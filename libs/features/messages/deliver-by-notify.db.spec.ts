import { OFFER, valueOf } from '../../../test/support/budget-factories.js';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { messagesOf } from '../../../test/support/message-factories.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { DeliverMessage, type Delivery, MessagesQueries, writeMessages } from './index.js';
import { fault, NotifyStub, SILENCE } from './notify.fixture.js';

let test: TestDatabase;
let database: Database;
let notify: NotifyStub;
let messageId: string;

beforeEach(async () => {
  test = await openTestDatabase([]);
  database = new Database(test.app);
  notify = await NotifyStub.listening();
  await test.app.query(`INSERT INTO leader (ref, name, email) VALUES ('A', 'Ann Able', 'ann@example.org')`);
  const facts = { caseName: 'Hill School', leaderRef: 'A', halfDays: 6, distanceMetres: 16_093 };
  await database.transaction(SYSTEM, (manager) =>
    writeMessages(manager, [
      [
        {
          ...{ template: 'match-published', toKind: 'leader', toRef: 'A', offer: OFFER },
          facts: { ...facts, answerBy: '2025-03-10' },
        },
      ],
    ]),
  );
  const [row] = await test.app.query<{ id: string }[]>(`SELECT id FROM message`);
  messageId = row?.id ?? '';
});
afterEach(async () => {
  await notify.stop();
  await test.close();
});

const deliver = async (timeoutMs?: number): Promise<Delivery> => {
  const deliverer = new DeliverMessage(database, notify.post(timeoutMs), 'https://matching.example');
  return valueOf(await deliverer.execute(SYSTEM, { messageId, lastTry: false }));
};
const lines = () => messagesOf(test.app);
const reason = async () =>
  (await new MessagesQueries(database).list({}, 'https://matching.example')).items[0]?.reason;

describe('a message that goes through GOV.UK Notify', () => {
  it('is sent once it answers again, after trouble of its own and too many letters', async () => {
    for (const [status, error] of [
      [500, 'Exception'],
      [429, 'RateLimitError'],
    ] as const) {
      notify.answer = fault(status, error);
      expect(await deliver()).toBe('try-later');
      expect([await lines(), await reason()]).toEqual([
        ['match-published leader/A waiting'],
        `post-away ${String(status)} ${error}`,
      ]);
    }
    notify.answer = undefined;
    expect(await deliver()).toBe('sent');
    expect(await deliver()).toBe('left-alone');
    expect(notify.letters).toEqual([{ reference: `${messageId}.1`, to: 'ann@example.org' }]);
    expect(await lines()).toEqual(['match-published leader/A sent']);
  });

  it('reaches its reader once where it was taken and the answer was lost', async () => {
    notify.answer = notify.takeInSilence;
    expect(await deliver(50)).toBe('try-later');
    notify.answer = SILENCE;
    expect(await deliver(50)).toBe('try-later');
    notify.answer = undefined;
    expect(await deliver()).toBe('sent');
    expect(notify.letters).toHaveLength(1);
    expect(notify.asked.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
  });

  it.each([
    [400, 'BadRequestError'],
    [403, 'AuthError'],
  ])('has failed where it is refused for good (%i), without a word of the address', async (status, error) => {
    notify.answer = fault(status, error);
    expect(await deliver()).toBe('failed');
    expect(await deliver()).toBe('left-alone');
    expect([await lines(), await reason()]).toEqual([
      ['match-published leader/A failed'],
      `post-refused ${String(status)} ${error}`,
    ]);
  });
});
