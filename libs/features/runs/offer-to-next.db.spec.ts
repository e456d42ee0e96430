import { dueDaysAgo } from '../../../test/support/message-factories.js';
import {
  addRound,
  addSolvedRun,
  auditCount,
  caseAt,
  daysLeftOf,
  openMatchOf,
} from '../../../test/support/override-factories.js';
import { addAnswers, answerWith } from '../../../test/support/run-factories.js';
import {
  COORDINATOR,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import {
  DeclineMatch,
  endUndelivered,
  LapseMatches,
  lockMatches,
  MatchesQueries,
  UnpublishMatch,
  VerifyMatches,
} from '../matches/index.js';
import {
  DiscardRunUseCase,
  NextCandidatesQueries,
  OfferToNext,
  PublishRunUseCase,
  RunsModule,
  UnpublishRunUseCase,
} from './index.js';

let service: TestService;
let runId: string;
let matchId: string;

beforeEach(async () => {
  service = await openTestService(RunsModule);
  await addRound(service.test.app, 2, { A: {}, B: {}, C: {}, D: { halfDaysOffered: 2 } });
  runId = await addSolvedRun(service.test.app, { leaderRef: 'A', caseId: caseAt(0) });
  const alternatives = ['B', 'C', 'D', 'E'].map((leader) => ({ leader }));
  await service.test.app.query(
    `INSERT INTO run_case_insight (run_id, case_id, content) VALUES ($1, $2, $3::jsonb)`,
    [runId, caseAt(0), JSON.stringify({ case: caseAt(0), leader: 'A', alternatives })],
  );
  matchId = await openMatchOf(service.test.app, runId, caseAt(0));
  valueOf(await service.get(PublishRunUseCase).execute(COORDINATOR, { runId }));
});
afterEach(() => service.close());

const decline = (id = matchId) =>
  service.get(DeclineMatch).execute(COORDINATOR, { matchId: id, reason: 'No room' });
const offer = (leaderRef: string, id = matchId) =>
  service.get(OfferToNext).execute(COORDINATOR, { matchId: id, leaderRef });
const next = async () => {
  const match = await service.get(MatchesQueries).find(matchId);
  return match === undefined ? [] : service.get(NextCandidatesQueries).of(COORDINATOR, match);
};

describe('a case whose match came to nothing', () => {
  it('has the next leaders of the run, judged as things stand now', async () => {
    valueOf(await decline());
    const found = await next();
    expect(
      found.map(({ leaderRef, halfDaysLeft, candidate }) => [leaderRef, halfDaysLeft, candidate !== null]),
    ).toEqual([
      ['B', 20, true],
      ['C', 20, true],
      ['D', 2, false],
    ]);
    expect(found[2]?.why.join(' ')).toMatch(/days/);
  });

  it('has five of them at most, the best of the run first', async () => {
    const more = Array.from({ length: 7 }, (_, at) => `N${String(at)}`);
    await addAnswers(service.test.app, Object.fromEntries(more.map((ref) => [ref, answerWith({})])));
    await service.test.app.query(
      `UPDATE run_case_insight SET content = jsonb_set(content, '{alternatives}', $1::jsonb)`,
      [JSON.stringify(more.toReversed().map((leader) => ({ leader })))],
    );
    valueOf(await decline());
    expect((await next()).map(({ leaderRef }) => leaderRef)).toEqual(['N6', 'N5', 'N4', 'N3', 'N2']);
  });

  it('is published to one of them by one press: days reserved, trail written, the leader told', async () => {
    valueOf(await decline());
    const offered = valueOf(await offer('B'));
    expect(await service.get(MatchesQueries).find(offered.matchId)).toMatchObject({
      ...{ runId, caseId: caseAt(0), leaderRef: 'B', origin: 'reviewer', state: 'published' },
    });
    expect([await daysLeftOf(service.test.app, 'A'), await daysLeftOf(service.test.app, 'B')]).toEqual([
      20, 16,
    ]);
    expect([await auditCount(service.test.app, 'match.place')]).toEqual([1]);
    const told = await service.test.app.query<unknown[]>(
      `SELECT template, to_ref FROM message WHERE match_id = $1`,
      [offered.matchId],
    );
    expect(told).toEqual([{ template: 'match-published', to_ref: 'B' }]);
    expect(valueOf(await service.get(VerifyMatches).execute(SYSTEM))).toEqual([]);
    expect((await next()).map(({ leaderRef }) => leaderRef)).toEqual(['C', 'D']);
  });

  it('goes on to the one after when the next lapses, too', async () => {
    valueOf(await decline());
    const second = valueOf(await offer('B')).matchId;
    await dueDaysAgo(service.test.app, second, 1);
    valueOf(await service.get(LapseMatches).execute(SYSTEM));
    expect((await offer('C', second)).ok).toBe(true);
  });

  it('is published once by many who press at the same moment', async () => {
    valueOf(await decline());
    const pressed = await Promise.all(['B', 'C', 'B', 'C', 'B', 'C'].map((leaderRef) => offer(leaderRef)));
    expect(pressed.filter(({ ok }) => ok)).toHaveLength(1);
    const live = await service.test.app.query<unknown[]>(`SELECT 1 FROM match WHERE state = 'published'`);
    expect(live).toHaveLength(1);
    expect(valueOf(await service.get(VerifyMatches).execute(SYSTEM))).toEqual([]);
  });

  it('and another one, pressed at once for a leader with days for one: one is published', async () => {
    const other = await addSolvedRun(service.test.app, { leaderRef: 'A', caseId: caseAt(1) });
    await service.test.app.query(
      `INSERT INTO run_case_insight (run_id, case_id, content) VALUES ($1, $2, $3::jsonb)`,
      [other, caseAt(1), JSON.stringify({ case: caseAt(1), leader: 'A', alternatives: [{ leader: 'E' }] })],
    );
    await addAnswers(service.test.app, { E: answerWith({ halfDaysOffered: 4 }) });
    const second = await openMatchOf(service.test.app, other, caseAt(1));
    valueOf(await service.get(PublishRunUseCase).execute(COORDINATOR, { runId: other }));
    for (const id of [matchId, second]) valueOf(await decline(id));
    const pressed = await Promise.all([offer('E'), offer('E', second), offer('E'), offer('E', second)]);
    expect(pressed.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await daysLeftOf(service.test.app, 'E')).toBe(0);
    expect(valueOf(await service.get(VerifyMatches).execute(SYSTEM))).toEqual([]);
  });

  it.each([
    ['D', 'not-a-candidate'],
    ['A', 'no-such-candidate'],
    ['Z', 'no-such-candidate'],
  ])('is not offered to %s: %s', async (leaderRef, code) => {
    valueOf(await decline());
    expect(await offer(leaderRef)).toMatchObject({ refusal: { code } });
    expect(await auditCount(service.test.app, 'match.place')).toBe(0);
  });

  it('is not offered while its match lives, nor where there is no match', async () => {
    expect(await offer('B')).toMatchObject({
      refusal: { code: 'match-not-over', facts: { state: 'published' } },
    });
    expect(await offer('B', '00000000-0000-4000-8000-000000000000')).toMatchObject({
      refusal: { code: 'unknown-match' },
    });
  });

  it('is not offered while the run itself is not published', async () => {
    valueOf(await decline());
    valueOf(await service.get(UnpublishRunUseCase).execute(COORDINATOR, { runId }));
    expect(await offer('B')).toMatchObject({
      refusal: { code: 'run-not-open', facts: { state: 'solved' } },
    });
    valueOf(await service.get(DiscardRunUseCase).execute(COORDINATOR, { runId }));
    expect(await offer('B')).toMatchObject({
      refusal: { code: 'run-not-open', facts: { state: 'discarded' } },
    });
    expect(await auditCount(service.test.app, 'match.place')).toBe(0);
  });

  it('is not offered to one leader where it is proposed to another', async () => {
    valueOf(await decline());
    const second = valueOf(await offer('B')).matchId;
    valueOf(await service.get(UnpublishMatch).execute(COORDINATOR, { matchId: second }));
    expect(await offer('C')).toMatchObject({
      refusal: { code: 'case-has-match', facts: { leaderRef: 'B', matchId: second } },
    });
    expect((await next()).map(({ leaderRef }) => leaderRef)).toEqual(['B', 'C', 'D']);
  });

  it('that a reviewer took away, leaving the case to nobody, is offered to the next, too', async () => {
    const reason = 'Not this leader';
    await service.database.transaction(SYSTEM, async (manager) => {
      const ended = await lockMatches(manager, [matchId]);
      await endUndelivered(manager, SYSTEM, ended, { event: 'supersede', daysReason: 'superseded', reason });
    });
    valueOf(await offer('B'));
    expect([await daysLeftOf(service.test.app, 'A'), await daysLeftOf(service.test.app, 'B')]).toEqual([
      20, 16,
    ]);
  });
});
