import { valueOf } from '../../../test/support/service-harness.js';
import {
  answerOf,
  codeOf,
  COORDINATOR,
  type DeliveryRound,
  LEADER_A,
  LEADER_B,
  openDeliveryRound,
  visitOn,
} from './delivery-round.fixture.js';
import { ChangeVisit, EndDelivery, EngagementsQueries, MakeSignOffLink, SignOffVisits } from './index.js';

let round: DeliveryRound;
beforeEach(async () => {
  round = await openDeliveryRound();
});
afterEach(() => round.closeBalanced());

describe('a sign-off link', () => {
  it('needs a visit to be signed', async () => {
    const make = round.service.get(MakeSignOffLink);
    expect(codeOf(await make.execute(LEADER_A, { matchId: round.matchId }))).toBe('nothing-to-sign');
    await round.log(visitOn('2025-02-03'));
    expect(codeOf(await make.execute(LEADER_B, { matchId: round.matchId }))).toBe('unknown-match');
    expect(codeOf(await make.execute(LEADER_A, { matchId: round.matchId }))).toBe('ok');
  });

  it('is stored as a hash alone', async () => {
    await round.log(visitOn('2025-02-03'));
    const token = await round.link();
    const rows = await round.service.test.app.query<{ token_sha256: string }[]>(
      `SELECT token_sha256 FROM sign_off_link`,
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('lasts until the end of the day that everybody is told, in summer as in winter', async () => {
    await round.log(visitOn('2025-02-03'));
    const token = await round.link();
    const [link] = await round.service.test.app.query<{ ends: string; last: string }[]>(
      `SELECT (expires_at AT TIME ZONE 'Europe/London')::time::text AS ends,
              ((now() AT TIME ZONE 'Europe/London')::date + 14)::text AS last FROM sign_off_link`,
    );
    expect(link?.ends).toBe('00:00:00');
    const told = async () => [
      valueOf(await round.service.get(EngagementsQueries).forSignOff(token)).signBy,
      (await round.service.get(EngagementsQueries).find(LEADER_A, round.matchId))?.link?.signBy,
    ];
    expect(await told()).toEqual([link?.last, link?.last]);
    await round.service.test.app.query(
      `UPDATE sign_off_link SET expires_at = '2098-07-02 00:00 Europe/London'`,
    );
    expect(await told()).toEqual(['2098-07-01', '2098-07-01']);
  });

  it('is worth nothing once it was revoked, replaced or has expired', async () => {
    await round.log(visitOn('2025-02-03'));
    const codeFor = async (token: string): Promise<string> =>
      codeOf(await round.service.get(EngagementsQueries).forSignOff(token));
    const replaced = await round.link();
    const made = valueOf(
      await round.service.get(MakeSignOffLink).execute(COORDINATOR, { matchId: round.matchId }),
    );
    await expect(codeFor(replaced)).resolves.toBe('sign-off-link-revoked');
    await expect(codeFor(made.token ?? '')).resolves.toBe('ok');
    const answer = await answerOf(round, made.token ?? '');
    const revoke = () =>
      round.service.get(MakeSignOffLink).revoke(LEADER_A, { matchId: round.matchId, linkId: made.linkId });
    expect(codeOf(await revoke())).toBe('ok');
    expect(codeOf(await revoke())).toBe('unknown-sign-off-link');
    expect(codeOf(await round.service.get(SignOffVisits).execute(answer))).toBe('sign-off-link-revoked');
    const old = await round.link();
    await round.service.test.app.query(
      `UPDATE sign_off_link SET expires_at = now() - interval '1 second' WHERE revoked_at IS NULL`,
    );
    await expect(codeFor(old)).resolves.toBe('sign-off-link-expired');
    expect(codeOf(await round.service.get(SignOffVisits).execute({ ...answer, token: old }))).toBe(
      'sign-off-link-expired',
    );
    for (const token of ['', 'x'.repeat(43), `${old}x`]) {
      await expect(codeFor(token)).resolves.toBe('unknown-sign-off-link');
    }
  });
});

describe('the end of the support', () => {
  const end = (change: object = {}) =>
    round.service.get(EndDelivery).execute(LEADER_A, {
      ...{ matchId: round.matchId, outcome: 'aims-met', report: 'Reading is taught daily now.', ...change },
    });
  const sign = async (): Promise<void> => {
    valueOf(await round.service.get(SignOffVisits).execute(await answerOf(round, await round.link())));
  };

  it('completes once all days are delivered', async () => {
    await round.log(visitOn('2025-02-03'));
    expect(codeOf(await end())).toBe('visits-not-signed');
    await sign();
    expect(codeOf(await end())).toBe('days-not-delivered');
    await round.log(visitOn('2025-02-04'));
    await sign();
    expect(codeOf(await end({ report: ' ' }))).toBe('report-needed');
    expect(codeOf(await end({ outcome: 'fine' }))).toBe('bad-outcome');
    expect(codeOf(await end({ endedEarlyReason: 'Enough' }))).toBe('all-days-delivered');
    expect(valueOf(await end())).toMatchObject({ state: 'completed', releasedHalfDays: 0 });
    await expect(round.states()).resolves.toEqual(['completed', 'closed']);
    await expect(round.budget()).resolves.toMatchObject({ reservedHalfDays: 4, deliveredHalfDays: 4 });
    expect(codeOf(await end())).toBe('not-possible-in-this-state');
  });

  it('comes early with a reason, and the days that are left are free again', async () => {
    await round.log(visitOn('2025-02-03', 1));
    await sign();
    expect(codeOf(await end({ endedEarlyReason: ' ' }))).toBe('reason-needed');
    const outcomes = await Promise.all([1, 2, 3].map(() => end({ endedEarlyReason: 'The head left' })));
    expect(outcomes.map(codeOf).sort()).toEqual([
      ...['not-possible-in-this-state', 'not-possible-in-this-state', 'ok'],
    ]);
    await expect(round.states()).resolves.toEqual(['ended-early', 'closed']);
    await expect(round.budget()).resolves.toMatchObject({
      ...{ grantedHalfDays: 20, reservedHalfDays: 4, deliveredHalfDays: 1, availableHalfDays: 15 },
    });
    await expect(
      round.service.get(EngagementsQueries).find(COORDINATOR, round.matchId),
    ).resolves.toMatchObject({
      leftHalfDays: 0,
      completion: { endedEarlyReason: 'The head left', deliveredHalfDays: 1, releasedHalfDays: 3 },
    });
  });

  it('sends a case that got no day back to where it was', async () => {
    const visitId = await round.log(visitOn('2025-02-03'));
    const input = { matchId: round.matchId, visitId, version: 1 };
    valueOf(await round.service.get(ChangeVisit).withdraw(LEADER_A, input));
    expect(codeOf(await end({ outcome: 'aims-not-met', endedEarlyReason: 'Nobody came' }))).toBe('ok');
    await expect(round.states()).resolves.toEqual(['ended-early', 'eligible']);
    await expect(round.budget()).resolves.toMatchObject({ reservedHalfDays: 4, availableHalfDays: 16 });
  });
});
