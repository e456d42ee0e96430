import { valueOf } from '../../../test/support/service-harness.js';
import { databaseFault } from '../../platform/database/index.js';
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
import { ChangeVisit, EndDelivery, EngagementsQueries, LogVisit, SignOffVisits } from './index.js';

let round: DeliveryRound;
beforeEach(async () => {
  round = await openDeliveryRound();
});
afterEach(() => round.closeBalanced());

const auditOf = async (action: string): Promise<unknown[]> =>
  round.service.test.app.query<unknown[]>(`SELECT 1 FROM audit_event WHERE action = $1`, [action]);

describe('logging', () => {
  it('starts match and case with the first visit, and delivers nothing yet', async () => {
    await expect(round.states()).resolves.toEqual(['accepted', 'matched']);
    await round.log(visitOn('2025-02-03'));
    await round.log(visitOn('2025-02-04', 1));
    await expect(round.states()).resolves.toEqual(['active', 'active']);
    await expect(round.budget()).resolves.toMatchObject({ reservedHalfDays: 8, deliveredHalfDays: 0 });
    await expect(Promise.all([auditOf('visit.log'), auditOf('match.start')])).resolves.toMatchObject([
      { length: 2 },
      { length: 1 },
    ]);
    await expect(round.service.get(EngagementsQueries).find(LEADER_A, round.matchId)).resolves.toMatchObject({
      unsignedHalfDays: 3,
      deliveredHalfDays: 0,
      leftHalfDays: 1,
    });
  });

  it('is for the leader concerned and for coordinators', async () => {
    const log = round.service.get(LogVisit);
    const input = { matchId: round.matchId, ...visitOn('2025-02-03') };
    expect(codeOf(await log.execute(LEADER_B, input))).toBe('unknown-match');
    expect(codeOf(await log.execute(COORDINATOR, input))).toBe('ok');
    await expect(
      round.service.get(EngagementsQueries).find(LEADER_B, round.matchId),
    ).resolves.toBeUndefined();
  });

  it('refuses what cannot have been, and starts nothing then', async () => {
    const log = (change: object) =>
      round.service.get(LogVisit).execute(LEADER_A, {
        ...{ matchId: round.matchId, ...visitOn('2025-02-03'), ...change },
      });
    const codes = await Promise.all(
      [
        { visitedOn: '2025-02-30' },
        { visitedOn: '2190-01-01' },
        { visitedOn: '2025-08-01' },
        { done: ' ' },
        { halfDays: 3 },
      ].map(async (change) => codeOf(await log(change))),
    );
    expect(codes).toEqual([
      ...['bad-date', 'date-in-future', 'visit-date-outside-window', 'visit-text-needed', 'bad-visit-length'],
    ]);
    await expect(round.states()).resolves.toEqual(['accepted', 'matched']);
  });

  it('takes half a day once, however often its form is sent', async () => {
    const log = round.service.get(LogVisit);
    const input = { matchId: round.matchId, ...visitOn('2025-02-03', 1) };
    const codes = await Promise.all(
      Array.from({ length: 4 }, async () => codeOf(await log.execute(LEADER_A, input))),
    );
    expect(codes.toSorted()).toEqual(['ok', ...Array.from({ length: 3 }, () => 'visit-logged-already')]);
    expect(codeOf(await log.execute(LEADER_A, { ...input, done: 'In the afternoon' }))).toBe('ok');
    const engagement = await round.service.get(EngagementsQueries).find(LEADER_A, round.matchId);
    expect(engagement).toMatchObject({ unsignedHalfDays: 2 });
  });

  it('never goes above the days of the match, however many log at once', async () => {
    const log = round.service.get(LogVisit);
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, (_, i) =>
        log.execute(LEADER_A, {
          ...{ matchId: round.matchId, ...visitOn(`2025-02-${String(i + 1).padStart(2, '0')}`, 1) },
        }),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(4);
    expect(new Set(outcomes.map(codeOf))).toEqual(new Set(['ok', 'visit-days-exceeded']));
  });

  it('is over with the match', async () => {
    await round.log(visitOn('2025-02-03'));
    valueOf(await round.service.get(SignOffVisits).execute(await answerOf(round, await round.link())));
    const end = round.service.get(EndDelivery);
    const report = { matchId: round.matchId, outcome: 'aims-met', report: 'Done' };
    valueOf(await end.execute(LEADER_A, { ...report, endedEarlyReason: 'Closed' }));
    const late = await round.service
      .get(LogVisit)
      .execute(LEADER_A, { matchId: round.matchId, ...visitOn('2025-02-05') });
    expect(codeOf(late)).toBe('not-possible-in-this-state');
  });
});

