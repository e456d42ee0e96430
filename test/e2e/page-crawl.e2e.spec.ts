import { ApiClient } from '../support/api-client.js';
import {
  type Crawl,
  crawl,
  type CrawledForm,
  firstOfEachPath,
  kindOf,
  sortLinks,
} from '../support/page-crawl.js';
import { PageClient } from '../support/page-client.js';
import { type RunningService, startService } from '../support/service-processes.js';
import { uploadSampleRound } from './sample-round.js';

/** What people, programs and attackers put in fields. */
const ODD = [
  ...['', ' ', '-1', '1e308', '0.25', '99999999999', 'null', '__proto__', "' OR 1=1 --", '=1+1', '%', '%00'],
  ...['\u0000', '2025-02-30', '2024-25', '31/12/2025', '<b>x</b>', 'https://evil.example', '../..', '😀'],
  ...['00000000-0000-4000-8000-000000000000', 'x'.repeat(5000)],
];
const ROUNDS = 6;

/** What browsers do not send in an address: fields twice, lists, objects, what is no text, and numbers too large. */
const ADDRESSES: readonly ((field: string) => string)[] = [
  (field) => `${field}=1&${field}=2`,
  (field) => `${field}[]=1&${field}[a]=2`,
  (field) => `${field}=%00`,
  (field) => `${field}=99999999999999999999`,
  (field) => `${field}=-1`,
];
const FILE = /\.(csv|xlsx)$/;

/** Odd values for the fields of a form: each field has another one in each round, and now and then its own. */
function oddly({ fields }: CrawledForm, round: number): Record<string, string> {
  const names = Object.keys(fields);
  return Object.fromEntries(
    names.map((name, index) => {
      const odd = ODD[(index * 7 + round * 5) % ODD.length] ?? '';
      return [name, (index + round) % 3 === 0 ? (fields[name] ?? '') : odd];
    }),
  );
}

/** People who are there for a part, by the fields of their invitation. */
const LIMITED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'coordinator of one region': { roles: 'coordinator', regions: 'Yorkshire and the Humber' },
  'reviewer of one region': { roles: 'reviewer', regions: 'Yorkshire and the Humber' },
  'auditor of one region': { roles: 'auditor', regions: 'Yorkshire and the Humber' },
  'coordinator of one offer': { roles: 'coordinator', offers: '2024-25' },
  'coordinator of another offer': { roles: 'coordinator', offers: '2019-20' },
};

/** A decision, whose id comes back, a visit that was signed, and a claim: what pages show of them. */
async function workOn(admin: ApiClient, publishedId: string, solvedId: string): Promise<string> {
  const first = async (runId: string): Promise<string> => {
    const { body } = await admin.get<{ items: { id: string }[] }>(`/api/v1/matches?runId=${runId}&limit=1`);
    return body.items[0]?.id ?? '';
  };
  const changes = [{ kind: 'unassign', matchId: await first(solvedId) }];
  const preview = await admin.post(`/api/v1/runs/${solvedId}/overrides/preview`, { changes });
  const decision = JSON.stringify({ changes, reasonCode: 'other', reason: 'A test' });
  const tag = { 'if-match': preview.headers.get('etag') ?? '' };
  const path = `/api/v1/runs/${solvedId}/overrides`;
  const decided = await admin.send('POST', path, decision, 'application/json', tag);
  const match = `/api/v1/matches/${await first(publishedId)}`;
  await admin.post(`${match}/accept`);
  await admin.post(`${match}/visits`, { date: '2025-02-03', days: 1, done: 'Reading', doneBy: 'The leader' });
  const link = await admin.post(`${match}/sign-off-links`);
  const token = `/api/v1/sign-off/${String(link.body['token'])}`;
  const { body } = await admin.get<{ visits: { id: string; version: number }[] }>(token);
  const answers = body.visits.map(({ id, version }) => ({ visitId: id, version, confirmed: true }));
  await admin.post(token, { name: 'Pat Head', role: 'Headteacher', answers });
  const claim = { offer: '2024-25', from: '2025-02-01', to: '2025-02-28' };
  expect([decided.status, (await admin.post('/api/v1/claims', claim)).status]).toEqual([201, 201]);
  return String(decided.body['decisionId']);
}

