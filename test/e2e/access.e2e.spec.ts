import { ROLES, SYSTEM } from '../../libs/domain/kernel/index.js';
import { LogVisit, MakeSignOffLink } from '../../libs/features/delivery/index.js';
import { AcceptMatch, DeclareConflict } from '../../libs/features/matches/index.js';
import { PublishRunUseCase } from '../../libs/features/runs/index.js';
import { type RouteAccess, RouteCensus } from '../../apps/api/src/access/route-census.js';
import { ApiClient } from '../support/api-client.js';
import { type ApiInProcess, OWN_LEADER, startApiInProcess } from '../support/api-in-process.js';
import { addLeaders, addRun, matchIdsOf, OFFER, valueOf } from '../support/budget-factories.js';
import { type FormFields, PageClient } from '../support/page-client.js';
import { addAssessedCases, casesNamed } from '../support/run-factories.js';

const NOWHERE = '00000000-0000-4000-8000-000000000000';
const OTHER_LEADER = 'LDR-OTHER';

/** What the last part of an address names, of another leader, and one that there is not. */
interface Named {
  readonly foreign: string;
  readonly unknown: string;
}

const VISIT = { date: '2025-02-03', days: '1', done: 'Reading', doneBy: 'The leader' };
const REPORT = { outcome: 'aims-met', report: 'Done' };

/** What the routes that take more than an empty body want. */
const BODIES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'MatchesController.decline': { reason: 'Ill' },
  'AnswersController.change': {
    ...{ version: 0, phases: ['primary'], expertise: ['quality-of-education'], daysOffered: 3 },
    supportLevels: ['school'],
  },
  'AnswersController.withdraw': { version: 1, reason: 'Ill' },
  'ConflictsController.withdraw': { reason: 'It is over' },
  'ConflictsPageController.withdraw': { reason: 'It is over' },
  'DeliveryController.log': VISIT,
  'DeliveryController.edit': { ...VISIT, version: '1' },
  'DeliveryController.withdraw': { version: '1' },
  'DeliveryController.complete': REPORT,
  'DeliveryController.endEarly': { ...REPORT, reason: 'Ill' },
};

const nameOf = ({ controller, handler }: RouteAccess): string => `${controller}.${handler}`;
const isApi = ({ path }: RouteAccess): boolean => path.startsWith('/api/');

