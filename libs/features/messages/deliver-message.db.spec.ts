import { OFFER, valueOf } from '../../../test/support/budget-factories.js';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { accepted, type Actor, type Outcome, refused, SYSTEM } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import {
  type AddressSort,
  ChangeContactAddress,
  ChangeMessage,
  ContactAddressesQueries,
  COORDINATORS,
  DeliverMessage,
  type Delivery,
  findLostMessages,
  type Letter,
  type MessagePost,
  MessagesQueries,
  type NewMessage,
  OutboxPost,
  type PostRefusal,
  writeMessages,
} from './index.js';

const COORDINATOR: Actor = { id: 'user-c', roles: ['coordinator'] };

/** Keeps what it is given and answers as it is told. */
class TestPost implements MessagePost {
  readonly through = 'notify';
  readonly letters: Letter[] = [];
  answer: Outcome<null, PostRefusal> = accepted(null);

  send(letter: Letter): Promise<Outcome<null, PostRefusal>> {
    this.letters.push(letter);
    return Promise.resolve(this.answer);
  }
}

let test: TestDatabase;
let database: Database;
let post: TestPost;
let messages: MessagesQueries;
let addresses: ContactAddressesQueries;

beforeEach(async () => {
  test = await openTestDatabase([]);
  database = new Database(test.app);
  post = new TestPost();
  messages = new MessagesQueries(database);
  addresses = new ContactAddressesQueries(database);
  await test.app.query(`INSERT INTO leader (ref, name, email) VALUES ('A', 'Ann Able', 'ann@example.org')`);
  await test.app.query(`INSERT INTO leader (ref, name) VALUES ('N', 'No Mail')`);
});
afterEach(() => test.close());

const FACTS = {
  caseName: 'Hill School',
  leaderRef: 'A',
  halfDays: 6,
  distanceMetres: 16_093,
  answerBy: '2025-03-10',
};
const toLeader = (toRef: string): NewMessage => ({
  ...{ template: 'match-published', toKind: 'leader', toRef, offer: OFFER, facts: FACTS },
});
const toSchool: NewMessage = {
  ...{ template: 'support-proposed', toKind: 'school', toRef: '100001', offer: OFFER, facts: FACTS },
};

/** Ids of the messages written, in order. */
async function write(...list: readonly NewMessage[]): Promise<readonly string[]> {
  await database.transaction(SYSTEM, (manager) => writeMessages(manager, [list]));
  const rows = await test.app.query<{ id: string }[]>(`SELECT id FROM message ORDER BY n`);
  return rows.map(({ id }) => id);
}

async function deliver(messageId: string, lastTry = false, through: MessagePost = post): Promise<Delivery> {
  const deliverer = new DeliverMessage(database, through, 'https://matching.example');
  return valueOf(await deliverer.execute(SYSTEM, { messageId, lastTry }));
}

async function enterSchool(): Promise<void> {
  const address = { name: 'Sam Head', email: 'head@example.org', source: 'Letter of 3 March' };
  const entered = await new ChangeContactAddress(database).execute(COORDINATOR, {
    ...{ party: 'school', partyRef: '100001', address },
  });
  valueOf(entered);
}

async function states(): Promise<readonly string[]> {
  const rows = await test.app.query<{ state: string }[]>(`SELECT state FROM message ORDER BY n`);
  return rows.map(({ state }) => state);
}

async function jobs(): Promise<readonly string[]> {
  const rows = await test.app.query<{ subject: string }[]>(
    `SELECT subject_id AS subject FROM outbox WHERE job_name = 'message' ORDER BY id`,
  );
  return rows.map(({ subject }) => subject);
}

