import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { xlsxBytes } from '../../libs/platform/files/index.js';
import { ApiClient } from '../support/api-client.js';
import { PageClient } from '../support/page-client.js';
import { openTestRedis } from '../support/redis-harness.js';
import { type RunningService, startService } from '../support/service-processes.js';

/** Planted in what people type and upload; must stand in the database only. */
const MARKERS = Array.from({ length: 40 }, (_, n) => `Zq${String(n).padStart(2, '0')}marker`);
const marker = (n: number): string => MARKERS[n] ?? '';
const found = (text: string): readonly string[] =>
  MARKERS.filter((one) => text.toLowerCase().includes(one.toLowerCase()));

const COLUMNS = ['leader_ref', 'leader_name', 'email', 'leader_role', 'phases', 'expertise', 'days_offered'];

/** One leader of a survey; `n` numbers the markers of name and address. */
const leader = (n: number, days: string): readonly string[] => [
  ...[`LDR-9${String(n).padStart(2, '0')}`, marker(n), `${marker(n + 1)}@leaders.example`, 'nle'],
  ...['primary', 'quality-of-education', days],
];

describe('what people are called', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leader-match-markers-'));
  const temporary = join(folder, 'tmp');
  const logged: string[] = [];
  const refusals: string[] = [];
  let redis: Awaited<ReturnType<typeof openTestRedis>>;
  let service: RunningService;

  beforeAll(async () => {
    mkdirSync(temporary);
    redis = await openTestRedis();
    service = await startService({
      redisUrl: redis.url,
      environment: { TMPDIR: temporary, LOG_LEVEL: 'debug' },
      log: logged,
    });
    await journey();
  });
  afterAll(async () => {
    await service.stop();
    await redis.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function journey(): Promise<void> {
    const admin = await ApiClient.signedIn(service.url, 'admin');
    await survey(admin, 'good.csv', [leader(0, '10'), leader(2, '5')]);
    await survey(admin, 'faulty.csv', [leader(4, 'many'), leader(6, '-1')]);
    await survey(admin, 'book.xlsx', [leader(8, '10')]);
    await survey(admin, `${marker(10)}.csv`, [['"unclosed', marker(11)]]);
    const address = { name: marker(12), email: `${marker(13)}@x.example`, source: 'Letter' };
    await admin.send(
      'PUT',
      '/api/v1/contact-addresses/school/990001',
      JSON.stringify(address),
      'application/json',
    );
    await keep(
      admin.post('/api/v1/conflicts', { leaderRef: marker(14), reason: marker(15), offer: '2024-25' }),
    );
    await keep(admin.get(`/api/v1/runs?label=${marker(16)}`));
    await keep(admin.post('/api/v1/exports', { table: marker(17), purposeText: marker(18) }));
    await keep(admin.post(`/api/v1/matches/${marker(19)}/decline`, { reason: marker(20) }));
    await keep(ApiClient.anonymous(service.url).get(`/api/v1/sign-off/${marker(21)}`));
    const stranger = new PageClient(service.url);
    await keepPage(stranger.signIn(marker(22), marker(23)));
    await keepPage(stranger.get(`/invitations/${marker(24)}`));
    await keepPage(stranger.get(`/sign-off/${marker(25)}`));
    const page = await PageClient.signedIn(service.url, 'admin');
    await keepPage(page.get(`/leaders/${marker(26)}?offer=2024-25`));
    await keepPage(page.get(`/cases/2024-25/${marker(27)}`));
    await keepPage(page.get(`/admin/users/${marker(28)}`));
    await keepPage(page.get(`/nowhere/${marker(29)}?name=${marker(30)}`));
    await page.get('/admin/invitations/new');
    const invited = await page.post('/admin/invitations', {
      ...{ displayName: marker(31), email: `${marker(32)}@x.example`, roles: 'reviewer' },
    });
    expect(invited.status).toBe(201);
    const link = /\/invitations\/lm_[\w-]+/.exec(invited.text)?.[0] ?? '';
    const person = new PageClient(service.url);
    await person.get(link);
    await person.post(link, { username: marker(33).toLowerCase(), password: `${marker(34)}-secret` });
    await person.get('/account/tokens');
    await person.post('/account/tokens', { name: marker(35), scope: 'read', days: '1' });
    await page.get('/audit');
    await page.get(`/audit?person=${marker(36)}`);
    await keepPage(page.get(`/audit/trail.csv?purpose=other&purposeText=${marker(37)}&person=${marker(38)}`));
    await page.get(`/leaders/leaders.csv?offer=2024-25&text=${marker(39)}&purpose=check-matches`);
  }

  /** Uploads a survey and waits until the worker has read it, well or badly. */
  async function survey(
    client: ApiClient,
    name: string,
    rows: readonly (readonly string[])[],
  ): Promise<void> {
    const path = join(folder, name);
    const columns = COLUMNS.map((title, at) => ({
      name: title,
      of: (row: readonly string[]): string => row[at] ?? '',
    }));
    writeFileSync(
      path,
      name.endsWith('.xlsx')
        ? await xlsxBytes({ name: 'Survey', columns, rows })
        : [COLUMNS, ...rows].map((row) => row.join(',')).join('\n'),
    );
    const ended = await client.import('survey', path, '2024-25');
    expect(ended['state']).not.toBe('received');
  }

  const keep = async (asked: Promise<{ status: number; body: unknown }>): Promise<void> => {
    const { status, body } = await asked;
    if (status >= 400) refusals.push(JSON.stringify({ ...(body as object), instance: '', errors: [] }));
  };
  const keepPage = async (asked: Promise<{ status: number; text: string }>): Promise<void> => {
    const { status, text } = await asked;
    if (status >= 400) refusals.push(text.replace(/<form[\s\S]*?<\/form>/g, ''));
  };

  it('stands in the database, where it belongs', async () => {
    const admin = await ApiClient.signedIn(service.url, 'admin');
    const { body } = await admin.get<{ items: object[] }>('/api/v1/offers/2024-25/leaders');
    expect(found(JSON.stringify(body)).length).toBeGreaterThan(0);
  });

  it('stands in no payload of the queue, nor anywhere else in Redis', async () => {
    const held = await everythingIn(redis.url);
    expect(held.length).toBeGreaterThan(500);
    expect(held).toContain('import');
    expect(found(held)).toEqual([]);
  });

  it('stands in no line of the logs', () => {
    const text = logged.join('');
    expect(text).toContain('"event":"access-refused"');
    expect(found(text)).toEqual([]);
  });

  it('is left in no temporary folder', () => {
    expect(found(everythingUnder(temporary))).toEqual([]);
  });

  it('stands on no page of an error, but in the form that it was typed into', () => {
    expect(refusals.length).toBeGreaterThan(8);
    expect(found(refusals.join('\n'))).toEqual([]);
  });
});

/** Every key and value of a Redis, as text. */
async function everythingIn(url: string): Promise<string> {
  const client = new Redis(url);
  const texts: string[] = [];
  for (const key of await client.keys('*')) {
    const kind = await client.type(key);
    const value =
      kind === 'hash'
        ? await client.hgetall(key)
        : kind === 'list'
          ? await client.lrange(key, 0, -1)
          : kind === 'zset'
            ? await client.zrange(key, '0', '-1')
            : kind === 'set'
              ? await client.smembers(key)
              : kind === 'stream'
                ? await client.xrange(key, '-', '+')
                : await client.get(key);
    texts.push(`${key} ${JSON.stringify(value)}`);
  }
  client.disconnect();
  return texts.join('\n');
}

/** Names and contents of all files below a folder. */
function everythingUnder(folder: string): string {
  if (!existsSync(folder)) return '';
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return `${path} ${entry.isFile() ? readFileSync(path, 'latin1') : ''}`;
    })
    .join('\n');
}
