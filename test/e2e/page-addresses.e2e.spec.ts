import { RouteCensus } from '../../apps/api/src/access/route-census.js';
import { type ApiInProcess, startApiInProcess } from '../support/api-in-process.js';
import { PageClient } from '../support/page-client.js';

const ROLES = ['coordinator', 'reviewer', 'leader', 'admin', 'auditor'] as const;
const NOBODYS_ID = '00000000-0000-4000-8000-000000000000';

interface PageRoute {
  readonly method: string;
  readonly path: string;
  readonly allowed: unknown;
}

function rolesOf(allowed: unknown): readonly string[] {
  return allowed === 'anyone' ? ROLES : ROLES.filter((role) => (allowed as readonly string[]).includes(role));
}

describe('addresses of pages', () => {
  let api: ApiInProcess;
  let routes: readonly PageRoute[];
  const clients = new Map<string, PageClient>();

  beforeAll(async () => {
    api = await startApiInProcess();
    routes = api.app
      .get(RouteCensus, { strict: false })
      .routes()
      .filter(({ path }) => !/^\/(api|health)\//.test(path));
    for (const role of ROLES) clients.set(role, await PageClient.signedIn(api.url, role));
  });
  afterAll(() => api.stop());

  it.each([
    ['xyz', ROLES.length],
    [NOBODYS_ID, 1],
  ])('that name something by %s, which is nothing, lead nowhere', async (id, most) => {
    const named = routes.filter(({ method, path }) => method === 'GET' && path.includes(':'));
    const wrong: string[] = [];
    for (const { path, allowed } of named)
      for (const role of rolesOf(allowed).slice(0, most)) {
        const answer = await clients.get(role)?.get(path.replaceAll(/:\w+/g, id));
        if (answer?.status !== 404) wrong.push(`${role} ${path}: ${String(answer?.status)}`);
      }
    expect(wrong).toEqual([]);
    expect(named.length).toBeGreaterThan(50);
  });

  it.each(['/runs/:id/xyz', '/imports/:id/xyz', '/outbox/:id/xyz', '/runs/:id/Publish'])(
    'that end in a word which is none of the buttons there lead nowhere: %s',
    async (pattern) => {
      const address = pattern.replace(':id', NOBODYS_ID);
      const coordinator = clients.get('coordinator');
      expect([(await coordinator?.get(address))?.status, (await coordinator?.post(address))?.status]).toEqual(
        [404, 404],
      );
    },
  );

  it('that only take forms lead to a page above them, asked for without a form', async () => {
    const pages = routes.filter(({ method }) => method === 'GET').map(({ path }) => path);
    const forms = routes.filter(({ method, path }) => method === 'POST' && !pages.includes(path));
    const wrong: string[] = [];
    for (const { path, allowed } of forms) {
      const address = path.replaceAll(/:\w+/g, NOBODYS_ID);
      for (const role of rolesOf(allowed).slice(0, 1)) {
        const { status, headers } = (await clients.get(role)?.get(address)) ?? {};
        const onward = headers?.get('location') ?? '';
        const leadsUp = onward === '/' || address.startsWith(`${onward}/`);
        if (status !== 303 || !leadsUp) wrong.push(`${role} ${path}: ${String(status)} ${onward}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(forms.length).toBeGreaterThan(25);
  });

  it('that only take forms lead strangers by the sign-in page to the page above them', async () => {
    const stranger = new PageClient(api.url);
    const address = `/assignments/${NOBODYS_ID}/days/link`;
    const led = (await stranger.get(address)).headers.get('location');
    expect(led).toBe(`/sign-in?returnTo=${encodeURIComponent(address)}`);
    const leader = await PageClient.signedIn(api.url, 'leader');
    expect((await leader.get(address)).headers.get('location')).toBe(`/assignments/${NOBODYS_ID}/days`);
  });
});
