import { REGIONAL_ROUTES } from '../../apps/api/src/access/regional-routes.js';
import { type RouteAccess, RouteCensus } from '../../apps/api/src/access/route-census.js';
import { type Region, type Role, SYSTEM } from '../../libs/domain/kernel/index.js';
import { ChangeUser, IdentityQueries } from '../../libs/features/identity/index.js';
import { PublishRunUseCase } from '../../libs/features/runs/index.js';
import { ApiClient } from '../support/api-client.js';
import { type ApiInProcess, OWN_LEADER, startApiInProcess } from '../support/api-in-process.js';
import { addLeaders, addRun, matchIdsOf, OFFER, valueOf } from '../support/budget-factories.js';
import { PageClient } from '../support/page-client.js';
import { addAnswers, addAssessedCases, answerWith, casesNamed } from '../support/run-factories.js';

const NOWHERE = '00000000-0000-4000-8000-000000000000';
const ELSEWHERE_LEADER = 'LDR-ELSEWHERE';
const IDLE_LEADER = 'LDR-IDLE';
/** Names no base school; the nearest open one lies in London, or in another region. */
const NEAR_LEADER = 'LDR-NEAR';
const FAR_LEADER = 'LDR-FAR';

/** Who is limited to which region, as what. */
const LIMITED: Readonly<Record<string, readonly [Region, readonly Role[]]>> = {
  coordinator: ['London', ['coordinator', 'reviewer']],
  reviewer: ['South West', ['coordinator', 'reviewer']],
  auditor: ['South West', ['auditor']],
};

