import { readSettings } from '../../libs/platform/config/index.js';
import { SYSTEM } from '../../libs/domain/kernel/index.js';
import { AcceptMatch } from '../../libs/features/matches/index.js';
import { PublishRunUseCase } from '../../libs/features/runs/index.js';
import { ApiClient } from '../support/api-client.js';
import { type ApiInProcess, OWN_LEADER, startApiInProcess } from '../support/api-in-process.js';
import { addLeaders, addRun, matchIdsOf, valueOf } from '../support/budget-factories.js';
import { PageClient } from '../support/page-client.js';
import { addAssessedCases, casesNamed } from '../support/run-factories.js';

const PUBLIC_URL = 'https://matching.example.gov.uk';
/** As somebody sends it who would like to be linked to. */
const FORGED = {
  host: 'evil.example',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'https',
  forwarded: 'host=evil.example',
};

const linksIn = (text: string): readonly string[] => [
  ...new Set(
    [...text.matchAll(/(https?:\/\/[^/\s"<]+)\/(?:invitations|sign-off|assignments)\//g)].map(
      ([, origin = '']) => origin,
    ),
  ),
];

describe.each([
  ['where PUBLIC_URL says', PUBLIC_URL],
  ['where the request came in, without PUBLIC_URL', undefined],
])('links to this service begin %s, whatever the headers say', (_where, publicUrl) => {
  let api: ApiInProcess;
  let matchId: string;
  let admin: PageClient;
  let own: string;

  beforeAll(async () => {
    const { publicUrl: _none, ...access } = readSettings({ TRUSTED_PROXIES: '1' }).access;
    api = await startApiInProcess({ access: publicUrl === undefined ? access : { ...access, publicUrl } });
    own = publicUrl ?? api.url;
    await addLeaders(api.source, { [OWN_LEADER]: 20 });
    await addAssessedCases(api.source, casesNamed('1', 1));
    const runId = await addRun(api.source, { leaderRef: OWN_LEADER, caseId: 'school-1000' });
    matchId = (await matchIdsOf(api.source, runId))['school-1000'] ?? '';
    valueOf(await api.app.get(PublishRunUseCase, { strict: false }).execute(SYSTEM, { runId }));
    valueOf(await api.app.get(AcceptMatch, { strict: false }).execute(SYSTEM, { matchId }));
    const signedIn = await PageClient.signedIn(api.url, 'admin');
    admin = new PageClient(api.url, FORGED);
    admin.cookie = signedIn.cookie;
  });
  afterAll(() => api.stop());

  it('in an invitation', async () => {
    await admin.get('/admin/invitations/new');
    const made = await admin.post('/admin/invitations', { displayName: 'Una', email: '', roles: 'reviewer' });
    expect([made.status, linksIn(made.text)]).toEqual([201, [own]]);
  });

  it('in the link that a school signs by', async () => {
    await admin.get(`/assignments/${matchId}/days`);
    const visit = { date: '2025-02-03', days: 1, done: 'Reading', doneBy: 'Somebody' };
    const client = await ApiClient.signedIn(api.url, 'admin');
    expect((await client.post(`/api/v1/matches/${matchId}/visits`, visit)).status).toBe(201);
    const made = await admin.post(`/assignments/${matchId}/days/link`);
    expect([made.status, linksIn(made.text)]).toEqual([201, [own]]);
  });

  it('in the texts of messages, on their page and over the API', async () => {
    expect(linksIn((await admin.get('/outbox')).text)).toEqual([own]);
    const { authorization = '' } = (await ApiClient.signedIn(api.url, 'admin')).headers();
    const answer = await fetch(`${api.url}/api/v1/messages`, { headers: { ...FORGED, authorization } });
    expect([answer.status, linksIn(await answer.text())]).toEqual([200, [own]]);
  });

  it('and no header or redirect repeats a foreign one', async () => {
    const { headers, status } = await new PageClient(api.url, FORGED).get('/runs');
    expect([status, headers.get('location')]).toEqual([303, '/sign-in?returnTo=%2Fruns']);
  });
});