describe('a message', () => {
  it('is put into words with the names of now, and sent to the address of now', async () => {
    const [id = ''] = await write(toLeader('A'));
    await test.app.query(`UPDATE leader SET name = 'Ann Other', email = 'new@example.org' WHERE ref = 'A'`);
    expect(await deliver(id)).toBe('sent');
    expect(post.letters).toMatchObject([
      { to: 'new@example.org', subject: 'Will you support Hill School?', reference: `${id}.1`, tried: false },
    ]);
    expect(post.letters[0]?.body).toMatch(/^Dear Ann Other,\n\n.*10 miles away.*3 days/s);
    expect(post.letters[0]?.body).toContain('by the end of 10 March 2025');
    const page = await messages.list({}, 'https://matching.example');
    expect(page.items).toMatchObject([{ state: 'sent', sentThrough: 'notify', attempts: 1 }]);
    expect(page.items[0]?.text.body).toBe(post.letters[0]?.body);
  });

  it('is sent once by two workers at once, and not again', async () => {
    const [id = ''] = await write(toLeader('A'));
    const both = await Promise.all([deliver(id), deliver(id)]);
    expect([...both].sort()).toEqual(['left-alone', 'sent']);
    expect(await deliver(id)).toBe('left-alone');
    expect(post.letters).toHaveLength(1);
  });

  it('waits for the one before it, whatever becomes of that', async () => {
    await enterSchool();
    const [first = '', second = ''] = await write(toLeader('N'), toSchool);
    expect(await jobs()).toEqual([first]);
    expect(await deliver(second)).toBe('left-alone');
    expect(await deliver(first)).toBe('no-address');
    expect(await jobs()).toEqual([first, second]);
    expect(await deliver(second)).toBe('sent');
    expect(post.letters.map(({ to }) => to)).toEqual(['head@example.org']);
  });

  it('has no address where none is known, and is sent once one was entered', async () => {
    const [id = ''] = await write(toSchool);
    expect(await deliver(id)).toBe('no-address');
    await enterSchool();
    valueOf(await new ChangeMessage(database).execute(COORDINATOR, { messageId: id, change: 'resend' }));
    expect(await deliver(id)).toBe('sent');
    expect(post.letters).toMatchObject([{ to: 'head@example.org', reference: `${id}.2`, tried: false }]);
  });

  it('is tried again while the post is away, then failed', async () => {
    const [id = ''] = await write(toLeader('A'));
    post.answer = refused('post-away', { status: 429, error: 'RateLimitError' });
    expect([await deliver(id), await deliver(id)]).toEqual(['try-later', 'try-later']);
    expect(post.letters.map(({ tried }) => tried)).toEqual([false, true]);
    expect(await deliver(id, true)).toBe('failed');
    const [found] = (await messages.list({}, '')).items;
    expect(found).toMatchObject({ state: 'failed', reason: 'post-away 429 RateLimitError', attempts: 3 });
  });

  it('is failed at once when the post refuses it', async () => {
    const [id = ''] = await write(toLeader('A'));
    post.answer = refused('post-refused', { status: 400, error: 'BadRequestError' });
    expect(await deliver(id)).toBe('failed');
    expect(await states()).toEqual(['failed']);
  });

  it('stays to be read where there is no post', async () => {
    const [id = ''] = await write(toLeader('A'));
    expect(await deliver(id, false, new OutboxPost())).toBe('sent');
    expect((await messages.list({ state: 'sent' }, '')).items).toMatchObject([{ sentThrough: 'outbox' }]);
  });

  it('of a worker that died is found and sent by another, who asks whether it went out', async () => {
    const [id = ''] = await write(toLeader('A'));
    const claimed = `UPDATE message SET attempts = 1, created_at = now() - interval '5 minutes',
                            claimed_at = now() - $1::interval`;
    await test.app.query(claimed, ['10 seconds']);
    expect([await findLostMessages(test.app.manager), await deliver(id)]).toEqual([[], 'left-alone']);
    await test.app.query(claimed, ['2 minutes']);
    expect(await findLostMessages(test.app.manager)).toEqual([id]);
    expect(await deliver(id)).toBe('sent');
    expect(post.letters).toMatchObject([{ tried: true }]);
  });

  it('under a key is written once', async () => {
    const reminder: NewMessage = {
      ...{ template: 'reminder-contact-by', ...COORDINATORS, offer: OFFER, uniqueKey: 'once' },
      facts: { cases: 2, contactBy: '2024-12-31' },
    };
    await Promise.all([write(reminder), write(reminder), write(reminder)]);
    expect(await jobs()).toEqual(await write());
    expect(await states()).toEqual(['waiting']);
  });
});

describe('a coordinator', () => {
  const change = (messageId: string, what: 'resend' | 'cancel') =>
    new ChangeMessage(database).execute(COORDINATOR, { messageId, change: what });

  it('cancels what waits, and the next one goes out', async () => {
    const [first = '', second = ''] = await write(toLeader('A'), toSchool);
    expect(valueOf(await change(first, 'cancel')).state).toBe('cancelled');
    expect(await jobs()).toEqual([first, second]);
    expect(await deliver(first)).toBe('left-alone');
    expect(await change(first, 'resend')).toMatchObject({
      refusal: { code: 'message-not-possible', facts: { state: 'cancelled' } },
    });
    const audited = await test.app.query<unknown[]>(
      `SELECT actor_id, before, after FROM audit_event WHERE action = 'message.cancel'`,
    );
    expect(audited).toEqual([
      { actor_id: 'user-c', before: { state: 'waiting' }, after: { state: 'cancelled' } },
    ]);
  });

  it('has one sent again as a new sending', async () => {
    const [id = ''] = await write(toLeader('A'));
    await deliver(id);
    expect(await change(id, 'cancel')).toMatchObject({ refusal: { code: 'message-not-possible' } });
    valueOf(await change(id, 'resend'));
    expect(await deliver(id)).toBe('sent');
    expect(post.letters.map(({ reference }) => reference)).toEqual([`${id}.1`, `${id}.2`]);
  });

  it.each(['', 'x', '00000000-0000-4000-8000-000000000000'])('finds no message "%s"', async (id) => {
    expect(await change(id, 'resend')).toMatchObject({ refusal: { code: 'unknown-message' } });
  });
});

