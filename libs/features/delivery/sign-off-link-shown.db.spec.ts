import { messagesOf } from '../../../test/support/message-factories.js';
import { valueOf } from '../../../test/support/service-harness.js';
import { accepted, SYSTEM } from '../../domain/kernel/index.js';
import { DeliverMessage, type MessagePost, MessagesQueries, OutboxPost } from '../messages/index.js';
import { LEADER_A } from './delivery-round.fixture.js';
import { ChangeVisit, EndDelivery } from './index.js';
import { BASE, openSchoolRound, type SchoolRound } from '../../../test/support/school-round.js';

let round: SchoolRound;
let token: string;
beforeEach(async () => {
  round = await openSchoolRound();
  await round.enterSchool();
  await round.make();
  token = await round.tokenOf((await round.messages('school'))[0]);
});
afterEach(() => round.close());

const HIDDEN = 'and is not shown here';
const ENDED = 'was used, withdrawn, or has expired';
const WRITTEN = { sort: 'written', descending: true } as const;

/** The newest message to the school, as the list shows it. */
async function shown(handsOn: boolean): Promise<string> {
  const page = { page: 1, size: 9, handsOn };
  const { items } = await round.service
    .get(MessagesQueries)
    .sorted({ toKind: 'school' }, BASE, WRITTEN, page);
  return items[0]?.text.body ?? '';
}

async function sendBy(post: MessagePost): Promise<void> {
  const [message] = await round.messages('school');
  const deliver = new DeliverMessage(round.service.database, post, BASE);
  const sent = await deliver.execute(SYSTEM, { messageId: message?.id ?? '', lastTry: false });
  expect(valueOf(sent)).toBe('sent');
}

/** As Notify would: what it takes is on its way. */
class Provider implements MessagePost {
  readonly through = 'notify';
  readonly letters: string[] = [];

  send({ body }: { readonly body: string }) {
    this.letters.push(body);
    return Promise.resolve(accepted(null));
  }
}

describe('the link in a message to a school', () => {
  it('is shown by the built-in outbox, to who hands its messages on and to nobody else', async () => {
    expect(token).toHaveLength(43);
    expect(await shown(true)).toContain(HIDDEN);
    await sendBy(new OutboxPost());
    expect(await shown(true)).toContain(`${BASE}/sign-off/${token}`);
    expect(await shown(false)).toContain(HIDDEN);
    const listed = (await round.messages('school'))[0]?.text.body ?? '';
    expect(listed).toContain(HIDDEN);
    expect(await shown(false)).not.toContain(token);
    expect(listed).not.toContain(token);
  });

  it('is shown to nobody where a provider took it to its reader, who gets it whole', async () => {
    const provider = new Provider();
    await sendBy(provider);
    expect(provider.letters[0]).toContain(`${BASE}/sign-off/${token}`);
    expect(await shown(true)).toContain(HIDDEN);
    expect(await shown(true)).not.toContain(token);
  });

  it('is shown to nobody once it has ended, before it is forgotten too', async () => {
    await sendBy(new OutboxPost());
    await round.endsIn(-1);
    expect(await round.secrets()).toBe(1);
    expect(await shown(true)).toContain(ENDED);
    await round.remind();
    expect(await round.secrets()).toBe(0);
    expect(await messagesOf(round.service.test.app)).toEqual(['sign-off-link school/100001 sent']);
  });

  it('is not sent once it has ended: what still waits is stopped', async () => {
    await round.endsIn(-1);
    const provider = new Provider();
    await round.remind();
    const [message] = await round.messages('school');
    const deliver = new DeliverMessage(round.service.database, provider, BASE);
    const late = await deliver.execute(SYSTEM, { messageId: message?.id ?? '', lastTry: false });
    expect([valueOf(late), provider.letters]).toEqual(['left-alone', []]);
    expect(message).toMatchObject({ state: 'cancelled', reason: 'link-ended' });
  });

  it('is not told by a message that goes out after its end, before that is noticed', async () => {
    await round.endsIn(-1);
    const provider = new Provider();
    await sendBy(provider);
    expect(provider.letters[0]).toContain(ENDED);
  });

  it('is forgotten when the support ends', async () => {
    const [visit] = await round.service.test.app.query<{ id: string; version: number }[]>(
      `SELECT id, version FROM visit`,
    );
    const change = round.service.get(ChangeVisit);
    valueOf(
      await change.withdraw(LEADER_A, {
        matchId: round.matchId,
        visitId: visit?.id ?? '',
        version: visit?.version ?? 0,
      }),
    );
    const end = {
      matchId: round.matchId,
      outcome: 'aims-not-met',
      report: 'None',
      endedEarlyReason: 'Closed',
    };
    valueOf(await round.service.get(EndDelivery).execute(LEADER_A, end));
    expect(await round.secrets()).toBe(0);
  });
});