describe('each route for each role', () => {
  let api: ApiInProcess;
  let routes: readonly RouteAccess[];
  let objects: Readonly<Record<string, Named>>;
  let foreignMatch = '';
  const clients = new Map<string, ApiClient>();
  const pages = new Map<string, PageClient>();

  beforeAll(async () => {
    api = await startApiInProcess();
    routes = api.app.get(RouteCensus, { strict: false }).routes();
    for (const role of ROLES) {
      clients.set(role, await ApiClient.signedIn(api.url, role));
      pages.set(role, await PageClient.signedIn(api.url, role));
    }
    const nobody = new PageClient(api.url);
    await nobody.get('/sign-in');
    clients.set('nobody', ApiClient.anonymous(api.url));
    pages.set('nobody', nobody);
    await addLeaders(api.source, { [OWN_LEADER]: 20, [OTHER_LEADER]: 20 });
    await addAssessedCases(api.source, casesNamed('1', 2));
    const runId = await addRun(
      api.source,
      { leaderRef: OWN_LEADER, caseId: 'school-1000' },
      { leaderRef: OTHER_LEADER, caseId: 'school-1001' },
    );
    foreignMatch = (await matchIdsOf(api.source, runId))['school-1001'] ?? '';
    valueOf(await api.app.get(PublishRunUseCase, { strict: false }).execute(SYSTEM, { runId }));
    const matchId = foreignMatch;
    valueOf(await api.app.get(AcceptMatch, { strict: false }).execute(SYSTEM, { matchId }));
    const log = { matchId, visitedOn: '2025-02-03', halfDays: 1, done: 'Reading', doneBy: 'Somebody' };
    const { visitId } = valueOf(await api.app.get(LogVisit, { strict: false }).execute(SYSTEM, log));
    const links = api.app.get(MakeSignOffLink, { strict: false });
    const { linkId } = valueOf(await links.execute(SYSTEM, { matchId }));
    const tie = {
      offer: OFFER,
      leaderRef: OTHER_LEADER,
      subjectKind: 'case',
      subjectId: 'school-1000',
    } as const;
    const { conflictId } = valueOf(
      await api.app
        .get(DeclareConflict, { strict: false })
        .execute({ id: 'test', roles: ['coordinator'] }, { ...tie, declaredBy: 'leader', reason: 'A tie' }),
    );
    const theirs = await ApiClient.signedIn(api.url, 'coordinator');
    const tokens = await theirs.get<{ items: { id: string }[] }>('/api/v1/tokens');
    objects = {
      matchId: { foreign: foreignMatch, unknown: NOWHERE },
      visitId: { foreign: visitId, unknown: NOWHERE },
      conflictId: { foreign: conflictId, unknown: '999999999' },
      linkId: { foreign: linkId, unknown: NOWHERE },
      leaderRef: { foreign: OTHER_LEADER, unknown: 'LDR-NOBODY' },
      tokenId: { foreign: tokens.body.items[0]?.id ?? '', unknown: NOWHERE },
    };
  });
  afterAll(() => api.stop());

  /** Any id of the right form. */
  const somewhere = (path: string): string =>
    path.replace(/:(\w+)/g, (_all, name: string) =>
      name === 'offer' ? OFFER : name.endsWith('Id') ? NOWHERE : 'unknown',
    );
  const ask = async (
    who: string,
    route: RouteAccess,
    path: string,
  ): Promise<{ status: number; text: string }> => {
    const fields = BODIES[nameOf(route)] ?? {};
    if (!isApi(route)) {
      const page = pages.get(who) ?? new PageClient(api.url);
      return route.method === 'GET' ? page.get(path) : page.post(path, fields as FormFields, route.method);
    }
    const body = route.method === 'GET' ? undefined : JSON.stringify(fields);
    const answer = await (clients.get(who) ?? ApiClient.anonymous(api.url)).send(
      ...([route.method, path, body, 'application/json'] as const),
    );
    return { status: answer.status, text: JSON.stringify(answer.body) };
  };

  it('refuses everybody whom the route does not name, before it looks at anything', async () => {
    const closed = routes.filter(({ allowed }) => allowed !== 'anyone');
    const wrong: string[] = [];
    for (const route of closed) {
      for (const who of ['nobody', ...ROLES.filter((role) => !route.allowed?.includes(role))]) {
        const { status } = await ask(who, route, somewhere(route.path));
        const expected = who !== 'nobody' ? 403 : isApi(route) ? 401 : 303;
        if (status !== expected) wrong.push(`${who} ${nameOf(route)}: ${String(status)}`);
      }
    }
    expect(closed.length).toBeGreaterThan(70);
    expect(wrong).toEqual([]);
  });

  it('answers those whom it names without a failure of ours, and 404 for what is not there', async () => {
    const wrong: string[] = [];
    for (const route of routes.filter(({ path }) => path.includes(':'))) {
      for (const who of route.allowed === 'anyone' ? ['nobody'] : (route.allowed ?? [])) {
        const { status } = await ask(who, route, somewhere(route.path));
        const found = route.method === 'GET' && /:(\w+Id|leaderRef)$/.test(route.path) && status !== 404;
        if (status >= 500 || status === 401 || status === 403 || found)
          wrong.push(`${who} ${nameOf(route)}: ${String(status)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('shows a leader of other leaders no more than of what is not there, and writes it down', async () => {
    // What names an offer alone is a list of their own, or takes what they declare themselves.
    const theirs = routes.filter(
      ({ allowed, path }) => allowed?.includes('leader') && /:(?!offer\b)/.test(path),
    );
    const names = new Set(
      theirs.flatMap(({ path }) => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name)),
    );
    names.delete('offer');
    expect([...names].filter((name) => objects[name ?? ''] === undefined)).toEqual([]);
    for (const route of theirs) {
      const answers = [];
      for (const which of ['foreign', 'unknown'] as const) {
        const fill = (path: string): string =>
          path.replace(/:(\w+)/g, (_all, name: string) => objects[name]?.[which] ?? OFFER);
        const { status, text } = await ask('leader', route, fill(route.path));
        const shown = Object.values(objects).reduce((all, one) => masked(all, one[which]), text);
        answers.push({ route: nameOf(route), status, shown: shown.replace(/(value|nonce)=\\?"[^"]+"/g, '') });
      }
      expect(answers[0]).toEqual(answers[1]);
      // 400: the body is missing in BODIES.
      expect(answers[0]).toMatchObject({ route: nameOf(route), status: 404 });
    }
    const refused = api.logged.filter((line) => line.includes('"event":"access-refused"'));
    expect(refused.some((line) => line.includes('"route":"/api/v1/matches/:matchId"'))).toBe(true);
    expect(refused.some((line) => line.includes(foreignMatch))).toBe(false);
  });

  it('gives a leader their own published match, and not before it is published', async () => {
    const leader = clients.get('leader') ?? ApiClient.anonymous(api.url);
    const { body } = await leader.get<{ items: { id: string; leaderRef: string }[] }>('/api/v1/matches');
    expect(body.items.map(({ leaderRef }) => leaderRef)).toEqual([OWN_LEADER]);
    const own = `/api/v1/matches/${body.items[0]?.id ?? ''}`;
    expect((await leader.get(own)).status).toBe(200);
    expect((await leader.get(`/api/v1/offers/${OFFER}/leaders/${OWN_LEADER}`)).status).toBe(200);
    await addAssessedCases(api.source, casesNamed('2', 1));
    const runId = await addRun(api.source, { leaderRef: OWN_LEADER, caseId: 'school-2000' });
    const proposed = (await matchIdsOf(api.source, runId))['school-2000'] ?? '';
    expect((await leader.get(`/api/v1/matches/${proposed}`)).status).toBe(404);
    expect((await leader.get<{ items: object[] }>('/api/v1/matches')).body.items).toHaveLength(1);
  });

  it('keeps what people typed out of the log', async () => {
    const marks = Array.from({ length: 10 }, (_, n) => `Marker-${String(n)}-${'q'.repeat(8)}`);
    const [a = '', b = '', c = '', d = '', e = '', f = '', g = ''] = marks;
    const stranger = new PageClient(api.url);
    await stranger.signIn(a, b);
    await stranger.get(`/runs?label=${c}`);
    await stranger.get(`/invitations/${d.repeat(3)}`);
    const admin = pages.get('admin') ?? stranger;
    await admin.get('/admin/invitations/new');
    const made = await admin.post('/admin/invitations', {
      displayName: e,
      email: `${f}@example.org`,
      roles: 'reviewer',
    });
    expect([made.status, made.text.includes(e)]).toEqual([201, true]);
    const token = /\/invitations\/(lm_[\w-]+)/.exec(made.text)?.[1] ?? '';
    const invited = new PageClient(api.url);
    await invited.get(`/invitations/${token}`);
    const accepted = await invited.post(`/invitations/${token}`, {
      username: 'marked-person',
      password: `${g}-secret`,
    });
    expect(accepted.status).toBe(303);
    await invited.get('/account/tokens');
    const own = await invited.post('/account/tokens', { name: 'mine', scope: 'read', days: '1' });
    const bearer = /lm_[\w-]{43}/.exec(own.text)?.[0] ?? '';
    expect(
      (await fetch(`${api.url}/api/v1/runs?offer=${c}`, { headers: { authorization: `Bearer ${bearer}` } }))
        .status,
    ).toBe(400);
    expect((await invited.get(`/invitations/${token}`)).status).toBe(404);
    const secrets = [...marks.map((mark) => mark.toLowerCase()), token, bearer, 'marked-person'];
    const log = api.logged.join('\n').toLowerCase();
    expect(secrets.filter((secret) => secret.length > 5 && log.includes(secret.toLowerCase()))).toEqual([]);
    const kept = await api.source.query<{ text: string }[]>(
      `SELECT (SELECT coalesce(string_agg(o::text, ' '), '') FROM outbox o) || (SELECT string_agg(a::text, ' ') FROM audit_event a)
         || (SELECT coalesce(string_agg(r::text, ' '), '') FROM rate_limit r) AS text`,
    );
    expect(secrets.filter((secret) => kept[0]?.text.toLowerCase().includes(secret.toLowerCase()))).toEqual(
      [],
    );
  });

  it('takes no change from a token that only reads', async () => {
    const [token] = await Promise.all([makeReadToken(api.url)]);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    expect((await fetch(`${api.url}/api/v1/runs`, { headers })).status).toBe(200);
    const post = await fetch(`${api.url}/api/v1/runs`, {
      method: 'POST',
      headers,
      body: '{"offer":"2024-25"}',
    });
    expect([post.status, ((await post.json()) as { code: string }).code]).toEqual([403, 'token-reads-only']);
  });
});

/** Without the id. A short number is one only where it stands alone between slashes or quotation marks. */
function masked(text: string, id: string): string {
  return id.length > 6
    ? text.replaceAll(id, '…')
    : text.replace(new RegExp(`(?<=[/"])${id}(?=[/"\\\\])`, 'g'), '…');
}

async function makeReadToken(url: string): Promise<string> {
  const { DEMO_PASSWORD: password } = await import('../support/service-processes.js');
  const { body } = await ApiClient.anonymous(url).post('/api/v1/tokens', {
    ...{ username: 'coordinator', password, name: 'reads', scope: 'read' },
  });
  return String(body['token']);
}
