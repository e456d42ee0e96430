import { type Region, SYSTEM } from '../../libs/domain/kernel/index.js';
import { ChangeUser, IdentityQueries } from '../../libs/features/identity/index.js';
import { PublishRunUseCase } from '../../libs/features/runs/index.js';
import { type Answer, ApiClient } from '../support/api-client.js';
import { type ApiInProcess, startApiInProcess } from '../support/api-in-process.js';
import { APP_ROLE } from '../../libs/platform/database/index.js';
import { OFFER, valueOf } from '../support/budget-factories.js';
import { addSolvedRun, matchesOf, openMatchOf, REASON } from '../support/override-factories.js';
import { crawl } from '../support/page-crawl.js';
import { PageClient } from '../support/page-client.js';
import { addAnswers, addAssessedCases, answerWith, casesNamed } from '../support/run-factories.js';

const NOWHERE = '00000000-0000-4000-8000-000000000000';
/** Works in both regions, and takes on two engagements at most. */
const BOTH = 'LDR-BOTH';
const NEAR = 'LDR-NEAR';
const FAR = 'LDR-FAR';
const [OWN, OPEN, SECOND, FOREIGN] = ['school-w000', 'school-w001', 'school-w002', 'school-w003'];
const ELSEWHERE = ['school-w003', 'school-w004', 'School w3', 'School w4', FAR];

interface Made {
  readonly decisionId: string;
}
interface Effect {
  readonly refusal: { readonly code: string } | null;
  readonly isPossible: boolean;
}

