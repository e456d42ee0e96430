import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { PublishRunUseCase } from '../../libs/features/runs/index.js';
import { SYSTEM } from '../../libs/domain/kernel/index.js';
import { ApiClient } from '../support/api-client.js';
import { type ApiInProcess, OWN_LEADER, startApiInProcess } from '../support/api-in-process.js';
import { addLeaders, addRun, matchIdsOf, OFFER, valueOf } from '../support/budget-factories.js';
import { PageClient } from '../support/page-client.js';
import { addAssessedCases, casesNamed } from '../support/run-factories.js';

interface Engagement {
  readonly daysDelivered: number;
  readonly daysLeft: number;
  readonly state: string;
  readonly visits: readonly { readonly id: string; readonly state: string; readonly version: number }[];
}

describe('days over REST, from the first visit to the claim', () => {
  let api: ApiInProcess;
  let leader: ApiClient;
  let coordinator: ApiClient;
  let school: ApiClient;
  let match = '';
  let otherMatch = '';
  let claim = '';

  beforeAll(async () => {
    api = await startApiInProcess();
    leader = await ApiClient.signedIn(api.url, 'leader');
    coordinator = await ApiClient.signedIn(api.url, 'coordinator');
    school = ApiClient.anonymous(api.url);
    await addLeaders(api.source, { [OWN_LEADER]: 20, B: 20 });
    await addAssessedCases(api.source, casesNamed('1', 2));
    const runId = await addRun(
      api.source,
      { leaderRef: OWN_LEADER, caseId: 'school-1000' },
      { leaderRef: 'B', caseId: 'school-1001' },
    );
    valueOf(await api.app.get(PublishRunUseCase, { strict: false }).execute(SYSTEM, { runId }));
    const ids = await matchIdsOf(api.source, runId);
    match = `/api/v1/matches/${ids['school-1000'] ?? ''}`;
    otherMatch = ids['school-1001'] ?? '';
    await coordinator.post(`/api/v1/matches/${otherMatch}/accept`);
    await leader.post(`${match}/accept`);
  });
  afterAll(() => api.stop());

  const visit = (date: string, more: object = {}): object => ({
    ...{ date, days: 1, done: 'Looked at reading', doneBy: 'The leader' },
    ...more,
  });
  const shown = async (): Promise<Engagement> => (await leader.get<Engagement>(`${match}/visits`)).body;

  it('logs, changes and withdraws visits', async () => {
    const first = await leader.keyed(`${match}/visits`, 'first', visit('2025-02-03'));
    const again = await leader.keyed(`${match}/visits`, 'first', visit('2025-02-03'));
    expect([first.status, again.body]).toEqual([201, first.body]);
    const second = await coordinator.post(`${match}/visits`, visit('2025-02-04', { days: 0.5 }));
    const edited = `${match}/visits/${String(second.body['visitId'])}`;
    const change = (version: number) =>
      leader.send('PUT', edited, JSON.stringify({ ...visit('2025-02-05'), version }), 'application/json');
    expect((await change(1)).body).toMatchObject({ state: 'draft', version: 2 });
    expect((await change(1)).status).toBe(412);
    expect((await leader.post(`${match}/visits`, visit('2025-02-06'))).body).toMatchObject({
      ...{ status: 409, code: 'visit-days-exceeded' },
    });
    expect((await leader.post(`${match}/visits`, visit('2025-09-06'))).status).toBe(422);
    expect((await leader.post(`${match}/visits`, visit('2025-02-06', { days: 2 }))).status).toBe(400);
    expect((await leader.post(`${edited}/withdraw`, { version: 2 })).body).toMatchObject({
      state: 'withdrawn',
    });
    await expect(shown()).resolves.toMatchObject({ state: 'active', daysLeft: 1, daysDelivered: 0 });
  });

  it('lets the school sign by a link that works once, and logs no token', async () => {
    const { body, status } = await leader.post(`${match}/sign-off-links`);
    expect(status).toBe(201);
    const path = `/api/v1/sign-off/${String(body['token'])}`;
    const view = await school.get<Engagement>(path);
    expect(Object.keys(view.body).sort()).toEqual([
      ...['caseName', 'expiresAt', 'leaderName', 'offer', 'visits'],
    ]);
    const answers = view.body.visits.map(({ id, version }) => ({ visitId: id, version, confirmed: true }));
    const answer = { name: 'Pat Head', role: 'Headteacher', answers };
    const sent = await Promise.all(Array.from({ length: 8 }, () => school.keyed(path, 'once', answer)));
    expect(sent.map((one) => [one.status, one.body])).toEqual(
      sent.map(() => [200, { signedVisits: 1, signedDays: 1, disputedVisits: 0 }]),
    );
    const other = await school.keyed(path, 'once', { ...answer, name: 'Sam Head' });
    expect([other.status, other.body['code']]).toEqual([422, 'idempotency-key-reused']);
    expect((await school.post(path, answer)).status).toBe(410);
    expect((await school.get(path)).body).toMatchObject({ status: 410, code: 'sign-off-link-used' });
    await expect(shown()).resolves.toMatchObject({ daysDelivered: 1, daysLeft: 1 });
    const log = api.logged.join('\n');
    expect(log).toContain('/sign-off/[redacted]');
    expect(log).not.toContain(String(body['token']));
  });

  it('revokes a link', async () => {
    await leader.post(`${match}/visits`, visit('2025-02-10', { days: 0.5 }));
    const { body } = await coordinator.post(`${match}/sign-off-links`);
    const revoke = `${match}/sign-off-links/${String(body['linkId'])}/revoke`;
    expect((await leader.post(revoke)).status).toBe(200);
    expect((await leader.post(revoke)).status).toBe(404);
    expect((await school.get(`/api/v1/sign-off/${String(body['token'])}`)).body).toMatchObject({
      ...{ status: 410, code: 'sign-off-link-revoked' },
    });
    expect((await school.get('/api/v1/sign-off/nothing')).status).toBe(404);
  });

  it('ends with a report, and the days left are free', async () => {
    const report = { outcome: 'aims-partly-met', report: 'Reading is better.' };
    expect((await leader.post(`${match}/complete`, report)).body).toMatchObject({
      ...{ status: 409, code: 'visits-not-signed' },
    });
    const [draft] = (await shown()).visits.filter(({ state }) => state === 'draft');
    await leader.post(`${match}/visits/${draft?.id ?? ''}/withdraw`, { version: draft?.version });
    expect((await leader.post(`${match}/complete`, report)).body['code']).toBe('days-not-delivered');
    const ended = await leader.post(`${match}/end-early`, { ...report, reason: 'The head left' });
    expect(ended.body).toMatchObject({ state: 'ended-early', daysDelivered: 1, daysReleased: 1 });
    const { body } = await coordinator.get<{ total: object; matches: object }>(
      `/api/v1/offers/${OFFER}/days`,
    );
    expect(body).toMatchObject({
      total: { leaders: 2, daysOffered: 20, daysReserved: 2, daysDelivered: 1, daysLeft: 17 },
      matches: { 'ended-early': 1, accepted: 1 },
    });
  });

  it('claims signed days once, as CSV and as a workbook', async () => {
    const wanted = { offer: OFFER, from: '2025-02-01', to: '2025-02-28' };
    const made = await coordinator.post('/api/v1/claims', wanted);
    expect([made.status, made.body]).toMatchObject([201, { visits: 1, days: 1, amountPence: 60_000 }]);
    claim = made.headers.get('location') ?? '';
    expect((await coordinator.post('/api/v1/claims', wanted)).body['code']).toBe('nothing-to-claim');
    const csv = await coordinator.text(`${claim}/lines.csv?purpose=check-claim`);
    expect(csv.split('\n')[1]).toMatch(
      /^[\w-]{36},2024-25,LDR-OWN,.*,school-1000,.*,2025-02-03,.*,1,600,600$/,
    );
    const workbook = await fetch(`${api.url}${claim}/lines.xlsx?purpose=check-claim`, {
      headers: coordinator.headers(),
    });
    const sheet = await readSheet(Buffer.from(await workbook.arrayBuffer()));
    const said = sheet.map((cells) =>
      cells.map((cell) =>
        cell instanceof Date ? cell.toISOString().slice(0, 10) : (cell?.toString() ?? ''),
      ),
    );
    expect(said).toEqual(parse(csv, { bom: true }));
    expect(sheet[1]?.slice(-3)).toEqual([1, 600, 600]);
    expect(await coordinator.text(`/api/v1/offers/${OFFER}/days.csv?purpose=check-claim`)).toContain(
      '2024-25,all,2,20,2,1,17',
    );
    expect(await coordinator.text(`/api/v1/offers/${OFFER}/statements.csv?purpose=check-claim`)).toContain(
      ',deliver,-1,',
    );
  });

  it('plays on the pages, too: log, ask, sign, claim, report', async () => {
    const page = await PageClient.signedIn(api.url, 'coordinator');
    const days = `/assignments/${otherMatch}/days`;
    expect((await page.get(days)).text).toContain('No visit has been logged yet.');
    const form = { 'date-day': '3', 'date-month': '3', 'date-year': '2025', length: 'whole' };
    const empty = await page.post(days, {});
    const missing = [
      'Enter the date of the visit',
      'Choose how long',
      'Say what was done',
      'Say who was there',
    ];
    expect([empty.status, missing.filter((text) => !empty.text.includes(text))]).toEqual([422, []]);
    expect((await page.post(days, { ...form, done: 'Reading', doneBy: 'B' })).status).toBe(303);
    expect((await page.get(days)).text).toContain('3 March 2025');
    const link = /\/sign-off\/([\w-]{43})/.exec((await page.post(`${days}/link`)).text)?.[0] ?? '';
    const head = new PageClient(api.url);
    const asked = await head.get(link);
    expect(asked.headers.get('referrer-policy')).toBe('no-referrer');
    const name = /visit\.[0-9a-f-]{36}\.\d+/.exec(asked.text)?.[0] ?? '';
    const answer = { signedBy: 'Pat Head', role: 'Headteacher', comment: '' };
    expect((await head.post(link, { ...answer, [name]: 'no' })).text).toContain('Say what is wrong');
    expect((await head.post(link, { ...answer, [name]: 'yes' })).text).toContain(
      'You confirmed 1 visit: 1 day.',
    );
    expect((await head.get(link)).status).toBe(410);
    const period = {
      'from-day': '1',
      'from-month': '3',
      'from-year': '2025',
      'to-day': '31',
      'to-month': '3',
    };
    await page.get('/claims');
    const made = await page.post('/claims', { offer: OFFER, ...period, 'to-year': '2025' });
    expect(made.status).toBe(303);
    expect((await page.get(made.headers.get('location') ?? '')).text).toContain('£600.00');
    expect((await page.get('/reports')).text).toContain('Ended early');
  });

  it('takes a claim back with a reason', async () => {
    expect((await coordinator.post(`${claim}/withdraw`, { version: 1, reason: '' })).status).toBe(422);
    const withdrawn = await coordinator.post(`${claim}/withdraw`, { version: 1, reason: 'Wrong month' });
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn', version: 2 });
    expect((await coordinator.get(claim)).body).toMatchObject({ withdrawnReason: 'Wrong month' });
  });
});
