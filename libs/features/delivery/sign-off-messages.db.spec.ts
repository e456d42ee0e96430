import { messagesOf, todayOf } from '../../../test/support/message-factories.js';
import { valueOf } from '../../../test/support/service-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { afterWorkingDays } from '../../platform/calendar/index.js';
import { DeliverMessage, OutboxPost } from '../messages/index.js';
import { answerOf, codeOf, LEADER_A } from './delivery-round.fixture.js';
import { EngagementsQueries, MakeSignOffLink, SignOffVisits } from './index.js';
import { BASE, openSchoolRound, type SchoolRound } from '../../../test/support/school-round.js';

let round: SchoolRound;
let make: SchoolRound['make'],
  enterSchool: SchoolRound['enterSchool'],
  messages: SchoolRound['messages'],
  tokenOf: SchoolRound['tokenOf'],
  secrets: SchoolRound['secrets'],
  endsIn: SchoolRound['endsIn'],
  remind: SchoolRound['remind'];
beforeEach(async () => {
  round = await openSchoolRound();
  ({ make, enterSchool, messages, tokenOf, secrets, endsIn, remind } = round);
});
afterEach(() => round.close());

describe('the link by which a school signs', () => {
  it('is shown to who made it where nobody is known to send it to', async () => {
    expect((await make()).token).toHaveLength(43);
    expect(await messagesOf(round.service.test.app)).toEqual([]);
    expect(await secrets()).toBe(0);
  });

  it('goes to the contact of the school alone, works once, and is forgotten then', async () => {
    await enterSchool();
    expect((await make()).token).toBeNull();
    const [letter] = await messages('school');
    expect(letter).toMatchObject({ toRef: '100001', state: 'waiting', template: 'sign-off-link' });
    const deliver = new DeliverMessage(round.service.database, new OutboxPost(), BASE);
    expect(valueOf(await deliver.execute(SYSTEM, { messageId: letter?.id ?? '', lastTry: false }))).toBe(
      'sent',
    );
    const answer = await answerOf(round, await tokenOf(letter));
    expect(valueOf(await round.service.get(SignOffVisits).execute(answer)).signedVisits).toBe(1);
    expect(await secrets()).toBe(0);
    expect((await messages('school'))[0]?.text.body).toContain('The link to do so was used');
  });

  it('leaves no token in the message, the trail, or what the reader may read', async () => {
    await enterSchool();
    await make();
    const token = await tokenOf((await messages('school'))[0]);
    const [row] = await round.service.test.app.query<{ text: string }[]>(
      `SELECT (SELECT string_agg(message::text, ' ') FROM message)
           || (SELECT string_agg(audit_event::text, ' ') FROM audit_event) AS text`,
    );
    expect(token).toHaveLength(43);
    expect(row?.text).not.toContain(token);
    const [grant] = await round.service.test.app.query<{ may: boolean }[]>(
      `SELECT has_table_privilege('leader_match_reader', 'message_secret', 'SELECT') AS may`,
    );
    expect(grant?.may).toBe(false);
  });

  it('is cancelled unsent when it is withdrawn, and replaced by a new one', async () => {
    await enterSchool();
    const first = await make();
    const token = await tokenOf((await messages('school'))[0]);
    await make();
    expect(await messagesOf(round.service.test.app)).toEqual([
      'sign-off-link school/100001 cancelled',
      'sign-off-link school/100001 waiting',
    ]);
    expect(codeOf(await round.service.get(EngagementsQueries).forSignOff(token))).toBe(
      'sign-off-link-revoked',
    );
    expect(await secrets()).toBe(1);
    const revoke = (linkId: string) =>
      round.service.get(MakeSignOffLink).revoke(LEADER_A, { matchId: round.matchId, linkId });
    expect(codeOf(await revoke(first.linkId))).toBe('unknown-sign-off-link');
    expect(await secrets()).toBe(1);
  });
});

describe('a link that nobody used', () => {
  it('is brought back to mind of school and leader once, some days before it ends', async () => {
    await enterSchool();
    await make();
    await remind();
    await endsIn(12);
    await remind();
    expect(await messages('leader')).toEqual([]);
    await endsIn(1);
    await Promise.all([remind(), remind()]);
    await remind();
    expect((await messages('leader')).map(({ template }) => template)).toEqual(['reminder-unsigned']);
    const [reminder, first] = await messages('school');
    expect(reminder?.template).toBe('reminder-sign-off');
    expect(await tokenOf(reminder)).toHaveLength(43);
    expect(await tokenOf(reminder)).toBe(await tokenOf(first));
  });

  it('is brought back three working days of England before its end, and not four', async () => {
    await make();
    const from = await todayOf(round.service.test.app);
    const endsInWorkingDays = async (count: number): Promise<void> => {
      await round.service.test.app.query(
        `UPDATE sign_off_link SET created_at = now() - interval '9 days',
                expires_at = ($1::date + time '12:00') AT TIME ZONE 'Europe/London'`,
        [afterWorkingDays(from, count)],
      );
    };
    await endsInWorkingDays(4);
    await remind();
    expect(await messages('leader')).toEqual([]);
    await endsInWorkingDays(3);
    await remind();
    expect((await messages('leader')).map(({ template }) => template)).toEqual(['reminder-unsigned']);
  });

  it('that was handed over by hand is brought back to the mind of the leader only', async () => {
    await make();
    await endsIn(1);
    await remind();
    expect((await messages('leader')).map(({ template }) => template)).toEqual(['reminder-unsigned']);
    expect(await messages('school')).toEqual([]);
  });
});