describe('people limited to some regions', () => {
  let api: ApiInProcess;
  let routes: readonly RouteAccess[];
  /** All of these lie in London. */
  let ids: Readonly<Record<string, string>>;
  const clients = new Map<string, ApiClient>();
  const pages = new Map<string, PageClient>();

  beforeAll(async () => {
    api = await startApiInProcess();
    routes = api.app.get(RouteCensus, { strict: false }).routes();
    await addLeaders(api.source, { [OWN_LEADER]: 20, [ELSEWHERE_LEADER]: 20 });
    const [one, other] = casesNamed('1', 2);
    if (one === undefined || other === undefined) throw new Error('Two cases were asked for');
    await addAssessedCases(api.source, [
      { ...one, region: 'London' },
      { ...other, region: 'South West' },
    ]);
    const runId = await addRun(
      api.source,
      { leaderRef: OWN_LEADER, caseId: 'school-1000' },
      { leaderRef: ELSEWHERE_LEADER, caseId: 'school-1001' },
    );
    const matchIds = await matchIdsOf(api.source, runId);
    valueOf(await api.app.get(PublishRunUseCase, { strict: false }).execute(SYSTEM, { runId }));
    await api.source.query(
      `WITH made AS (INSERT INTO import (kind, file_name, sha256, byte_size, state, created_by)
         VALUES ('schools', 'gias.csv', 'a', 1, 'imported', 'test') RETURNING id)
       INSERT INTO school (urn, name, region_name, status_code, facts, import_id)
       SELECT '123456', 'Base', 'London', '1', '{}', id FROM made`,
    );
    await addAnswers(api.source, {
      [IDLE_LEADER]: answerWith({ baseUrn: '123456' }),
      [NEAR_LEADER]: answerWith({ baseUrn: null }),
      [FAR_LEADER]: answerWith({ baseUrn: null }),
    });
    await api.source.query(
      `UPDATE survey_answer SET nearest_region = CASE leader_ref WHEN $1 THEN 'London' ELSE 'South West' END
        WHERE leader_ref IN ($1, $2)`,
      [NEAR_LEADER, FAR_LEADER],
    );
    ids = { offer: OFFER, matchId: matchIds['school-1000'] ?? '', caseId: 'school-1000' };
    ids = { ...ids, leaderRef: OWN_LEADER, runId, subjectKind: 'school', subjectId: '1000' };
    for (const [username, [region, roles]] of Object.entries(LIMITED)) await limit(username, region, roles);
    for (const username of [...Object.keys(LIMITED), 'admin']) {
      clients.set(username, await ApiClient.signedIn(api.url, username));
      pages.set(username, await PageClient.signedIn(api.url, username));
    }
  });
  afterAll(() => api.stop());

  async function limit(username: string, region: Region, roles: readonly Role[]): Promise<void> {
    const users = await api.app.get(IdentityQueries, { strict: false }).users();
    const userId = users.find((user) => user.username === username)?.id ?? '';
    const access = { roles, leaderRef: null, disabled: false, regions: [region] };
    valueOf(
      await api.app
        .get(ChangeUser, { strict: false })
        .execute(SYSTEM, { userId, ...access, reason: 'They work in one region' }),
    );
  }

  const client = (who: string): ApiClient => clients.get(who) ?? ApiClient.anonymous(api.url);
  const ask = async (
    who: string,
    { method, path }: RouteAccess,
  ): Promise<{ status: number; text: string }> => {
    const filled = path.replace(/:(\w+)/g, (_all, name: string) => ids[name] ?? NOWHERE);
    const address = /\.(csv|xlsx)$/.test(path) ? `${filled}?purpose=check-matches` : filled;
    if (!path.startsWith('/api/')) {
      const page = pages.get(who) ?? new PageClient(api.url);
      return method === 'GET' ? page.get(address) : page.post(address, {}, method);
    }
    const body = method === 'GET' ? undefined : '{}';
    const answer = await client(who).send(method, address, body, 'application/json');
    return { status: answer.status, text: JSON.stringify(answer.body) };
  };
  const isRegional = ({ controller, handler }: RouteAccess): boolean =>
    REGIONAL_ROUTES[controller]?.includes(handler) === true;
  const opened = (): readonly RouteAccess[] =>
    routes.filter(
      (route) =>
        isRegional(route) && route.allowed !== 'anyone' && route.allowed?.includes('coordinator') === true,
    );
  const actionsOf = async (username: string): Promise<readonly string[]> => {
    const rows = await api.source.query<{ action: string }[]>(
      `SELECT DISTINCT action FROM audit_event WHERE actor_id = (SELECT id::text FROM app_user WHERE username = $1) ORDER BY 1`,
      [username],
    );
    return rows.map(({ action }) => action);
  };

  it('may use routes that there are, and no other', async () => {
    const listed = Object.entries(REGIONAL_ROUTES).flatMap(([controller, handlers]) =>
      handlers.map((handler) => `${controller}.${handler}`),
    );
    const known = new Set(routes.map(({ controller, handler }) => `${controller}.${handler}`));
    expect(listed.filter((name) => !known.has(name))).toEqual([]);
    const wrong: string[] = [];
    for (const who of ['coordinator', 'auditor']) {
      const closed = routes.filter((route) => route.allowed !== 'anyone' && !isRegional(route));
      for (const route of closed) {
        const { status } = await ask(who, route);
        if (status !== 403) wrong.push(`${who} ${route.method} ${route.path} ${String(status)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('are answered in their own region as those without a limit', async () => {
    const wrong: string[] = [];
    let found = 0;
    for (const route of opened().filter(({ method }) => method === 'GET')) {
      const [unlimited, own] = [await ask('admin', route), await ask('coordinator', route)];
      if (unlimited.status !== 200) continue;
      if (own.status !== 200) wrong.push(`${route.path} ${String(own.status)}`);
      if (own.text.includes('school-1001') || own.text.includes(ELSEWHERE_LEADER))
        wrong.push(`${route.path} shows what lies elsewhere`);
      found++;
    }
    expect(wrong).toEqual([]);
    expect(found).toBeGreaterThan(25);
  });

  it('find nothing that lies elsewhere, whatever the route, and it is written down', async () => {
    const wrong: string[] = [];
    for (const who of ['reviewer', 'auditor']) {
      for (const route of opened().filter(({ method }) => method === 'GET')) {
        if (who === 'auditor' && route.allowed?.includes('auditor') !== true) continue;
        const { status, text } = await ask(who, route);
        const names = /:(matchId|caseId|leaderRef|subjectId)\b/.test(route.path);
        if (names && status !== 404) wrong.push(`${who} ${route.path} ${String(status)}`);
        const seen = [ids['matchId'], 'school-1000', OWN_LEADER, IDLE_LEADER].filter(
          (id) => !names && id !== undefined && text.includes(id),
        );
        if (seen.length > 0 || status >= 500)
          wrong.push(`${who} ${route.path} ${String(status)} ${seen.join()}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(
      api.logged.some((line) => line.includes('"event":"access-refused"') && line.includes(':matchId')),
    ).toBe(true);
  });

  it('change nothing that lies elsewhere, whatever the route', async () => {
    const wrong: string[] = [];
    for (const route of opened().filter(
      ({ method, path }) => method !== 'GET' && !path.includes('account'),
    )) {
      const { status } = await ask('reviewer', route);
      // The run proposes nothing in their region; what they would choose of it is kept in their session.
      const isPublishing = /\/publish(\/selected)?$/.test(route.path);
      const refused = isPublishing ? [409] : route.path.endsWith('/choose') ? [303] : [400, 404, 422];
      if (!refused.includes(status)) wrong.push(`${route.method} ${route.path} ${String(status)}`);
    }
    const { matchId = '' } = ids;
    const tries: readonly (readonly [path: string, body: object])[] = [
      [`/api/v1/matches/${matchId}/accept`, {}],
      [`/api/v1/matches/${matchId}/decline`, { reason: 'No' }],
      [`/api/v1/matches/${matchId}/unpublish`, {}],
      [`/api/v1/offers/${OFFER}/cases/school-1000/moves`, { to: 'contacting', version: 1 }],
    ];
    for (const [path, body] of tries) {
      const { status } = await client('reviewer').post(path, body);
      if (status !== 404 && status !== 400) wrong.push(`${path} ${String(status)}`);
    }
    expect(wrong).toEqual([]);
    expect(await actionsOf('reviewer')).toEqual(['api-token.create', 'table.export', 'user.sign-in']);
  });

  it('act in their own region, know its leaders, and see the whole balance of a leader', async () => {
    const { matchId = '' } = ids;
    const { body } = await client('coordinator').get<{ items: { ref?: string; leaderRef?: string }[] }>(
      `/api/v1/offers/${OFFER}/leaders`,
    );
    const refs = body.items.map(({ ref, leaderRef }) => ref ?? leaderRef);
    expect(refs.sort()).toEqual([IDLE_LEADER, NEAR_LEADER, OWN_LEADER]);
    const done = await client('coordinator').post(`/api/v1/matches/${matchId}/accept`, {});
    expect([done.status, await actionsOf('coordinator')]).toEqual([
      200,
      expect.arrayContaining(['match.accept']) as readonly string[],
    ]);
    const days = (who: string): Promise<unknown> =>
      client(who)
        .get(`/api/v1/offers/${OFFER}/leaders/${OWN_LEADER}`)
        .then((answer) => answer.body);
    expect(await days('coordinator')).toEqual(await days('admin'));
  });

  it('lose a region from their next request on', async () => {
    await limit('coordinator', 'South West', ['coordinator', 'reviewer']);
    expect((await client('coordinator').get(`/api/v1/matches/${ids['matchId'] ?? ''}`)).status).toBe(404);
  });

  it('are invited and changed on the pages, with their offers and regions', async () => {
    const admin = pages.get('admin') ?? new PageClient(api.url);
    const form = { displayName: 'Una Limited', email: '', roles: 'coordinator', offers: OFFER };
    expect((await admin.get('/admin/invitations/new')).text).toContain('name="regions"');
    const refused = await admin.post('/admin/invitations', { ...form, roles: 'admin', regions: 'London' });
    expect([refused.status, refused.text.includes('may be limited to some')]).toEqual([422, true]);
    const made = await admin.post('/admin/invitations', { ...form, regions: 'London' });
    expect(made.status).toBe(201);
    expect((await admin.get('/admin/invitations')).text).toContain(
      'Coordinator, for 2024-25 only, in London only',
    );
    const link = /\/invitations\/lm_[\w-]+/.exec(made.text)?.[0] ?? '';
    const invited = new PageClient(api.url);
    await invited.get(link);
    const password = 'a-long-enough-secret';
    expect((await invited.post(link, { username: 'una', password })).status).toBe(303);
    const start = await invited.get('/');
    expect([
      start.status,
      start.text.includes('href="/audit"'),
      start.text.includes('href="/cases"'),
    ]).toEqual([...[200, false, true]]);
    expect((await invited.get('/imports')).status).toBe(403);
    const [una] = await api.source.query<{ id: string; offers: string[]; regions: string[] }[]>(
      `SELECT id, offers, regions FROM app_user WHERE username = 'una'`,
    );
    expect(una).toMatchObject({ offers: [OFFER], regions: ['London'] });
    const own = await admin.get(`/admin/users/${una?.id ?? ''}`);
    expect(own.text).toMatch(/name="regions"[^>]*value="London"[^>]*checked/);
    const change = { roles: 'auditor', regions: 'South West', reason: 'Moved' };
    expect((await admin.post(`/admin/users/${una?.id ?? ''}`, change)).status).toBe(303);
    const mine = await api.source.query<{ regions: string[] }[]>(
      `SELECT offers, regions FROM app_user WHERE username = 'una'`,
    );
    expect(mine).toEqual([{ offers: null, regions: ['South West'] }]);
  });
});
