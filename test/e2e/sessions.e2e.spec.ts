import { EndSessions, IdentityQueries } from '../../libs/features/identity/index.js';
import { SYSTEM } from '../../libs/domain/kernel/index.js';
import { readSettings } from '../../libs/platform/config/index.js';
import { Clock } from '../../libs/platform/observability/index.js';
import { type RouteAccess, RouteCensus } from '../../apps/api/src/access/route-census.js';
import { RateLimits } from '../../apps/api/src/access/rate-limits.js';
import { signInWay } from '../../apps/api/src/access/sign-in-way.js';
import { type ApiInProcess, startApiInProcess } from '../support/api-in-process.js';
import { type PageAnswer, PageClient } from '../support/page-client.js';
import { DEMO_PASSWORD } from '../support/service-processes.js';

const HOUR_MS = 3_600_000;
const WHO = '/account/tokens';

const ATTEMPTS = { signInAttempts: 3, linkAttempts: 5, apiRequestsPerMinute: 10, uploadsPerHour: 1 };

describe('sessions', () => {
  let api: ApiInProcess;
  let routes: readonly RouteAccess[];
  const isIn = async (page: PageClient): Promise<boolean> => (await page.get(WHO)).status === 200;

  beforeAll(async () => {
    // One proxy in front, which adds the address that it saw.
    api = await startApiInProcess({
      access: { ...readSettings({ TRUSTED_PROXIES: '1' }).access, rateLimits: ATTEMPTS },
    });
    routes = api.app.get(RouteCensus, { strict: false }).routes();
  });
  afterAll(() => api.stop());
  const forgetAttempts = (): Promise<unknown> => api.source.query('DELETE FROM rate_limit');
  beforeEach(forgetAttempts);

  it('get a new id at sign-in, so that a planted one is worth nothing', async () => {
    const victim = new PageClient(api.url);
    await victim.get('/sign-in');
    const planted = victim.cookie;
    await victim.signIn('reviewer', DEMO_PASSWORD);
    expect(victim.cookie).not.toBe(planted);
    expect(await isIn(victim)).toBe(true);
    const attacker = new PageClient(api.url);
    attacker.cookie = planted;
    expect(await isIn(attacker)).toBe(false);
  });

  it('are worth nothing after sign-out, wherever their cookie was kept', async () => {
    const page = await PageClient.signedIn(api.url, 'reviewer');
    const other = await PageClient.signedIn(api.url, 'reviewer');
    const kept = page.cookie;
    expect((await page.post('/sign-out')).status).toBe(303);
    const thief = new PageClient(api.url);
    thief.cookie = kept;
    expect([await isIn(thief), await isIn(other)]).toEqual([false, true]);
    await other.post('/account/sign-out-everywhere');
    expect(await isIn(other)).toBe(false);
  });

  it('are worth nothing at the API, however its address is written', async () => {
    const page = await PageClient.signedIn(api.url, 'reviewer');
    const addresses = [
      '/api/v1/me',
      '/API/v1/me',
      '/Api/V1/Me',
      '/%61pi/v1/me',
      '//api/v1/me',
      '/api/v1/me/',
    ];
    const statuses = [];
    for (const address of addresses) statuses.push((await page.get(`${api.url}${address}`)).status);
    expect(statuses).toEqual([401, 404, 404, 404, 404, 401]);
  });

  it('end after 30 minutes without a request, and after 12 hours whatever is done', async () => {
    const page = await PageClient.signedIn(api.url, 'reviewer');
    const [row] = await api.source.query<{ seconds: number }[]>(
      `SELECT extract(epoch FROM expire - now())::integer AS seconds FROM session WHERE sess ->> 'userId' IS NOT NULL
       ORDER BY expire DESC LIMIT 1`,
    );
    expect(Math.round((row?.seconds ?? 0) / 60)).toBe(30);
    await api.source.query(`UPDATE session SET expire = now() - interval '1 second'`);
    expect(await isIn(page)).toBe(false);
    const busy = await PageClient.signedIn(api.url, 'reviewer');
    const clock = api.app.get(Clock, { strict: false });
    const now = jest.spyOn(clock, 'now');
    now.mockReturnValue(new Date(Date.now() + 12 * HOUR_MS - 60_000));
    expect(await isIn(busy)).toBe(true);
    now.mockReturnValue(new Date(Date.now() + 12 * HOUR_MS + 60_000));
    expect(await isIn(busy)).toBe(false);
    now.mockRestore();
  });

  it('end at once when an admin ends them, and change with the user', async () => {
    const page = await PageClient.signedIn(api.url, 'reviewer');
    const admin = await PageClient.signedIn(api.url, 'admin');
    const users = await api.app.get(IdentityQueries, { strict: false }).users();
    const user = users.find(({ username }) => username === 'reviewer')?.id ?? '';
    const change = async (fields: Record<string, string>): Promise<number> => {
      await admin.get(`/admin/users/${user}`);
      return (await admin.post(`/admin/users/${user}`, { reason: 'test', ...fields })).status;
    };
    expect((await page.get('/runs')).status).toBe(200);
    expect(await change({ roles: 'leader', leaderRef: 'LDR-NOBODY' })).toBe(422);
    expect(await change({ roles: 'admin' })).toBe(303);
    expect((await page.get('/imports')).status).toBe(200);
    expect(await change({ roles: 'reviewer' })).toBe(303);
    expect((await page.get('/imports')).status).toBe(403);
    await admin.post(`/admin/users/${user}/end-sessions`);
    expect(await isIn(page)).toBe(false);
    const again = await PageClient.signedIn(api.url, 'reviewer');
    expect(await change({ roles: 'reviewer', disabled: 'yes' })).toBe(303);
    expect(await isIn(again)).toBe(false);
    expect(await change({ roles: 'reviewer' })).toBe(303);
    expect(await isIn(again)).toBe(false);
  });

  it('stay ended when a request that was under way saves its own afterwards', async () => {
    const before = await api.source.query<{ sid: string }[]>('SELECT sid FROM session'); // ends on whole seconds: many are newest
    const page = await PageClient.signedIn(api.url, 'reviewer');
    const [saved] = await api.source.query<{ sid: string; sess: { userId?: string }; expire: Date }[]>(
      `SELECT sid, sess, expire FROM session WHERE sess ->> 'userId' IS NOT NULL AND NOT sid = ANY ($1)`,
      [before.map(({ sid }) => sid)],
    );
    await api.app.get(EndSessions, { strict: false }).execute(SYSTEM, { userId: saved?.sess.userId ?? '' });
    await api.source.query(`INSERT INTO session (sid, sess, expire) VALUES ($1, $2, $3)`, [
      ...[saved?.sid, JSON.stringify(saved?.sess), saved?.expire],
    ]);
    expect(await isIn(page)).toBe(false);
  });

  it('need their own form token on every unsafe route of the pages', async () => {
    const unsafe = routes.filter(({ method, path }) => method !== 'GET' && !path.startsWith('/api/'));
    expect(unsafe.length).toBeGreaterThan(12);
    const page = await PageClient.signedIn(api.url, 'admin');
    const other = await PageClient.signedIn(api.url, 'admin');
    const wrong: string[] = [];
    for (const { method, path } of unsafe) {
      const at = path.replace(/:\w+/g, '00000000-0000-4000-8000-000000000000');
      for (const csrf of ['', 'x'.repeat(43), other.csrf]) {
        const { status, text } = await page.post(at, { csrf }, method);
        if (status !== 403 || !text.includes('form has expired'))
          wrong.push(`${method} ${path} ${String(status)}`);
      }
      // Nor does the token help without the cookie: not to the sign-in page, which would come back by GET as if all were well.
      const bare = await new PageClient(api.url).post(at, { csrf: page.csrf }, method);
      if (bare.status !== 403 || !bare.text.includes('form has expired') || bare.headers.has('location'))
        wrong.push(`${method} ${path} ${String(bare.status)} without cookies`);
      const byGet = await page.get(`${at}?_method=${method}&csrf=${page.csrf}`);
      if (byGet.status >= 500) wrong.push(`GET ${path} ${String(byGet.status)}`);
    }
    expect(wrong).toEqual([]);
    expect(await isIn(page)).toBe(true);
    expect((await page.post('/sign-out')).status).toBe(303);
  });

  it('come back to a path of this service and to nothing else', async () => {
    for (const [asked, given] of [
      ['/runs?offer=2024-25', '/runs?offer=2024-25'],
      ['//evil.example', '/'],
      ['https://evil.example', '/'],
      ['/\\evil.example', '/'],
      ['javascript:alert(1)', '/'],
    ] as const) {
      const page = new PageClient(api.url);
      const { headers } = await page.signIn('reviewer', DEMO_PASSWORD, { returnTo: asked });
      expect(headers.get('location')).toBe(given);
    }
  });

  it('carry every header that keeps pages and answers to themselves', async () => {
    const page = await PageClient.signedIn(api.url, 'admin');
    const pages = routes.filter(({ method, path }) => method === 'GET' && !path.startsWith('/health'));
    const wrong: string[] = [];
    for (const { path } of pages) {
      const at = path.replace(/:offer/, '2024-25').replace(/:\w+/g, '00000000-0000-4000-8000-000000000000');
      const answer = await page.get(at);
      const faults = headerFaults(answer);
      if (faults.length > 0) wrong.push(`${path} ${String(answer.status)}: ${faults.join(', ')}`);
    }
    expect(wrong).toEqual([]);
  });

  it('lock a name after wrong passwords, longer each time, and tell when to try again', async () => {
    const waits = async (
      username: string,
      page = new PageClient(api.url),
    ): Promise<readonly [number, number]> => {
      const { status, headers } = await page.signIn(username, 'a wrong password');
      return [status, Number(headers.get('retry-after') ?? 0)];
    };
    const given = [];
    for (let n = 0; n < 5; n++) given.push(await waits('Reviewer'));
    expect(given.map(([status]) => status)).toEqual([401, 401, 401, 429, 429]);
    expect(given[3]?.[1]).toBe(60);
    // The right password does not help while the name is locked; another name is not.
    expect((await new PageClient(api.url).signIn('reviewer', DEMO_PASSWORD)).status).toBe(429);
    expect((await new PageClient(api.url).signIn('coordinator', DEMO_PASSWORD)).status).toBe(303);
    await api.source.query(`UPDATE rate_limit SET expire = 1 WHERE key LIKE 'sign-in-name:%'`);
    for (let n = 0; n < 3; n++) await waits('reviewer');
    expect(await waits('reviewer')).toEqual([429, 120]);
    await api.source.query(`UPDATE rate_limit SET expire = 1 WHERE key LIKE 'sign-in-name:%'`);
    expect((await new PageClient(api.url).signIn('reviewer', DEMO_PASSWORD)).status).toBe(303);
    const kept = await api.source.query<object[]>(`SELECT FROM rate_limit WHERE key LIKE '%reviewer%'`);
    expect(kept).toEqual([]);
  });

  it('are not remembered longer than an hour after they count', async () => {
    await api.source.query(
      `INSERT INTO rate_limit (key, points, expire)
       SELECT 'ended-' || minutes, 1, (extract(epoch FROM now()) * 1000)::bigint - minutes * 60000
       FROM unnest(ARRAY[59, 61]) AS minutes`,
    );
    await api.app.get(RateLimits, { strict: false }).forgetExpired();
    expect(await api.source.query(`SELECT key FROM rate_limit`)).toEqual([{ key: 'ended-59' }]);
  });

  it('count an address by what the one proxy saw, whatever else the header says', async () => {
    const from = (header: string): PageClient => new PageClient(api.url, { 'x-forwarded-for': header });
    const statuses = new Set<number>();
    for (let n = 0; n < 6; n++) {
      const { status } = await from(`10.0.0.${String(n)}, 192.0.2.7`).get('/invitations/unknown');
      statuses.add(status);
    }
    expect([...statuses]).toEqual([404, 429]);
    expect((await from('192.0.2.7, 192.0.2.8').get('/invitations/unknown')).status).toBe(404);
  });

  it('answer 429 to a token that asks too much, and not to others', async () => {
    const token = async (username: string): Promise<string> => {
      const body = JSON.stringify({ username, password: DEMO_PASSWORD, name: 'test' });
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${api.url}/api/v1/tokens`, { method: 'POST', headers, body });
      return ((await answer.json()) as { token: string }).token;
    };
    const ask = (bearer: string): Promise<Response> =>
      fetch(`${api.url}/api/v1/me`, { headers: { authorization: `Bearer ${bearer}` } });
    const [one, two] = [await token('auditor'), await token('reviewer')];
    const answers = [];
    for (let n = 0; n < 11; n++) answers.push(await ask(one));
    expect(answers.map(({ status }) => status).slice(-2)).toEqual([200, 429]);
    expect(Number(answers[10]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask(await token('auditor'))).status).toBe(429);
    expect((await ask(two)).status).toBe(200);
  });

  it('have forms, which the API does not read', async () => {
    const sent = { username: 'coordinator', password: DEMO_PASSWORD, name: 'test' };
    const ask = (body: string, type: string): Promise<Response> =>
      fetch(`${api.url}/api/v1/tokens`, { method: 'POST', headers: { 'content-type': type }, body });
    const asJson = await ask(JSON.stringify(sent), 'application/json');
    const asForm = await ask(new URLSearchParams(sent).toString(), 'application/x-www-form-urlencoded');
    expect([asJson.status, asForm.status]).toEqual([201, 400]);
  });

  it('take so many files in an hour and no more', async () => {
    const body = JSON.stringify({ username: 'coordinator', password: DEMO_PASSWORD, name: 'test' });
    const json = { 'content-type': 'application/json' };
    const made = await fetch(`${api.url}/api/v1/tokens`, { method: 'POST', headers: json, body });
    const { token } = (await made.json()) as { token: string };
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/csv' };
    const upload = (n: number): Promise<Response> =>
      fetch(`${api.url}/api/v1/imports?kind=schools&fileName=${String(n)}.csv`, {
        method: 'POST',
        headers,
        body: `a,${String(n)}`,
      });
    expect([(await upload(1)).status, (await upload(2)).status]).toEqual([202, 429]);
  });

  it('begin with passwords on this machine only', async () => {
    expect((await new PageClient(api.url).get('/sign-in/begin')).status).toBe(404);
    expect(signInWay('127.0.0.1', undefined)).toBe('password');
    expect(() => signInWay('0.0.0.0', undefined)).toThrow(
      /nothing but passwords to sign in. Set OIDC_ISSUER/,
    );
    expect(signInWay('0.0.0.0', { issuer: 'https://i.example', clientId: 'c', clientSecret: 's' })).toBe(
      'issuer',
    );
  });
});

function headerFaults({ headers, text }: PageAnswer): string[] {
  const policy = headers.get('content-security-policy') ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
  const checks: Readonly<Record<string, boolean>> = {
    'no-store': headers.get('cache-control') === 'no-store',
    nosniff: headers.get('x-content-type-options') === 'nosniff',
    // The page behind a one-purpose link tells nobody where it was.
    referrer: ['same-origin', 'no-referrer'].includes(headers.get('referrer-policy') ?? ''),
    frame: policy.includes("frame-ancestors 'none'") && headers.get('x-frame-options') !== null,
    policy: ["default-src 'none'", "object-src 'none'", "base-uri 'none'"].every((rule) =>
      policy.includes(rule),
    ),
    'no unsafe': !policy.includes('unsafe'),
    'no powered-by': headers.get('x-powered-by') === null,
    'scripts by nonce': [...text.matchAll(/<script(?![^>]*\bsrc=)[^>]*>/g)].every(([tag]) =>
      tag.includes(nonce),
    ),
    'nothing inline': !/ (style|on[a-z]+)="/.test(text.replace(/<svg[\s\S]*?<\/svg>/g, '')),
  };
  return Object.entries(checks).flatMap(([name, kept]) => (kept ? [] : [name]));
}