describe('an address', () => {
  const enter = (party: string, partyRef: string, email = 'a@example.org', name = 'Ann') =>
    new ChangeContactAddress(database).execute(COORDINATOR, {
      ...{ party, partyRef, address: { name, email, source: 'Phone' } },
    });

  it('is kept for one party, replaced, and taken away; the trail holds none of it', async () => {
    valueOf(await enter('local-authority', '201'));
    valueOf(await enter('local-authority', '201', 'b@example.org', ' Bea\nBest '));
    expect((await addresses.list({ party: 'local-authority' })).items).toMatchObject([
      { partyRef: '201', name: 'Bea Best', email: 'b@example.org', enteredBy: 'user-c' },
    ]);
    const remove = () =>
      new ChangeContactAddress(database).execute(COORDINATOR, {
        ...{ party: 'local-authority', partyRef: '201', address: null },
      });
    valueOf(await remove());
    expect(await remove()).toMatchObject({ refusal: { code: 'unknown-address' } });
    expect((await addresses.list({})).items).toEqual([]);
    const [trail] = await test.app.query<{ text: string }[]>(
      `SELECT string_agg(audit_event::text, ' ') AS text FROM audit_event`,
    );
    expect(trail?.text).toContain('contact-address.enter');
    expect(trail?.text).not.toContain('example.org');
  });

  it('is listed page by page, of one sort, or of one party', async () => {
    for (const [party, ref] of [
      ['school', '100002'],
      ['trust', '20'],
      ['school', '100001'],
    ] as const) {
      valueOf(await enter(party, ref));
    }
    const refs = (page: { readonly items: readonly { readonly partyRef: string }[] }): readonly string[] =>
      page.items.map(({ partyRef }) => partyRef);
    const first = await addresses.list({}, { limit: 2 });
    expect([refs(first), first.nextCursor]).toEqual([['100001', '100002'], 'school/100002']);
    const second = await addresses.list({}, { limit: 2, cursor: first.nextCursor ?? '' });
    expect([refs(second), second.nextCursor]).toEqual([['20'], null]);
    expect(refs(await addresses.list({ party: 'trust' }))).toEqual(['20']);
    expect(refs(await addresses.list({ party: 'school', partyRef: '100002' }))).toEqual(['100002']);
    const sorted = async (sort: AddressSort, descending: boolean, page = 1, size = 9) => {
      const found = await addresses.sorted({}, { sort, descending }, { page, size });
      return [refs(found).join(' '), found.total];
    };
    expect(await sorted('party', false)).toEqual(['20 100001 100002', 3]);
    expect(await sorted('party', true)).toEqual(['100001 100002 20', 3]);
    expect(await sorted('entered', false)).toEqual(['100002 20 100001', 3]);
    expect(await sorted('name', true, 2, 2)).toEqual(['100002', 3]);
    expect(
      (await addresses.sorted({ party: 'trust' }, { sort: 'email', descending: false }, { page: 1, size: 9 }))
        .total,
    ).toBe(1);
    expect(await addresses.counts()).toEqual(
      new Map([
        ['school', 2],
        ['trust', 1],
      ]),
    );
  });

  it.each([
    ['council', '201', 'a at example.org', 'unknown-party', ['email']],
    ['local-authority', 'Leeds', 'a@example.org', 'unknown-party', []],
    ['school', '1', 'a@example.org', 'unknown-party', []],
    ['coordinator', 'me', 'a@example.org', 'unknown-party', []],
    ['trust', '1234', 'a at example.org', 'invalid-address', ['email']],
    ['trust', '1234', 'a@example.org,b@example.org', 'invalid-address', ['email']],
    ['trust', '1234', `${'a'.repeat(65)}@example.org`, 'invalid-address', ['email']],
  ])('of %s %s <%s> is refused: %s', async (party, ref, email, code, fields) => {
    expect(await enter(party, ref, email)).toMatchObject({ refusal: { code, facts: { fields } } });
  });
});
