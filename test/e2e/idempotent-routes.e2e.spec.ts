import { type RouteAccess, RouteCensus } from '../../apps/api/src/access/route-census.js';
import { type Answer, ApiClient } from '../support/api-client.js';
import { type ApiInProcess, startApiInProcess } from '../support/api-in-process.js';
import { OFFER } from '../support/budget-factories.js';

const NOWHERE = '00000000-0000-4000-8000-000000000000';
/** A token is never kept, and a file is known by its bytes. */
const WITHOUT_KEYS = ['TokensController.create', 'ImportsController.receive'];

const nameOf = ({ controller, handler }: RouteAccess): string => `${controller}.${handler}`;

describe('every route of the API that may change something', () => {
  let api: ApiInProcess;
  let unsafe: readonly RouteAccess[];
  const clients = new Map<string, ApiClient>();

  beforeAll(async () => {
    api = await startApiInProcess();
    const routes = api.app.get(RouteCensus, { strict: false }).routes();
    unsafe = routes.filter(({ path, method }) => path.startsWith('/api/') && method !== 'GET');
    for (const who of ['admin', 'coordinator', 'reviewer', 'leader', 'auditor']) {
      clients.set(who, await ApiClient.signedIn(api.url, who));
    }
  });
  afterAll(() => api.stop());

  const send = (route: RouteAccess, key: string, body: object): Promise<Answer> => {
    const path = route.path.replace(/:(\w+)/g, (_all, name: string) =>
      name === 'offer' ? OFFER : name.endsWith('Id') ? NOWHERE : 'unknown',
    );
    const who = route.allowed === 'anyone' ? '' : (route.allowed?.[0] ?? '');
    const client = clients.get(who) ?? ApiClient.anonymous(api.url);
    const headers = { 'idempotency-key': key };
    return client.send(route.method, path, JSON.stringify(body), 'application/json', headers);
  };

  it('answers the same key with the same answer, and another body under it with 422', async () => {
    const wrong: string[] = [];
    for (const route of unsafe.filter((one) => !WITHOUT_KEYS.includes(nameOf(one)))) {
      const key = `${nameOf(route)}-1`;
      const first = await send(route, key, {});
      const again = await send(route, key, {});
      const other = await send(route, key, { reason: 'Another body' });
      const isSame =
        first.status === again.status && JSON.stringify(first.body) === JSON.stringify(again.body);
      if (first.status >= 500 || !isSame || other.body['code'] !== 'idempotency-key-reused')
        wrong.push(`${nameOf(route)}: ${[first, again, other].map(({ status }) => status).join(' ')}`);
    }
    expect(unsafe.length).toBeGreaterThan(40);
    expect(wrong).toEqual([]);
  });

  it('takes no key that is none', async () => {
    const wrong: string[] = [];
    for (const route of unsafe.filter((one) => !WITHOUT_KEYS.includes(nameOf(one)))) {
      const { status, body } = await send(route, 'a b', {});
      if (body['code'] !== 'bad-idempotency-key') wrong.push(`${nameOf(route)}: ${String(status)}`);
    }
    expect(wrong).toEqual([]);
  });

  it('or is one that keeps no answers, of which there are two', () => {
    expect(unsafe.map(nameOf).filter((name) => WITHOUT_KEYS.includes(name))).toEqual(
      expect.arrayContaining(WITHOUT_KEYS),
    );
  });
});
