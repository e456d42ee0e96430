import { SYSTEM } from '../../libs/domain/kernel/index.js';
import { InvitePerson, type InvitePersonInput } from '../../libs/features/identity/index.js';
import { type AccessSettings, readSettings } from '../../libs/platform/config/index.js';
import { type ApiInProcess, startApiInProcess } from '../support/api-in-process.js';
import {
  type Claims,
  CLIENT_ID,
  CLIENT_SECRET,
  type ForgingIssuer,
  PUBLIC_URL,
  type RealIssuer,
  type Signing,
  startForgingIssuer,
  startRealIssuer,
} from '../support/oidc-issuers.js';
import { type PageAnswer, PageClient } from '../support/page-client.js';

const accessWith = (issuer: string, more: object = {}): AccessSettings => ({
  ...readSettings({}).access,
  publicUrl: PUBLIC_URL,
  oidc: { issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, ...more },
});

const invite = async (api: ApiInProcess, changes: Partial<InvitePersonInput> = {}): Promise<string> => {
  const input = {
    displayName: 'Ada',
    email: null,
    roles: ['reviewer'] as const,
    leaderRef: null,
    ...changes,
  };
  const outcome = await api.app.get(InvitePerson, { strict: false }).execute(SYSTEM, input);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value.token;
};

/** Of both services here: one process has one log. */
const logged: string[] = [];
const log = { write: (line: string) => void logged.push(line) };

const location = ({ headers }: PageAnswer): string => headers.get('location') ?? '';
const isSignedIn = async (page: PageClient): Promise<boolean> =>
  (await page.get('/account/tokens')).status === 200;

