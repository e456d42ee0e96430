import type { RouteAccess } from '../../apps/api/src/access/route-census.js';
import { RouteCensus } from '../../apps/api/src/access/route-census.js';
import { type OfferYear, SYSTEM } from '../../libs/domain/kernel/index.js';
import { ChangeUser, IdentityQueries } from '../../libs/features/identity/index.js';
import { DeclareConflict } from '../../libs/features/matches/index.js';
import { PublishRunUseCase } from '../../libs/features/runs/index.js';
import { ApiClient } from '../support/api-client.js';
import { type ApiInProcess, OWN_LEADER, startApiInProcess } from '../support/api-in-process.js';
import { addLeaders, addRun, matchIdsOf, OFFER, valueOf } from '../support/budget-factories.js';
import { PageClient } from '../support/page-client.js';
import { addAssessedCases, casesNamed } from '../support/run-factories.js';

const ELSEWHERE: OfferYear = '2022-23';
const NOWHERE = '00000000-0000-4000-8000-000000000000';

/** Who is limited to which offer. */
const LIMITED = { coordinator: OFFER, reviewer: ELSEWHERE } as const;
type Limited = keyof typeof LIMITED;

describe('people limited to some offers', () => {
  let api: ApiInProcess;
  let routes: readonly RouteAccess[];
  let ids: Readonly<Record<string, string>>;
  const clients = new Map<string, ApiClient>();
  const pages = new Map<string, PageClient>();

  beforeAll(async () => {
    api = await startApiInProcess();
    routes = api.app.get(RouteCensus, { strict: false }).routes();
    await addLeaders(api.source, { [OWN_LEADER]: 20 });
    await addAssessedCases(api.source, casesNamed('1', 2));
    const runId = await addRun(api.source, { leaderRef: OWN_LEADER, caseId: 'school-1000' });
    const matchId = (await matchIdsOf(api.source, runId))['school-1000'] ?? '';
    valueOf(await api.app.get(PublishRunUseCase, { strict: false }).execute(SYSTEM, { runId }));
    const tie = {
      offer: OFFER,
      leaderRef: OWN_LEADER,
      subjectKind: 'case',
      subjectId: 'school-1001',
    } as const;
    const { conflictId } = valueOf(
      await api.app
        .get(DeclareConflict, { strict: false })
        .execute({ id: 'test', roles: ['coordinator'] }, { ...tie, declaredBy: 'leader', reason: 'A tie' }),
    );
    ids = { offer: OFFER, runId, matchId, caseId: 'school-1000', leaderRef: OWN_LEADER, conflictId };
    for (const [username, offer] of Object.entries(LIMITED)) await limit(username, [offer]);
    for (const username of [...Object.keys(LIMITED), 'admin']) {
      clients.set(username, await ApiClient.signedIn(api.url, username));
      pages.set(username, await PageClient.signedIn(api.url, username));
    }
  });
  afterAll(() => api.stop());

  async function limit(username: string, offers: readonly OfferYear[]): Promise<void> {
    const users = await api.app.get(IdentityQueries, { strict: false }).users();
    const userId = users.find((user) => user.username === username)?.id ?? '';
    const access = { roles: ['coordinator', 'reviewer'], leaderRef: null, disabled: false } as const;
    valueOf(
      await api.app
        .get(ChangeUser, { strict: false })
        .execute(SYSTEM, { userId, ...access, offers, reason: 'They work for one offer' }),
    );
  }

  const client = (who: string): ApiClient => clients.get(who) ?? ApiClient.anonymous(api.url);
  const filled = (path: string): string =>
    path.replace(/:(\w+)/g, (_all, name: string) => ids[name] ?? NOWHERE);
  const ask = async (
    who: string,
    { method, path }: RouteAccess,
  ): Promise<{ status: number; text: string }> => {
    const address = filled(path);
    if (!path.startsWith('/api/')) {
      const page = pages.get(who) ?? new PageClient(api.url);
      return method === 'GET'
        ? page.get(address)
        : page.post(address, path === '/assessments' ? { offer: OFFER } : {}, method);
    }
    const body = method === 'GET' ? undefined : '{}';
    const answer = await client(who).send(method, address, body, 'application/json');
    return { status: answer.status, text: JSON.stringify(answer.body) };
  };
  const ours = (): readonly RouteAccess[] =>
    routes.filter(
      ({ allowed }) => allowed?.includes('coordinator') === true || allowed?.includes('reviewer') === true,
    );
  const doneBy = async (username: Limited): Promise<readonly string[]> => {
    const rows = await api.source.query<{ action: string }[]>(
      `SELECT DISTINCT action FROM audit_event WHERE actor_id = (SELECT id::text FROM app_user WHERE username = $1) ORDER BY 1`,
      [username],
    );
    return rows.map(({ action }) => action);
  };

  it('are answered in their own offer as those without a limit', async () => {
    const named = ours().filter(
      ({ method, path }) => method === 'GET' && /:/.test(path) && !filled(path).includes(NOWHERE),
    );
    const wrong: string[] = [];
    let found = 0;
    for (const route of named) {
      const [unlimited, own] = [await ask('admin', route), await ask('coordinator', route)];
      if (unlimited.status !== 200) continue;
      if (own.status !== 200) wrong.push(`${route.path} ${String(own.status)} ${String(unlimited.status)}`);
      if (own.status === 200) found++;
    }
    expect(wrong).toEqual([]);
    expect(found).toBeGreaterThan(25);
  });

  it('find nothing that belongs to another offer, whatever the route, and it is written down', async () => {
    const wrong: string[] = [];
    for (const route of ours().filter(({ method }) => method === 'GET')) {
      const { status, text } = await ask('reviewer', route);
      const names = /:(offer|runId|matchId|caseId|leaderRef|conflictId)\b/.test(route.path);
      if (names && ![400, 403, 404].includes(status)) wrong.push(`${route.path} ${String(status)}`);
      const seen = Object.entries(ids).filter(
        ([name, id]) => name !== 'offer' && id.length > 6 && !names && text.includes(id),
      );
      for (const [name] of seen) wrong.push(`${route.path} shows ${name}`);
      if (status >= 500) wrong.push(`${route.path} ${String(status)}`);
    }
    expect(wrong).toEqual([]);
    expect(
      api.logged.some((line) => line.includes('"event":"access-refused"') && line.includes(':runId')),
    ).toBe(true);
  });

  it('are given no other offer to choose, whatever the page', async () => {
    const others: string[] = [];
    let choices = 0;
    for (const [username, own] of Object.entries(LIMITED))
      for (const route of ours().filter(
        ({ method, path }) => method === 'GET' && !path.startsWith('/api/'),
      )) {
        const { status, text } = await ask(username, route);
        if (status !== 200 || !text.includes('<html')) continue;
        const offered = [...text.matchAll(/(?:value="|offer=)(20\d\d-\d\d)\b/g)].map(([, offer]) => offer);
        choices += offered.length;
        if (offered.some((offer) => offer !== own)) others.push(`${username} ${route.path}`);
      }
    expect(others).toEqual([]);
    expect(choices).toBeGreaterThan(20);
  });

  it('change nothing of another offer, whatever the route', async () => {
    const wrong: string[] = [];
    for (const route of ours().filter(({ method, path }) => method !== 'GET' && !path.includes('account'))) {
      const { status } = await ask('reviewer', route);
      if (status >= 500) wrong.push(`${route.method} ${route.path} ${String(status)}`);
    }
    expect(wrong).toEqual([]);
    const { matchId = '', runId = '' } = ids;
    const tries: readonly (readonly [method: string, path: string, body: object])[] = [
      ['POST', '/api/v1/runs', { offer: OFFER }],
      ['POST', `/api/v1/runs/${runId}/publish`, {}],
      ['POST', `/api/v1/runs/${runId}/unpublish`, {}],
      ['POST', `/api/v1/matches/${matchId}/accept`, {}],
      ['POST', `/api/v1/matches/${matchId}/decline`, { reason: 'No' }],
      ['POST', `/api/v1/matches/${matchId}/unpublish`, {}],
      ['POST', `/api/v1/offers/${OFFER}/assessments`, {}],
      ['POST', `/api/v1/claims`, { offer: OFFER, from: '2024-09-01', until: '2025-07-31' }],
    ];
    for (const [method, path, body] of tries) {
      const { status } = await client('reviewer').send(
        method,
        path,
        JSON.stringify(body),
        'application/json',
      );
      if (status !== 404 && status !== 400) wrong.push(`${method} ${path} ${String(status)}`);
    }
    expect(wrong).toEqual([]);
    expect(await doneBy('reviewer')).toEqual(['api-token.create', 'user.sign-in']);
  });

  it('act in their own offer', async () => {
    const { matchId = '' } = ids;
    const { status } = await client('coordinator').post(`/api/v1/matches/${matchId}/unpublish`, {});
    expect([status, await doneBy('coordinator')]).toEqual([
      200,
      expect.arrayContaining(['match.unpublish']) as readonly string[],
    ]);
  });

  it('see only the offers that are theirs, and lose others from their next request on', async () => {
    const offers = async (): Promise<readonly string[]> => {
      const { body } = await client('coordinator').get<{ items: { offer: string }[] }>('/api/v1/offers');
      return body.items.map(({ offer }) => offer);
    };
    expect(await offers()).toEqual([OFFER]);
    await limit('coordinator', ['2019-20', ELSEWHERE]);
    expect(await offers()).toEqual(['2019-20', ELSEWHERE]);
    expect((await client('coordinator').get(`/api/v1/runs/${ids['runId'] ?? ''}`)).status).toBe(404);
  });
});
