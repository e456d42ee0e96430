import type { Answer } from '../support/api-client.js';
import { campaignSize } from '../support/campaign-size.js';
import { addRound, addSolvedRun, caseAt, daysLeftOf, openMatchOf } from '../support/override-factories.js';
import {
  decide,
  decideInTheEnd,
  heard,
  type ShownChange,
  startTwoApis,
  tally,
  type TwoApis,
} from './decisions-at-once.fixture.js';

const AT_ONCE = campaignSize('RACE_AT_ONCE', 64);
const ROUNDS = campaignSize('RACE_ROUNDS', 2);
/** What a budget of 80 half-days has room for. */
const ROOM = 20;
/** Reviewers who want the same leader, and look again for as long as others are faster; for how many there are days. */
const PATIENT = campaignSize('RACE_PATIENT', 8);
const WANTED = Math.min(ROOM, Math.ceil(PATIENT / 2));
/** So many publishes and so many overrides are under way when a process is killed. */
const EACH = 50;
/** After as many answers. */
const ANSWERED = 5;
/** Three processes start, on a machine that may be busy. */
const PATIENCE_MS = 300_000;
const NO_FIGURES = { published: 0, decisions: 0, reserved: 0, decided: 0, halfDone: 0 };
type Figures = Readonly<typeof NO_FIGURES>;
const BALANCE = /^The books balance: /;
const times = <T>(count: number, made: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => made(index));