describe('sign-in at a real identity provider', () => {
  let issuer: RealIssuer;
  let api: ApiInProcess;

  beforeAll(async () => {
    issuer = await startRealIssuer();
    api = await startApiInProcess({ access: accessWith(issuer.issuer), demoUsers: false, log });
  });
  afterAll(async () => {
    await api.stop();
    await issuer.stop();
  });

  const signIn = async (page: PageClient, returnTo = '/'): Promise<PageAnswer> => {
    const begun = await page.get(`/sign-in/begin?returnTo=${encodeURIComponent(returnTo)}`);
    return page.get(await issuer.walk(location(begun)));
  };
  const accept = async (page: PageClient, token: string): Promise<PageAnswer> => {
    expect((await page.get(`/invitations/${token}`)).status).toBe(200);
    expect((await page.post(`/invitations/${token}`)).status).toBe(303);
    return signIn(page);
  };

  it('lets nobody in who was not invited, whatever their email address', async () => {
    await invite(api, { displayName: 'Ada', email: 'ada@example.org', roles: ['admin'] });
    issuer.person = { subject: 'stranger', email: 'ada@example.org' };
    const page = new PageClient(api.url);
    const refused = await signIn(page);
    expect([refused.status, refused.text]).toEqual([
      403,
      expect.stringContaining('You have no account here'),
    ]);
    expect(await isSignedIn(page)).toBe(false);
  });

  it('binds an invitation to the first sign-in, by issuer and subject, and knows it again', async () => {
    const token = await invite(api);
    issuer.person = { subject: 'ada-1', email: 'ada@example.org' };
    const page = new PageClient(api.url);
    expect((await accept(page, token)).status).toBe(303);
    expect(await isSignedIn(page)).toBe(true);
    expect((await new PageClient(api.url).get(`/invitations/${token}`)).status).toBe(404);
    issuer.person = { subject: 'ada-1', email: 'another@example.org' };
    const again = new PageClient(api.url);
    expect(location(await signIn(again, '/runs?offer=2024-25'))).toBe('/runs?offer=2024-25');
    expect((await again.get('/runs')).status).toBe(200);
    issuer.person = { subject: 'ada-2', email: 'ada@example.org' };
    expect((await signIn(new PageClient(api.url))).status).toBe(403);
  });

  it('refuses a second account for the same sign-in, and leaves that invitation open', async () => {
    const token = await invite(api, { roles: ['admin'] });
    issuer.person = { subject: 'ada-1', email: '' };
    const refused = await accept(new PageClient(api.url), token);
    expect([refused.status, refused.text]).toEqual([
      409,
      expect.stringContaining('You have an account already'),
    ]);
    expect((await new PageClient(api.url).get(`/invitations/${token}`)).status).toBe(200);
  });

  it('takes an answer of the provider once, and only from the browser that asked', async () => {
    issuer.person = { subject: 'ada-1', email: '' };
    const page = new PageClient(api.url);
    const begun = await page.get('/sign-in/begin');
    const answer = await issuer.walk(location(begun));
    expect((await new PageClient(api.url).get(answer)).status).toBe(400);
    const other = new PageClient(api.url);
    await other.get('/sign-in/begin');
    expect((await other.get(answer)).status).toBe(400);
    expect((await page.get(answer)).status).toBe(303);
    expect((await page.get(answer)).status).toBe(400);
    const again = await page.get('/sign-in/begin');
    const state = new URL(location(again)).searchParams.get('state') ?? '';
    expect((await page.get(answer.replace(/state=[^&]+/, `state=${state}`))).status).toBe(400);
  });

  it('asks with PKCE, a state and a nonce that are new each time', async () => {
    const asked = [];
    for (let n = 0; n < 2; n++)
      asked.push(new URL(location(await new PageClient(api.url).get('/sign-in/begin'))));
    for (const name of ['state', 'nonce', 'code_challenge']) {
      const [one, two] = asked.map(({ searchParams }) => searchParams.get(name) ?? '');
      expect(one?.length).toBeGreaterThan(30);
      expect(one).not.toBe(two);
    }
    expect(asked[0]?.searchParams.get('code_challenge_method')).toBe('S256');
    expect(asked[0]?.searchParams.get('scope')).toBe('openid');
  });

  it('hands out a cookie for this host over HTTPS only', async () => {
    const secure = await startApiInProcess({
      access: { ...accessWith(issuer.issuer), trustedProxies: 1 },
      ...{ demoUsers: false, secureCookies: true, log },
    });
    const behindTls = await fetch(`${secure.url}/sign-in`, { headers: { 'x-forwarded-proto': 'https' } });
    const [cookie = ''] = behindTls.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-leader-match=.*; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/);
    expect(cookie).not.toContain('Domain');
    expect(behindTls.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    expect((await fetch(`${secure.url}/sign-in`)).headers.getSetCookie()).toEqual([]);
    await secure.stop();
  });

  it('does not start beside demo users', async () => {
    const local = await startApiInProcess({ log });
    const settings = { databaseUrl: local.databaseUrls.app, access: accessWith(issuer.issuer) };
    await expect(startApiInProcess({ ...settings, demoUsers: false, log })).rejects.toThrow(
      /there are demo users \(admin, auditor, coordinator, leader, reviewer\)/,
    );
    await local.stop();
  });

  it('takes no password any more, on pages or over the API', async () => {
    const page = new PageClient(api.url);
    expect((await page.get('/sign-in')).text).not.toContain('type="password"');
    expect((await page.post('/sign-in', { username: 'admin', password: 'x' })).status).toBe(403);
    const body = JSON.stringify({ username: 'admin', password: 'x', name: 'x' });
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(`${api.url}/api/v1/tokens`, { method: 'POST', headers, body })).status).toBe(403);
  });
});

