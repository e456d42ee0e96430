import { SYSTEM } from '../../libs/domain/kernel/index.js';
import { PublishRunUseCase } from '../../libs/features/runs/index.js';
import { ApiClient } from '../support/api-client.js';
import { type ApiInProcess, OWN_LEADER, startApiInProcess } from '../support/api-in-process.js';
import { addLeaders, addRun, matchIdsOf, valueOf } from '../support/budget-factories.js';
import { PageClient } from '../support/page-client.js';
import { addAssessedCases, casesNamed } from '../support/run-factories.js';

describe('a match that is over', () => {
  let api: ApiInProcess;
  let runId: string;
  let match: string;
  let visitId: string;

  /** Accepted, one day logged and signed, then ended early. */
  beforeAll(async () => {
    api = await startApiInProcess();
    await addLeaders(api.source, { [OWN_LEADER]: 20 });
    await addAssessedCases(api.source, casesNamed('1', 1));
    runId = await addRun(api.source, { leaderRef: OWN_LEADER, caseId: 'school-1000' });
    valueOf(await api.app.get(PublishRunUseCase, { strict: false }).execute(SYSTEM, { runId }));
    match = (await matchIdsOf(api.source, runId))['school-1000'] ?? '';
    const leader = await ApiClient.signedIn(api.url, 'leader');
    const path = `/api/v1/matches/${match}`;
    await leader.post(`${path}/accept`);
    const visit = { date: '2025-02-03', days: 1, done: 'Looked at reading', doneBy: 'The leader' };
    visitId = String((await leader.post(`${path}/visits`, visit)).body['visitId']);
    const link = await leader.post(`${path}/sign-off-links`);
    const answers = [{ visitId, version: 1, confirmed: true }];
    const signed = { name: 'Pat Head', role: 'Headteacher', answers };
    await ApiClient.anonymous(api.url).post(`/api/v1/sign-off/${String(link.body['token'])}`, signed);
    const end = { outcome: 'aims-partly-met', report: 'Reading is better.', reason: 'The head left' };
    await leader.post(`${path}/end-early`, end);
  });
  afterAll(() => api.stop());

  it.each([
    ['leader', 'assignments'],
    ['coordinator', 'matches'],
  ])('shows a %s its days and offers to log none', async (role, place) => {
    const client = await PageClient.signedIn(api.url, role);
    const { text } = await client.get(`/${place}/${match}`);
    expect(text).toContain('See the days that were logged and signed');
    expect(text).not.toContain('Log days');
    const days = await client.get(`/assignments/${match}/days`);
    expect(days.text).toContain('How it ended');
    expect(days.text).not.toMatch(/<form method="post" action="\/assignments/);
  });

  it('leads who has an old address of a visit or of its change back, and says why', async () => {
    const leader = await PageClient.signedIn(api.url, 'leader');
    const visit = await leader.get(`/assignments/${match}/days/${visitId}`);
    expect([visit.status, visit.text.includes('<form method="post" action="/assignments')]).toEqual([
      200,
      false,
    ]);
    expect(visit.text).toContain('not changed any more: the school has signed it.');
    const reviewer = await PageClient.signedIn(api.url, 'reviewer');
    const change = await reviewer.get(`/matches/${match}/override`);
    expect([change.status, change.headers.get('location')]).toEqual([303, `/matches/${match}`]);
    expect((await reviewer.get(`/matches/${match}`)).text).toContain('this match is now “ended early”');
  });

  it('keeps its run from being taken back as a whole', async () => {
    const coordinator = await PageClient.signedIn(api.url, 'coordinator');
    const run = await coordinator.get(`/runs/${runId}`);
    expect(run.status).toBe(200);
    expect(run.text).not.toContain(`/runs/${runId}/unpublish`);
  });
});
