import { SYSTEM } from '../../libs/domain/kernel/index.js';
import { ChangeUser, IdentityQueries } from '../../libs/features/identity/index.js';
import { ApiClient } from '../support/api-client.js';
import { type ApiInProcess, startApiInProcess } from '../support/api-in-process.js';
import { valueOf } from '../support/budget-factories.js';
import { addSolvedRun, matchesOf, openMatchOf } from '../support/override-factories.js';
import { PageClient } from '../support/page-client.js';
import { addAnswers, addAssessedCases, answerWith, casesNamed } from '../support/run-factories.js';

const NOWHERE = '00000000-0000-4000-8000-000000000000';
/** Works in both regions, and takes on one engagement. */
const BOTH = 'LDR-BOTH';
const NEAR = 'LDR-NEAR';
/** Known elsewhere only. */
const FAR = 'LDR-FAR';
const [OWN, SECOND, FOREIGN, FOREIGN_TOO] = ['school-w000', 'school-w001', 'school-w002', 'school-w003'];

describe('people limited to a region publish what lies there', () => {
  let api: ApiInProcess;
  let runId: string;
  let limited: ApiClient;
  let admin: ApiClient;
  let page: PageClient;

  beforeAll(async () => {
    api = await startApiInProcess();
    const cases = casesNamed('w', 4);
    await addAssessedCases(
      api.source,
      cases.map((one, index) => ({ ...one, region: index < 2 ? 'London' : 'South West' })),
    );
    await addAnswers(api.source, {
      [BOTH]: answerWith({ maxEngagements: 1 }),
      [NEAR]: answerWith(),
      [FAR]: answerWith(),
    });
    await api.source.query(`UPDATE survey_answer SET nearest_region = 'London' WHERE leader_ref = $1`, [
      NEAR,
    ]);
    runId = await addSolvedRun(
      api.source,
      { leaderRef: NEAR, caseId: OWN },
      { leaderRef: BOTH, caseId: SECOND },
      { leaderRef: BOTH, caseId: FOREIGN },
      { leaderRef: FAR, caseId: FOREIGN_TOO },
    );
    const alternatives = [FAR, BOTH].map((leader) => ({ leader }));
    await api.source.query(
      `INSERT INTO run_case_insight (run_id, case_id, content) VALUES ($1, $2, $3::jsonb)`,
      [runId, OWN, JSON.stringify({ case: OWN, leader: NEAR, alternatives })],
    );
    const users = await api.app.get(IdentityQueries, { strict: false }).users();
    const userId = users.find((user) => user.username === 'coordinator')?.id ?? '';
    const access = { roles: ['coordinator'], leaderRef: null, disabled: false, regions: ['London'] } as const;
    const change = { userId, ...access, reason: 'They work in one region' };
    valueOf(await api.app.get(ChangeUser, { strict: false }).execute(SYSTEM, change));
    limited = await ApiClient.signedIn(api.url, 'coordinator');
    page = await PageClient.signedIn(api.url, 'coordinator');
    admin = await ApiClient.signedIn(api.url, 'admin');
  });
  afterAll(() => api.stop());

  const matchOf = (caseId = ''): Promise<string> => openMatchOf(api.source, runId, caseId);
  const standing = (): Promise<readonly string[]> => matchesOf(api.source, runId);
  const publish = (
    who: ApiClient,
    ...caseIds: readonly (string | undefined)[]
  ): Promise<{ status: number; body: Readonly<Record<string, unknown>> }> =>
    Promise.all(caseIds.map(matchOf)).then((matchIds) =>
      who.post(`/api/v1/runs/${runId}/publish`, caseIds.length === 0 ? {} : { matchIds }),
    );

  it('and nothing else: a selection that holds what lies elsewhere is refused whole, as what is not there', async () => {
    const before = await standing();
    const tried = [await publish(limited, OWN, FOREIGN), await publish(limited, FOREIGN)];
    expect(tried.map(({ status }) => status)).toEqual([404, 404]);
    const unknown = await limited.post(`/api/v1/runs/${runId}/publish`, { matchIds: [NOWHERE] });
    const foreign = await matchOf(FOREIGN);
    expect(JSON.stringify(tried[1]?.body).replaceAll(foreign, NOWHERE)).toBe(JSON.stringify(unknown.body));
    expect(await standing()).toEqual(before);
  });

  it('weighed against the engagements of a leader everywhere', async () => {
    expect((await publish(admin, FOREIGN)).status).toBe(200);
    const refused = await publish(limited, SECOND);
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([
      409,
      expect.stringContaining('"leadersOverEngagements":[{"leaderRef":"LDR-BOTH","held":1'),
    ]);
    expect(JSON.stringify(refused.body)).not.toContain(FOREIGN);
  });

  it('from the list of its matches, by the same check as others', async () => {
    expect((await page.get(`/runs/${runId}`)).status).toBe(403);
    expect((await page.get(`/runs/${runId}/matches`)).text).toContain(`href="/runs/${runId}/publish"`);
    const { text } = await page.get(`/runs/${runId}/publish`);
    expect([OWN, SECOND, FOREIGN, FOREIGN_TOO, FAR].map((name) => text.includes(name))).toEqual([
      ...[true, true, false, false, false],
    ]);
    const shown = await matchOf(SECOND);
    const own = await matchOf(OWN);
    const of = /name="of" value="(\w+)"/.exec(text)?.[1] ?? '';
    await page.post(`/runs/${runId}/publish/choose`, { start: 'none' });
    await page.get(`/runs/${runId}/publish`);
    const none = await page.post(`/runs/${runId}/publish/selected`, { of, shown: own });
    expect([none.status, none.text.includes('Choose at least one proposal to publish.')]).toEqual([
      422,
      true,
    ]);
    const sent = await page.post(`/runs/${runId}/publish/selected`, { of, shown: own, match: own });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/runs/${runId}/matches`]);
    expect((await page.get(`/runs/${runId}/matches`)).text).toContain('1 match published');
    expect(await standing()).toEqual([
      `${OWN} ${NEAR} published run`,
      `${SECOND} ${BOTH} proposed run`,
      `${FOREIGN} ${BOTH} published run`,
      `${FOREIGN_TOO} ${FAR} proposed run`,
    ]);
    expect(shown).toBe(await matchOf(SECOND));
    const trail = await api.source.query<{ action: string }[]>(
      `SELECT action FROM audit_event WHERE action LIKE '%publish%'
          AND actor_id = (SELECT id::text FROM app_user WHERE username = 'coordinator') ORDER BY id`,
    );
    expect(trail.map(({ action }) => action)).toEqual(['match.publish', 'run.publish-more']);
  });

  it('and offer a case again to the next leaders who are known there', async () => {
    const matchId = await matchOf(OWN);
    const path = `/api/v1/matches/${matchId}`;
    expect((await limited.post(`${path}/decline`, { reason: 'No time' })).status).toBe(200);
    const next = async (who: ApiClient): Promise<readonly string[]> => {
      const { body } = await who.get<{ items: { leaderRef: string }[] }>(`${path}/next-candidates`);
      return body.items.map(({ leaderRef }) => leaderRef);
    };
    expect([await next(admin), await next(limited)]).toEqual([[FAR, BOTH], [BOTH]]);
    const shown = await page.get(`/matches/${matchId}`);
    expect([shown.status, shown.text.includes(BOTH), shown.text.includes(FAR)]).toEqual([200, true, false]);
    const offer = async (leaderRef: string): Promise<number> =>
      (await limited.post(`${path}/offer-to-next`, { leaderRef })).status;
    expect([await offer(FAR), await offer('LDR-NOBODY')]).toEqual([404, 404]);
    // Their one engagement lies elsewhere.
    expect(await offer(BOTH)).toBe(409);
    const elsewhere = await matchOf(FOREIGN);
    expect((await admin.post(`/api/v1/matches/${elsewhere}/unpublish`)).status).toBe(200);
    expect(await offer(BOTH)).toBe(200);
    expect(await standing()).toContain(`${OWN} ${BOTH} published reviewer`);
  });

  it('until the run proposes nothing more there', async () => {
    await api.source.query(`UPDATE survey_answer SET facts = facts || '{"maxEngagements":null}'`);
    expect((await publish(limited)).body).toMatchObject({ runId, matches: 1 });
    const again = await publish(limited);
    expect([again.status, again.body['code']]).toEqual([409, 'nothing-to-do']);
    expect((await standing()).filter((line) => line.includes('proposed'))).toEqual([
      `${FOREIGN} ${BOTH} proposed run`,
      `${FOREIGN_TOO} ${FAR} proposed run`,
    ]);
    expect((await publish(admin, FOREIGN, FOREIGN_TOO)).status).toBe(200);
  });
});
