import { SYSTEM } from '../../libs/domain/kernel/index.js';
import { AcceptMatch } from '../../libs/features/matches/index.js';
import { PublishRunUseCase } from '../../libs/features/runs/index.js';
import { ApiClient } from '../support/api-client.js';
import { type ApiInProcess, OWN_LEADER, startApiInProcess } from '../support/api-in-process.js';
import { valueOf } from '../support/budget-factories.js';
import { addSolvedRun, openMatchOf } from '../support/override-factories.js';
import { crawl } from '../support/page-crawl.js';
import { PageClient } from '../support/page-client.js';
import { addAnswers, addAssessedCases, answerWith, casesNamed } from '../support/run-factories.js';

/** Ends an attribute and a tag, and would run; each place that people write in has its own number. */
const hostile = (place: string): string => `"'><img src=x onerror=alert('${place}')>{{7*7}}</script>`;
const RAW = /<img src=x onerror/;
const ESCAPED = /&lt;img src=x onerror=alert\(&#39;(\w+)&#39;\)&gt;/g;
const PLACES = [
  ...[
    'leader',
    'case',
    'label',
    'file',
    'reason',
    'visit',
    'doneBy',
    'signedBy',
    'person',
    'token',
    'contact',
  ],
  ...['decline', 'tie', 'purpose'],
];

describe('what people write', () => {
  let api: ApiInProcess;

  beforeAll(async () => {
    api = await startApiInProcess();
    await addAssessedCases(
      api.source,
      casesNamed('x', 4).map((one) => ({ ...one, name: hostile('case') })),
    );
    await addAnswers(api.source, { [OWN_LEADER]: answerWith(), 'LDR-OTHER': answerWith() });
    await api.source.query(
      `INSERT INTO school (urn, name, region_name, status_code, facts, import_id)
       SELECT '123456', $1, 'London', '1', '{}', id FROM import LIMIT 1`,
      [hostile('school')],
    );
    await api.source.query('UPDATE leader SET name = $1, email = $1', [hostile('leader')]);
    const [one, two, three] = ['school-x000', 'school-x001', 'school-x002'] as const;
    const runId = await addSolvedRun(
      api.source,
      { leaderRef: OWN_LEADER, caseId: one },
      { leaderRef: OWN_LEADER, caseId: two },
      { leaderRef: 'LDR-OTHER', caseId: three },
    );
    const later = await addSolvedRun(api.source, { leaderRef: 'LDR-OTHER', caseId: 'school-x003' });
    await api.source.query('UPDATE run SET label = $1', [hostile('label')]);
    await api.source.query('UPDATE import SET file_name = $1', [hostile('file')]);
    valueOf(await api.app.get(PublishRunUseCase, { strict: false }).execute(SYSTEM, { runId }));
    const matchId = await openMatchOf(api.source, runId, one);
    valueOf(await api.app.get(AcceptMatch, { strict: false }).execute(SYSTEM, { matchId }));
    await writeEverywhere(matchId, await openMatchOf(api.source, runId, two), later);
  });
  afterAll(() => api.stop());

  async function writeEverywhere(matchId: string, declined: string, runId: string): Promise<void> {
    const admin = await ApiClient.signedIn(api.url, 'admin');
    const page = await PageClient.signedIn(api.url, 'admin');
    const statuses: number[] = [];
    const post = async (path: string, body: object): Promise<Readonly<Record<string, unknown>>> => {
      const answer = await admin.post(path, body);
      statuses.push(answer.status);
      return answer.body;
    };
    const visit = { date: '2025-02-03', days: 0.5, done: hostile('visit'), doneBy: hostile('doneBy') };
    await post(`/api/v1/matches/${matchId}/visits`, visit);
    const { token } = await post(`/api/v1/matches/${matchId}/sign-off-links`, {});
    const path = `/api/v1/sign-off/${String(token)}`;
    const { body } = await admin.get<{ visits: { id: string; version: number }[] }>(path);
    const answers = body.visits.map(({ id, version }) => ({ visitId: id, version, confirmed: true }));
    await post(path, { name: hostile('signedBy'), role: 'Head', comment: hostile('signedBy'), answers });
    await post(`/api/v1/matches/${matchId}/visits`, { ...visit, date: '2025-02-04' });
    await post(`/api/v1/matches/${declined}/decline`, { reason: hostile('decline') });
    const tie = {
      leaderRef: OWN_LEADER,
      subjectKind: 'case',
      subjectId: 'school-x003',
      declaredBy: 'leader',
    };
    await post('/api/v1/offers/2024-25/conflicts', { ...tie, reason: hostile('tie') });
    const changes = [{ kind: 'forbid', caseId: 'school-x001', leaderRef: OWN_LEADER }];
    const preview = await admin.post(`/api/v1/runs/${runId}/overrides/preview`, { changes });
    const decision = JSON.stringify({ changes, reasonCode: 'other', reason: hostile('reason') });
    const tag = { 'if-match': preview.headers.get('etag') ?? '' };
    const decided = await admin.send(
      ...(['POST', `/api/v1/runs/${runId}/overrides`, decision, 'application/json', tag] as const),
    );
    const contact = { name: hostile('contact'), email: 'pat@school.example', source: 'Letter' };
    const kept = await admin.send(
      ...([
        'PUT',
        '/api/v1/contact-addresses/school/123456',
        JSON.stringify(contact),
        'application/json',
      ] as const),
    );
    const sent = [
      await page.post('/admin/invitations', {
        ...{ displayName: hostile('person'), email: '', roles: 'reviewer' },
      }),
      await page.post('/account/tokens', { name: hostile('token'), scope: 'read', days: '1' }),
      await page.get(
        `/audit/trail.csv?${new URLSearchParams({ purpose: 'other', purposeText: hostile('purpose') }).toString()}`,
      ),
    ];
    statuses.push(decided.status, kept.status, ...sent.map(({ status }) => status));
    expect(statuses.filter((status) => status >= 300)).toEqual([]);
  }

  it('is shown as it was written on every page, and is never markup or a template', async () => {
    const raw: string[] = [];
    const shown = new Set<string>();
    for (const role of ['admin', 'coordinator', 'reviewer', 'leader', 'auditor']) {
      const page = await PageClient.signedIn(api.url, role);
      const { pages } = await crawl(page, 2, (address, html) => {
        if (RAW.test(html) || html.includes('>49<')) raw.push(`${role} ${address}`);
        for (const [, place = ''] of html.matchAll(ESCAPED)) shown.add(place);
      });
      expect(pages.length).toBeGreaterThan(5);
    }
    expect(raw).toEqual([]);
    expect(PLACES.filter((place) => !shown.has(place))).toEqual([]);
  });

  it('is shown so where it is asked for in an address, too', async () => {
    const page = await PageClient.signedIn(api.url, 'admin');
    const raw: string[] = [];
    const lists = [
      '/leaders',
      '/cases',
      '/eligibility',
      '/runs',
      '/outbox',
      '/audit',
      '/reports',
      '/imports',
    ];
    const fields = [
      'text',
      'leader',
      'region',
      'state',
      'offer',
      'person',
      'sort',
      'cursor',
      'matchId',
      'action',
    ];
    for (const list of lists)
      for (const field of fields) {
        const { text, status } = await page.get(`${list}?${field}=${encodeURIComponent(hostile('query'))}`);
        if (RAW.test(text) || status >= 500) raw.push(`${list}?${field} ${String(status)}`);
      }
    const sign = await new PageClient(api.url).get(
      `/sign-in?returnTo=/${encodeURIComponent(hostile('query'))}`,
    );
    expect([raw, RAW.test(sign.text)]).toEqual([[], false]);
  });
});