describe('a visit that is not signed', () => {
  it('is changed by who saw it as it is, and only within the rules', async () => {
    const change = round.service.get(ChangeVisit);
    const visitId = await round.log(visitOn('2025-02-03'));
    const edit = (version: number, visit = visitOn('2025-02-10', 1)) =>
      change.edit(LEADER_A, { matchId: round.matchId, visitId, version, ...visit });
    expect(valueOf(await edit(1))).toEqual({ visitId, state: 'draft', version: 2 });
    expect(codeOf(await edit(1))).toBe('overtaken');
    expect(codeOf(await edit(2, visitOn('2025-08-10')))).toBe('visit-date-outside-window');
    expect(
      codeOf(
        await change.edit(LEADER_B, {
          matchId: round.matchId,
          visitId,
          version: 2,
          ...visitOn('2025-02-10'),
        }),
      ),
    ).toBe('unknown-match');
    const foreign = { matchId: round.otherMatchId, visitId, version: 2, ...visitOn('2025-02-10') };
    expect(codeOf(await change.edit(LEADER_A, foreign))).toBe('unknown-visit');
  });

  it('can be withdrawn, and its days be logged again', async () => {
    const visitId = await round.log(visitOn('2025-02-03'));
    await round.log(visitOn('2025-02-04'));
    const full = { matchId: round.matchId, ...visitOn('2025-02-05') };
    expect(codeOf(await round.service.get(LogVisit).execute(LEADER_A, full))).toBe('visit-days-exceeded');
    const input = { matchId: round.matchId, visitId, version: 1 };
    expect(valueOf(await round.service.get(ChangeVisit).withdraw(LEADER_A, input))).toMatchObject({
      state: 'withdrawn',
    });
    expect(codeOf(await round.service.get(ChangeVisit).withdraw(LEADER_A, { ...input, version: 2 }))).toBe(
      'unknown-visit',
    );
    expect(codeOf(await round.service.get(LogVisit).execute(LEADER_A, full))).toBe('ok');
  });
});

describe('sign-off by the school', () => {
  it('moves confirmed days from reserved to delivered', async () => {
    const first = await round.log(visitOn('2025-02-03'));
    const second = await round.log(visitOn('2025-02-04', 1));
    const token = await round.link();
    const answer = await answerOf(round, token, [second]);
    expect(valueOf(await round.service.get(SignOffVisits).execute(answer))).toEqual({
      ...{ signedVisits: 1, signedHalfDays: 2, disputedVisits: 1 },
    });
    await expect(round.budget()).resolves.toMatchObject({
      ...{ reservedHalfDays: 6, deliveredHalfDays: 2, availableHalfDays: 12 },
    });
    const view = await round.service.get(EngagementsQueries).find(LEADER_A, round.matchId);
    expect(
      view?.visits.map(({ id, state, schoolComment, signedBy }) => [id, state, schoolComment, signedBy]),
    ).toEqual([
      [first, 'signed', null, 'Pat Head, Headteacher'],
      [second, 'draft', 'Was a morning', null],
    ]);
    expect(view?.link).toBeNull();
    await expect(auditOf('visit.sign-off')).resolves.toHaveLength(1);
    const names = await round.service.test.app.query<unknown[]>(
      `SELECT 1 FROM audit_event WHERE after::text LIKE '%Pat Head%' OR reason LIKE '%morning%'`,
    );
    expect(names).toEqual([]);
  });

  it('cannot be undone or changed: the service refuses, and so does the database', async () => {
    const visitId = await round.log(visitOn('2025-02-03'));
    valueOf(await round.service.get(SignOffVisits).execute(await answerOf(round, await round.link())));
    const change = round.service.get(ChangeVisit);
    const input = { matchId: round.matchId, visitId, version: 2 };
    expect(codeOf(await change.withdraw(LEADER_A, input))).toBe('not-possible-in-this-state');
    expect(codeOf(await change.edit(LEADER_A, { ...input, ...visitOn('2025-02-05') }))).toBe(
      'not-possible-in-this-state',
    );
    for (const sql of [
      `UPDATE visit SET half_days = 1`,
      `UPDATE visit SET state = 'draft', sign_off_id = NULL`,
    ]) {
      const failed = round.service.test.app.query(sql);
      await expect(failed.catch((error: unknown) => databaseFault(error).code)).resolves.toBe('23001');
    }
  });

  it('has one effect, however many press at once', async () => {
    await round.log(visitOn('2025-02-03'));
    const answer = await answerOf(round, await round.link());
    const sign = round.service.get(SignOffVisits);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => sign.execute(answer)));
    expect(outcomes.map(codeOf).sort()).toEqual([
      'ok',
      ...Array.from({ length: 19 }, () => 'sign-off-link-used'),
    ]);
    await expect(round.budget()).resolves.toMatchObject({ reservedHalfDays: 6, deliveredHalfDays: 2 });
    await expect(auditOf('visit.sign-off')).resolves.toHaveLength(1);
  });

  it('is for exactly what the school was shown', async () => {
    const visitId = await round.log(visitOn('2025-02-03'));
    const token = await round.link();
    const answer = await answerOf(round, token);
    valueOf(
      await round.service
        .get(ChangeVisit)
        .edit(LEADER_A, { matchId: round.matchId, visitId, version: 1, ...visitOn('2025-02-05') }),
    );
    const sign = round.service.get(SignOffVisits);
    expect(codeOf(await sign.execute(answer))).toBe('overtaken');
    expect(codeOf(await sign.execute(await answerOf(round, token)))).toBe('ok');
  });

  it('asks who signs, and what is wrong where something is', async () => {
    const visitId = await round.log(visitOn('2025-02-03'));
    const token = await round.link();
    const sign = round.service.get(SignOffVisits);
    const answer = await answerOf(round, token, [visitId]);
    for (const change of [{ signedBy: ' ' }, { role: '' }, { comment: '\u0000' }]) {
      expect(codeOf(await sign.execute({ ...answer, ...change }))).toBe('sign-off-text-needed');
    }
    expect(codeOf(await sign.execute({ ...answer, answers: [] }))).toBe('nothing-answered');
    expect(codeOf(await sign.execute({ ...answer, signedBy: 'x'.repeat(101) }))).toBe(
      'sign-off-text-too-long',
    );
    expect(codeOf(await sign.execute({ ...(await answerOf(round, token)), comment: '' }))).toBe('ok');
  });
});
