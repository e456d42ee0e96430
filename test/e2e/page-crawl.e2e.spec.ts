import { ApiClient } from '../support/api-client.js';
import { type Crawl, crawl, type CrawledForm, kindOf } from '../support/page-crawl.js';
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

describe('every page that a role can reach', () => {
  let service: RunningService;
  const crawled = new Map<string, Crawl>();

  beforeAll(async () => {
    service = await startService();
    const coordinator = await ApiClient.signedIn(service.url, 'coordinator');
    await uploadSampleRound(coordinator);
    const published = await coordinator.run('2024-25');
    await coordinator.post(`/api/v1/runs/${String(published['id'])}/publish`);
    await coordinator.run('2024-25');
  });
  afterAll(async () => {
    await service.stop();
  });

  it.each(['coordinator', 'reviewer', 'leader', 'admin', 'auditor'])(
    'has no link of a %s that leads nowhere',
    async (role) => {
      const found = await crawl(await PageClient.signedIn(service.url, role), 2);
      crawled.set(role, found);
      expect(found.dead).toEqual([]);
      expect(found.pages.length).toBeGreaterThan(5);
    },
  );

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
});