describe('decisions at once over HTTP, at two API processes', () => {
  let two: TwoApis;
  let nextCase = 0;
  /** A case of its own for each test. */
  const freshCase = (): string => caseAt(nextCase++);

  beforeAll(async () => {
    two = await startTwoApis();
    const many = times(3 * EACH, (i) => [`L${String(i)}`, { halfDaysOffered: 8 }] as const);
    await addRound(two.source, 176 + AT_ONCE + PATIENT, {
      ...{ A: { halfDaysOffered: 80 }, B: { halfDaysOffered: 80 }, C: { halfDaysOffered: 80 } },
      ...{ Holder: { halfDaysOffered: 4 * PATIENT }, Wanted: { halfDaysOffered: 4 * WANTED } },
      ...{ Scarce: { halfDaysOffered: 80 }, E: { halfDaysOffered: 80 }, F: { halfDaysOffered: 80 } },
      ...Object.fromEntries(many),
    });
  }, PATIENCE_MS);
  afterAll(() => two.stop());

  /** Published matches, decisions, reservations, decisions in the trail, and decisions that are half done. */
  const figures = async (): Promise<Figures> => {
    const [row] = await two.source.query<Figures[]>(
      `SELECT (SELECT count(*)::integer FROM match WHERE state = 'published') AS published,
              (SELECT count(*)::integer FROM match_decision WHERE state = 'done') AS decisions,
              (SELECT count(*)::integer FROM ledger_entry WHERE kind = 'reserve') AS reserved,
              (SELECT count(*)::integer FROM audit_event WHERE action = 'override.decide') AS decided,
              (SELECT count(*)::integer FROM match_decision WHERE state <> 'done' OR outcome IS NULL) AS "halfDone"`,
    );
    return row ?? NO_FIGURES;
  };
  const versionsOf = async (runId: string): Promise<number> => {
    const rows = await two.source.query<{ sum: number }[]>(
      `SELECT sum(version)::integer AS sum FROM match WHERE run_id = $1`,
      [runId],
    );
    return rows[0]?.sum ?? 0;
  };

  it('a change without If-Match is 428, with a stale one 412, and as it was shown 201', async () => {
    const caseId = freshCase();
    const runId = await addSolvedRun(two.source, { leaderRef: 'A', caseId });
    const [toB, toC] = [await two.shown(runId, caseId, 'B'), await two.shown(runId, caseId, 'C')];
    const without = await decide(two.reviewer, { ...toB, tag: '' });
    expect([without.status, without.body['code']]).toEqual([428, 'if-match-needed']);
    expect(without.headers.get('content-type')).toContain('application/problem+json');
    const wrong = await decide(two.reviewer, { ...toB, tag: '"of something else"' });
    expect([wrong.status, wrong.body['code']]).toEqual([412, 'overtaken']);
    expect((await decide(two.reviewer, toB)).status).toBe(201);
    const stale = await decide(two.reviewer, toC);
    expect([stale.status, stale.body['code']]).toEqual([412, 'overtaken']);
    expect(String(stale.body['title'])).toMatch(/^[A-Z].*\.$/);
    const [open] = [await openMatchOf(two.source, runId, caseId)];
    expect((await two.reviewer.get(`/api/v1/matches/${open}`)).body['leaderRef']).toBe('B');
  });

  it('one of many who saw the same decides, and the others are told that it has changed', async () => {
    const caseId = freshCase();
    const runId = await addSolvedRun(two.source, { leaderRef: 'A', caseId });
    const [toB, toC] = [await two.shown(runId, caseId, 'B'), await two.shown(runId, caseId, 'C')];
    const before = await versionsOf(runId);
    const answers = await Promise.all(
      times(AT_ONCE, (i) => heard(() => decide(two.inTurn(two.reviewer, i), i % 4 < 2 ? toB : toC))),
    );
    expect(tally(answers)).toEqual({ '201': 1, '412 overtaken': AT_ONCE - 1 });
    expect(await versionsOf(runId)).toBeGreaterThan(before);
    const decisions = await two.reviewer.get<{ items: object[] }>(`/api/v1/overrides?runId=${runId}`);
    expect(decisions.body.items).toHaveLength(1);
  });

  it(
    'many plans against one budget, again and again: as many are published as it has days for',
    async () => {
      const plans: { runId: string; caseId: string }[] = [];
      for (const caseId of times(AT_ONCE, freshCase)) {
        plans.push({ runId: await addSolvedRun(two.source, { leaderRef: 'Scarce', caseId }), caseId });
      }
      const inTrail = await figures();
      for (const round of times(ROUNDS, (i) => i)) {
        const answers = await Promise.all(
          plans.map(({ runId }, i) =>
            heard(() => two.inTurn(two.coordinator, round + i).post(`/api/v1/runs/${runId}/publish`)),
          ),
        );
        expect({ round, ...tally(answers) }).toEqual({
          ...{ round, '200': ROOM, '409 publish-refused': AT_ONCE - ROOM },
        });
        expect(await daysLeftOf(two.source, 'Scarce')).toBe(0);
        const published = plans.filter((_, i) => answers[i]?.status === 200);
        const back = await Promise.all(
          published.map(async ({ runId, caseId }, i) => {
            const path = `/api/v1/matches/${await openMatchOf(two.source, runId, caseId)}/unpublish`;
            return heard(() => two.inTurn(two.coordinator, round + i).post(path));
          }),
        );
        expect({ round, ...tally(back) }).toEqual({ round, '200': ROOM });
      }
      expect((await figures()).reserved - inTrail.reserved).toBe(ROUNDS * ROOM);
      expect(await daysLeftOf(two.source, 'Scarce')).toBe(80);
    },
    PATIENCE_MS + ROUNDS * 60_000,
  );

  it(
    'many changes in favour of one leader, each sent again as it then looks: as many are made as there are days for',
    async () => {
      const cases = times(PATIENT, freshCase);
      const pairs = cases.map((caseId) => ({ leaderRef: 'Holder', caseId }));
      const runId = await addSolvedRun(two.source, ...pairs);
      expect((await two.coordinator.post(`/api/v1/runs/${runId}/publish`)).status).toBe(200);
      const before = await figures();
      const answers = await Promise.all(
        cases.map((caseId, i) => decideInTheEnd(two, two.inTurn(two.reviewer, i), runId, caseId, 'Wanted')),
      );
      expect(tally(answers)).toEqual({ '201': WANTED, '409 override-refused': PATIENT - WANTED });
      expect(await daysLeftOf(two.source, 'Wanted')).toBe(0);
      const after = await figures();
      expect(after.decided - before.decided).toBe(WANTED);
      expect(after.halfDone).toBe(0);
    },
    PATIENCE_MS + PATIENT * 30_000,
  );

  it('a plan published while a reviewer changes it is published once, as one of them left it', async () => {
    for (const round of times(6, (i) => i)) {
      const caseId = freshCase();
      const runId = await addSolvedRun(two.source, { leaderRef: 'E', caseId });
      const seen = await two.shown(runId, caseId, 'F');
      const [published, changed] = await Promise.all([
        Promise.all(
          times(4, (i) => heard(() => two.inTurn(two.coordinator, i).post(`/api/v1/runs/${runId}/publish`))),
        ),
        Promise.all(times(4, (i) => heard(() => decide(two.inTurn(two.reviewer, i + 1), seen)))),
      ]);
      expect({ round, ...tally(published) }).toEqual({
        ...{ round, '200': 1, '409 not-possible-in-this-state': 3 },
      });
      const won = tally(changed)['201'] ?? 0;
      expect(tally(changed)).toEqual({ ...(won === 1 ? { '201': 1 } : {}), '412 overtaken': 4 - won });
      const match = await two.reviewer.get(`/api/v1/matches/${await openMatchOf(two.source, runId, caseId)}`);
      expect(match.body).toMatchObject({ state: 'published', leaderRef: won === 1 ? 'F' : 'E' });
    }
    expect((await daysLeftOf(two.source, 'E')) + (await daysLeftOf(two.source, 'F'))).toBe(160 - 6 * 4);
  });

  it('a match accepted while it is taken back is one or the other', async () => {
    for (const round of times(6, (i) => i)) {
      const caseId = freshCase();
      const runId = await addSolvedRun(two.source, { leaderRef: 'C', caseId });
      await two.coordinator.post(`/api/v1/runs/${runId}/publish`);
      const path = `/api/v1/matches/${await openMatchOf(two.source, runId, caseId)}`;
      const before = await daysLeftOf(two.source, 'C');
      const asked = (verb: string, turn: number) =>
        Promise.all(
          times(4, (i) => heard(() => two.inTurn(two.coordinator, i + turn).post(`${path}/${verb}`))),
        );
      const [accepted, back] = await Promise.all([asked('accept', round), asked('unpublish', round + 1)]);
      const both = tally([...accepted, ...back]);
      expect({ round, ...both }).toEqual({ round, '200': 1, '409 not-possible-in-this-state': 7 });
      const isAccepted = (tally(accepted)['200'] ?? 0) === 1;
      const { body } = await two.coordinator.get(path);
      expect(body['state']).toBe(isAccepted ? 'accepted' : 'proposed');
      expect(await daysLeftOf(two.source, 'C')).toBe(isAccepted ? before : before + 4);
    }
  });

  it('an API killed among 50 publishes and 50 overrides leaves nothing half done, and the rest can be sent again', async () => {
    const toPublish: string[] = [];
    const toChange: ShownChange[] = [];
    for (const at of times(EACH, (i) => i)) {
      // Leaders of their own: a publish moves days that a change was shown.
      const [publishes, leaderRef, other] = times(3, (i) => `L${String(i * EACH + at)}`) as [
        string,
        string,
        string,
      ];
      toPublish.push(await addSolvedRun(two.source, { leaderRef: publishes, caseId: freshCase() }));
      const caseId = freshCase();
      toChange.push(await two.shown(await addSolvedRun(two.source, { leaderRef, caseId }), caseId, other));
    }
    const requests = (url: string): readonly (() => Promise<Answer>)[] => [
      ...toPublish.map(
        (id) => () => two.coordinator.at(url).keyed(`/api/v1/runs/${id}/publish`, `publish-${id}`),
      ),
      ...toChange.map(
        (change) => () =>
          decide(two.reviewer.at(url), change, { 'idempotency-key': `override-${change.runId}` }),
      ),
    ];
    const before = await figures();
    let answered = 0;
    let killed: Promise<void> | undefined;
    const first = await Promise.all(
      requests(two.service.url).map(async (request) => {
        const answer = await request().catch(() => null);
        if (answer !== null && answer.status < 400 && ++answered === ANSWERED) killed = two.service.killApi();
        return answer;
      }),
    );
    await killed;
    const got = first.filter((answer) => answer !== null && answer.status !== 503);
    expect(got.length).toBeGreaterThanOrEqual(ANSWERED);
    expect(got.length).toBeLessThan(2 * EACH);
    expect(got.filter((answer) => answer === null || answer.status >= 400)).toEqual([]);
    expect(await two.books()).toMatch(BALANCE);
    const again = await Promise.all(requests(two.second).map(heard));
    expect(tally(again)).toEqual({ '200': EACH, '201': EACH });
    const kept = first.flatMap((answer, at) => (answer?.status === 503 || !answer ? [] : [{ at, answer }]));
    expect(kept.map(({ at }) => again[at]?.body)).toEqual(kept.map(({ answer }) => answer.body));
    const after = await figures();
    expect(after).toEqual({
      published: before.published + EACH,
      decisions: before.decisions + EACH,
      reserved: before.reserved + EACH,
      decided: before.decided + EACH,
      halfDone: 0,
    });
  });

  it('and in the end the books balance', async () => {
    expect(await two.books()).toMatch(BALANCE);
  });
});