describe('every page that a role can reach', () => {
  let service: RunningService;
  const crawled = new Map<string, Crawl>();
  let decisionId: string;

  beforeAll(async () => {
    service = await startService();
    const coordinator = await ApiClient.signedIn(service.url, 'coordinator');
    await uploadSampleRound(coordinator);
    const published = await coordinator.run('2024-25');
    const solved = await coordinator.run('2024-25');
    await coordinator.post(`/api/v1/runs/${String(published['id'])}/publish`);
    await coordinator.run('2024-25');
    decisionId = await workOn(
      await ApiClient.signedIn(service.url, 'admin'),
      String(published['id']),
      String(solved['id']),
    );
  });
  afterAll(async () => {
    await service.stop();
  });

  it.each(['coordinator', 'reviewer', 'leader', 'admin', 'auditor'])(
    'has no link of a %s that leads nowhere',
    async (role) => {
      const found = await crawl(await PageClient.signedIn(service.url, role), 2);
      crawled.set(role, found);
      expect([found.dead, found.shownMarkup]).toEqual([[], []]);
      expect(found.pages.length).toBeGreaterThan(5);
    },
  );

  it.each(['coordinator', 'reviewer', 'leader', 'admin'])(
    'leads a %s who asks for the address of a form to a page',
    async (role) => {
      const client = await PageClient.signedIn(service.url, role);
      const posted = (crawled.get(role)?.forms ?? []).filter(({ method }) => method === 'POST');
      const wrong: string[] = [];
      for (const { action, page } of posted) {
        const first = await client.get(action);
        const onward = first.headers.get('location');
        const { status } = onward === null ? first : await client.get(onward);
        if (status !== 200) wrong.push(`${page}: ${action} ${String(status)}`);
      }
      expect(wrong).toEqual([]);
      expect(posted.length).toBeGreaterThan(2);
    },
  );

  it('sorts each list by each of its headings, either way', async () => {
    const client = await PageClient.signedIn(service.url, 'admin');
    const wrong: string[] = [];
    let sorted = 0;
    for (const page of firstOfEachPath(crawled.get('admin')?.pages ?? [])) {
      for (const { heading, href } of sortLinks((await client.get(page)).text)) {
        const { status, text } = await client.get(href);
        const now = sortLinks(text).find((one) => one.heading === heading && one.isSorted);
        if (status !== 200 || now === undefined) wrong.push(`${page} ${heading}: ${String(status)} ${href}`);
        sorted += 1;
      }
    }
    expect(wrong).toEqual([]);
    expect(sorted).toBeGreaterThan(100);
  });

  it.each([
    ['coordinator', false],
    ['reviewer', true],
    ['admin', true],
  ])('leads a %s from a decision to the review list only where it is theirs', async (role, isTheirs) => {
    const page = await PageClient.signedIn(service.url, role);
    const decision = await page.get(`/overrides/${decisionId}`);
    const review = await page.get('/review');
    expect([decision.status, review.status === 200]).toEqual([200, isTheirs]);
    expect(decision.text.includes('href="/review"')).toBe(isTheirs);
  });

  it.each(Object.entries(LIMITED))('has no link of a %s that leads nowhere', async (name, fields) => {
    const found = await crawl(await PageClient.invited(service.url, name.replaceAll(' ', '-'), fields), 1);
    expect([found.dead, found.shownMarkup]).toEqual([[], []]);
    expect(found.pages.length).toBeGreaterThan(5);
  });

  it.each(['leader', 'auditor', 'reviewer', 'coordinator', 'admin'])(
    'answers whatever a %s puts into its forms, without a failure of ours',
    async (role) => {
      const client = await PageClient.signedIn(service.url, role);
      const failures = new Set<string>();
      const forms = (crawled.get(role)?.forms ?? []).filter(({ takesFile }) => !takesFile);
      expect(forms.length).toBeGreaterThan(0);
      for (const form of forms)
        for (let round = 0; round < ROUNDS; round += 1) {
          const fields = oddly(form, round);
          const search = new URLSearchParams(fields).toString();
          const { status } =
            form.method === 'POST'
              ? await client.post(form.action, fields)
              : await client.get(`${form.action.split('?')[0] ?? ''}?${search}`);
          if (status >= 500)
            failures.add(
              `${form.method} ${kindOf(form.action)} ${String(status)}: ${JSON.stringify(fields)}`,
            );
        }
      expect([...failures]).toEqual([]);
    },
  );

  it('answers whatever stands in the addresses of its lists and files, without a failure of ours', async () => {
    const client = await PageClient.signedIn(service.url, 'admin');
    const fields = new Map<string, Set<string>>();
    for (const address of crawled.get('admin')?.pages ?? []) {
      const { pathname, searchParams } = new URL(address, service.url);
      const kind = kindOf(pathname);
      const known = [...fields.keys()].find((path) => kindOf(path) === kind) ?? pathname;
      fields.set(known, new Set([...(fields.get(known) ?? []), ...searchParams.keys()]));
    }
    const failures: string[] = [];
    let files = 0;
    for (const [path, names] of fields) {
      const asked = [...new Set([...names, 'page', 'offer', 'sort', 'direction', 'state'])];
      for (const written of ADDRESSES) {
        // A file is given for a purpose only: without one these fields would not be looked at.
        const query = [...asked.filter((name) => name !== 'purpose').map(written)];
        const address = `${path}?${[...(FILE.test(path) ? ['purpose=plan-visits'] : []), ...query].join('&')}`;
        const { status, headers } = await client.get(address);
        if (status >= 500) failures.push(`${address}: ${String(status)}`);
        if (status === 200 && headers.has('content-disposition')) files += 1;
      }
    }
    expect(failures).toEqual([]);
    expect([fields.size > 30, files > 30]).toEqual([true, true]);
  });
});