describe('what a forged or broken answer of the provider gets', () => {
  let issuer: ForgingIssuer;
  let api: ApiInProcess;
  let begun = new URL(PUBLIC_URL);

  beforeAll(async () => {
    issuer = await startForgingIssuer(() => begun.searchParams.get('nonce') ?? '');
    api = await startApiInProcess({
      access: accessWith(issuer.issuer, { requiredAcr: 'gold', requiredAmr: 'mfa' }),
      demoUsers: false,
      log,
    });
  });
  afterAll(async () => {
    await api.stop();
    await issuer.stop();
  });

  const STRONG = { acr: 'gold', amr: ['pwd', 'mfa'] };
  const answered = async (page: PageClient, query = ''): Promise<PageAnswer> => {
    begun = new URL(location(await page.get('/sign-in/begin?returnTo=//evil.example')));
    const state = begun.searchParams.get('state') ?? '';
    const given = query === '' ? 'code=c&state=STATE' : query;
    return page.get(`/sign-in/callback?${given.replace('STATE', state)}`);
  };

  it('lets the right one in, and sends it nowhere else', async () => {
    const token = await invite(api);
    const page = new PageClient(api.url);
    await page.get(`/invitations/${token}`);
    await page.post(`/invitations/${token}`);
    issuer.forge((right) => ({ ...right, ...STRONG }));
    expect(location(await answered(page))).toBe('/');
    expect(await isSignedIn(page)).toBe(true);
    expect(issuer.asked.get('code_verifier')?.length).toBeGreaterThan(42);
    const again = new PageClient(api.url);
    expect(location(await answered(again))).toBe('/');
    expect(await isSignedIn(again)).toBe(true);
  });

  const wrong: readonly (readonly [string, (right: Claims) => Claims, Signing?])[] = [
    ['another nonce', (right) => ({ ...right, nonce: 'another' })],
    ['no nonce', (right) => ({ ...right, nonce: undefined })],
    ['another issuer', (right) => ({ ...right, iss: 'https://login.example.org' })],
    ['the issuer with a slash', (right) => ({ ...right, iss: `${String(right['iss'])}/` })],
    ['another audience', (right) => ({ ...right, aud: 'another-service' })],
    [
      'two audiences without the authorised one',
      (right) => ({ ...right, aud: [CLIENT_ID, 'another-service'] }),
    ],
    [
      'run out',
      (right) => ({ ...right, exp: Number(right['iat']) - 3600, iat: Number(right['iat']) - 7200 }),
    ],
    ['a beginning to come', (right) => ({ ...right, nbf: Number(right['iat']) + 3600 })],
    ['another authorised party', (right) => ({ ...right, azp: 'another-service' })],
    ['no end', (right) => ({ ...right, exp: undefined })],
    ['no subject', (right) => ({ ...right, sub: undefined })],
    ['not signed', (right) => right, 'none'],
    ['signed with another key', (right) => right, 'other-key'],
    ['HS256 with the public key', (right) => right, 'hmac-of-public-key'],
    ['HS256 with the client secret', (right) => right, 'hmac-of-client-secret'],
  ];
  it.each(wrong.map(([what, claims, signing]) => ({ what, claims, signing })))(
    'refuses a token with $what',
    async ({ claims, signing }) => {
      issuer.forge((right) => claims({ ...right, ...STRONG }), signing);
      const page = new PageClient(api.url);
      expect((await answered(page)).status).toBe(400);
      expect(await isSignedIn(page)).toBe(false);
    },
  );

  it('takes no second answer after one that was refused', async () => {
    const page = new PageClient(api.url);
    issuer.forge((right) => ({ ...right, ...STRONG, nonce: 'another' }));
    expect((await answered(page)).status).toBe(400);
    issuer.forge((right) => ({ ...right, ...STRONG }));
    const state = begun.searchParams.get('state') ?? '';
    expect((await page.get(`/sign-in/callback?code=c&state=${state}`)).status).toBe(400);
    expect(await isSignedIn(page)).toBe(false);
  });

  it.each([
    ['no acr', { amr: ['mfa'] }],
    ['a weaker acr', { acr: 'bronze', amr: ['mfa'] }],
    ['no amr', { acr: 'gold' }],
    ['a password only', { acr: 'gold', amr: ['pwd'] }],
    ['amr as one text', { acr: 'gold', amr: 'mfa' }],
  ])('refuses a sign-in without its second factor: %s', async (_what, claims) => {
    issuer.forge((right) => ({ ...right, ...claims }));
    const page = new PageClient(api.url);
    const answer = await answered(page);
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('second factor')]);
    expect(await isSignedIn(page)).toBe(false);
  });

  it.each([
    'code=c&state=another',
    'code=c',
    'error=access_denied',
    'state=x&code=c&state=y',
    'id_token=x.y.z',
    'state=STATE',
    'code=c&state=STATE&state=STATE',
    'code=c&state=STATE&iss=https://login.example.org',
    'code=c&state=STATE&response=x.y.z',
  ])('refuses an answer that says %s', async (query) => {
    issuer.forge((right) => ({ ...right, ...STRONG }));
    expect((await answered(new PageClient(api.url), query)).status).toBe(400);
  });

  it('does not begin at a provider that names itself otherwise, if by a slash only', async () => {
    const other = await startApiInProcess({
      ...{ access: accessWith(`${issuer.issuer}/`), demoUsers: false, log },
    });
    const { status, headers } = await new PageClient(other.url).get('/sign-in/begin');
    expect([status, headers.get('location')]).toEqual([503, null]);
    await other.stop();
  });

  it('logs what was wrong, and nothing of the tokens', () => {
    const lines = logged.filter((line) => line.includes('sign-in-failed'));
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.some((line) => line.includes('eyJ') || line.includes(CLIENT_SECRET))).toBe(false);
  });
});