describe('the work of people limited to a region', () => {
  let api: ApiInProcess;
  let runId: string;
  let limited: ApiClient;
  let admin: ApiClient;
  let page: PageClient;

  beforeAll(async () => {
    api = await startApiInProcess();
    const cases = casesNamed('w', 5);
    await addAssessedCases(
      api.source,
      cases.map((one, index) => ({ ...one, region: index < 3 ? 'London' : 'South West' })),
    );
    await api.source.query(
      `WITH made AS (INSERT INTO import (kind, file_name, sha256, byte_size, state, created_by)
         VALUES ('schools', 'gias.csv', 'a', 1, 'imported', 'test') RETURNING id)
       INSERT INTO school (urn, name, region_name, status_code, facts, import_id)
       SELECT '123456', 'Base', 'London', '1', '{}', id FROM made`,
    );
    await addAnswers(api.source, {
      [BOTH]: answerWith({ maxEngagements: 2 }),
      [NEAR]: answerWith({ baseUrn: '123456' }),
      [FAR]: answerWith(),
    });
    runId = await addSolvedRun(
      api.source,
      { leaderRef: BOTH, caseId: OWN },
      { leaderRef: NEAR, caseId: SECOND },
      { leaderRef: BOTH, caseId: FOREIGN },
      { leaderRef: FAR, caseId: 'school-w004' },
    );
    await limit('coordinator', 'London');
    limited = await ApiClient.signedIn(api.url, 'coordinator');
    page = await PageClient.signedIn(api.url, 'coordinator');
    admin = await ApiClient.signedIn(api.url, 'admin');
  });
  afterAll(() => api.stop());

  async function limit(username: string, region: Region): Promise<void> {
    const users = await api.app.get(IdentityQueries, { strict: false }).users();
    const userId = users.find((user) => user.username === username)?.id ?? '';
    const roles = ['coordinator', 'reviewer'] as const;
    const access = { roles, leaderRef: null, disabled: false, regions: [region] };
    const change = { userId, ...access, reason: 'They work in one region' };
    valueOf(await api.app.get(ChangeUser, { strict: false }).execute(SYSTEM, change));
  }

  const matchOf = (caseId = ''): Promise<string> => openMatchOf(api.source, runId, caseId);
  const preview = (who: ApiClient, ...changes: readonly object[]): Promise<Answer<Effect>> =>
    who.post<Effect>(`/api/v1/runs/${runId}/overrides/preview`, { changes });
  /** As it was shown. */
  const make = async (who: ApiClient, ...changes: readonly object[]): Promise<Answer<Made>> => {
    const tag = (await preview(who, ...changes)).headers.get('etag') ?? '"none"';
    const body = JSON.stringify({ changes, ...REASON });
    const path = `/api/v1/runs/${runId}/overrides`;
    return who.send<Made>('POST', path, body, 'application/json', { 'if-match': tag });
  };
  const undo = async (who: ApiClient, { decisionId }: Made): Promise<Answer<Made>> => {
    const path = `/api/v1/overrides/${decisionId}/undo`;
    const tag = (await who.get(path)).headers.get('etag') ?? '"none"';
    return who.send<Made>('POST', path, JSON.stringify(REASON), 'application/json', { 'if-match': tag });
  };
  const written = async (): Promise<readonly string[]> => {
    const rows = await api.source.query<{ action: string }[]>(
      `SELECT action FROM audit_event WHERE actor_id = (SELECT id::text FROM app_user WHERE username = 'coordinator')
          AND action NOT IN ('user.sign-in', 'api-token.create') ORDER BY id`,
    );
    return rows.map(({ action }) => action);
  };

  it('changes a match of theirs, is kept, and is taken back', async () => {
    const matchId = await matchOf(OWN);
    const made = await make(limited, { kind: 'reassign', matchId, leaderRef: NEAR });
    expect(made.status).toBe(201);
    expect(await matchesOf(api.source, runId)).toContain(`${OWN} ${NEAR} proposed reviewer`);
    expect(await written()).toEqual(['match.supersede', 'match.place', 'override.decide']);
    const { decisionId } = made.body;
    expect((await page.get(`/overrides/${decisionId}`)).status).toBe(200);
    const undone = await undo(limited, made.body);
    expect(undone.status).toBe(201);
    expect(await matchesOf(api.source, runId)).toContain(`${OWN} ${BOTH} proposed reviewer`);
    expect((await admin.get(`/api/v1/overrides/${undone.body.decisionId}`)).status).toBe(200);
  });

  it('chooses among the leaders who are known there, and says no word of what lies elsewhere', async () => {
    const matchId = await matchOf(SECOND);
    const shown = [
      await page.get(`/matches/${matchId}/override`),
      await page.get(`/runs/${runId}/cases/${OPEN}/place`),
      await page.get(`/runs/${runId}/override?do=reassign&match=${matchId}&leader=${BOTH}`),
    ];
    expect(shown.map(({ status }) => status)).toEqual([200, 200, 200]);
    const said = shown.map(({ text }) => text).join(' ');
    expect([said.includes(NEAR), said.includes(BOTH)]).toEqual([true, true]);
    const effect = await preview(limited, { kind: 'reassign', matchId, leaderRef: BOTH });
    const all = said + JSON.stringify(effect.body);
    expect(ELSEWHERE.filter((name) => all.includes(name))).toEqual([]);
    const whole = await preview(admin, { kind: 'reassign', matchId, leaderRef: BOTH });
    expect(JSON.stringify(whole.body)).toContain(FOREIGN);
  });

  it('is weighed against the work of a leader everywhere', async () => {
    valueOf(await api.app.get(PublishRunUseCase, { strict: false }).execute(SYSTEM, { runId }));
    // Two engagements, one of them elsewhere: a third is too many.
    const change = { kind: 'reassign', matchId: await matchOf(SECOND), leaderRef: BOTH };
    const [own, whole] = [await preview(limited, change), await preview(admin, change)];
    expect(JSON.stringify(own.body)).toContain('engagements-reached');
    expect(own.body.refusal).toEqual(whole.body.refusal);
    expect((await make(limited, change)).status).toBe(409);
  });

  it('is refused whole where one part lies elsewhere, as if that were not there', async () => {
    const standing = async (): Promise<unknown> => [await matchesOf(api.source, runId), await written()];
    const before = await standing();
    const own = { kind: 'unassign', matchId: await matchOf(OWN) };
    const foreign = await matchOf(FOREIGN);
    const tries = [
      { kind: 'unassign', matchId: foreign },
      { kind: 'reassign', matchId: foreign, leaderRef: NEAR },
      { kind: 'place', caseId: FOREIGN, leaderRef: NEAR },
      { kind: 'forbid', caseId: FOREIGN, leaderRef: NEAR },
      { kind: 'place', caseId: OPEN, leaderRef: FAR },
    ];
    for (const change of tries) {
      expect([change, (await make(limited, own, change)).status]).toEqual([change, 404]);
    }
    const [hidden, unknown] = [foreign, NOWHERE].map((matchId) => ({ kind: 'unassign', matchId }));
    const text = async (change?: object): Promise<string> =>
      JSON.stringify((await preview(limited, change ?? {})).body)
        .replaceAll(foreign, NOWHERE)
        .replace(/"tag":"\w+"/, '');
    expect(await text(hidden)).toBe(await text(unknown));
    expect(await standing()).toEqual(before);
  });

  it('finds no decision that also touches what lies elsewhere, and cannot take it back', async () => {
    const { body, status } = await make(
      admin,
      { kind: 'place', caseId: OPEN, leaderRef: NEAR },
      { kind: 'unassign', matchId: await matchOf('school-w004') },
    );
    expect(status).toBe(201);
    for (const path of ['', '/undo', '/approval']) {
      expect((await limited.get(`/api/v1/overrides/${body.decisionId}${path}`)).status).toBe(404);
    }
    expect((await undo(limited, body)).status).toBe(404);
    const listed = await limited.get<{ items: { id: string }[] }>('/api/v1/overrides');
    expect(listed.body.items.map(({ id }) => id)).not.toContain(body.decisionId);
    expect(listed.body.items).toHaveLength(2);
  });

  it('cannot write a decision about what lies elsewhere, whatever the service asks of the database', async () => {
    const insert = (caseId = ''): Promise<unknown> =>
      api.source.transaction(async (manager) => {
        await manager.query(`SET LOCAL ROLE ${APP_ROLE}`);
        await manager.query(`SELECT set_config('app.regions', '{"london"}', true)`);
        await manager.query(
          `INSERT INTO match_decision (id, offer, run_id, changes, effect, versions, reason_code, reason, state, decided_by)
           VALUES (gen_random_uuid(), $1, $2, '[]', $3::jsonb, '{}', 'other', 'Why', 'awaiting-approval', 'x')`,
          [OFFER, runId, JSON.stringify({ items: [{ caseId: OWN }, { caseId }] })],
        );
        throw new Error('let through');
      });
    await expect(insert(FOREIGN)).rejects.toThrow('row-level security');
    await expect(insert(OPEN)).rejects.toThrow('let through');
  });

  it('meets no link that is closed to them', async () => {
    const found = await crawl(page, 4);
    expect(found.dead).toEqual([]);
    expect(found.pages.some((address) => address.includes('/override'))).toBe(true);
    expect(found.pages.length).toBeGreaterThan(15);
  });

  it('ends the waiting and changes needs on the pages, there and nowhere else', async () => {
    const [own, foreign] = [await matchOf(SECOND), await matchOf(FOREIGN)];
    const shown = await page.get(`/matches/${own}/end-waiting`);
    const version = /name="version" value="(\d+)"/.exec(shown.text)?.[1] ?? '';
    const why = { reason: 'They are ill', version };
    expect((await page.get(`/matches/${foreign}/end-waiting`)).status).toBe(404);
    expect((await page.post(`/matches/${foreign}/end-waiting`, why)).status).toBe(404);
    expect((await page.post(`/matches/${own}/end-waiting`, why)).status).toBe(303);
    const need = { need: 'attendance', edit: 'add', needReason: 'The school asked' };
    expect((await page.post(`/cases/${OFFER}/${FOREIGN}/needs`, need)).status).toBe(404);
    expect((await page.post(`/cases/${OFFER}/${OPEN}/needs`, need)).status).toBe(303);
    const answered = await matchOf(OWN);
    const declined = await limited.post(`/api/v1/matches/${answered}/decline`, { reason: 'No time' });
    expect(declined.status).toBe(200);
    expect(await matchesOf(api.source, runId)).toEqual(
      expect.arrayContaining([`${SECOND} ${NEAR} lapsed run`, `${OWN} ${BOTH} declined reviewer`]),
    );
    expect(await written()).toEqual(expect.arrayContaining(['match.lapse', 'need.add', 'match.decline']));
  });
});
