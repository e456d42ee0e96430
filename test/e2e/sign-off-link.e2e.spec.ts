import { SYSTEM } from '../../libs/domain/kernel/index.js';
import { AcceptMatch } from '../../libs/features/matches/index.js';
import { PublishRunUseCase } from '../../libs/features/runs/index.js';
import { ApiClient } from '../support/api-client.js';
import { type ApiInProcess, OWN_LEADER, startApiInProcess } from '../support/api-in-process.js';
import { addLeaders, addRun, matchIdsOf, valueOf } from '../support/budget-factories.js';
import { areTold } from '../support/message-factories.js';
import { PageClient } from '../support/page-client.js';
import { addAssessedCases, casesNamed } from '../support/run-factories.js';

const LINK = /\/sign-off\/[\w-]{43}/;

describe('the link by which a school signs, where the built-in outbox brought it', () => {
  let api: ApiInProcess;
  let made: unknown;
  let matchId: string;

  beforeAll(async () => {
    api = await startApiInProcess();
    await addLeaders(api.source, { [OWN_LEADER]: 20 });
    await addAssessedCases(api.source, casesNamed('100', 1));
    const runId = await addRun(api.source, { leaderRef: OWN_LEADER, caseId: 'school-100000' });
    matchId = (await matchIdsOf(api.source, runId))['school-100000'] ?? '';
    valueOf(await api.app.get(PublishRunUseCase, { strict: false }).execute(SYSTEM, { runId }));
    valueOf(await api.app.get(AcceptMatch, { strict: false }).execute(SYSTEM, { matchId }));
    const coordinator = await ApiClient.signedIn(api.url, 'coordinator');
    const address = { name: 'Sam Head', email: 'head@school.example', source: 'Letter' };
    await coordinator.send(
      ...(['PUT', '/api/v1/contact-addresses/school/100000', JSON.stringify(address)] as const),
      'application/json',
    );
    const visit = { date: '2025-02-03', days: 1, done: 'Reading', doneBy: 'Somebody' };
    await coordinator.post(`/api/v1/matches/${matchId}/visits`, visit);
    made = await coordinator.post(`/api/v1/matches/${matchId}/sign-off-links`);
    await areTold(api.source);
  });
  afterAll(() => api.stop());

  it('is on the page of messages for a coordinator, who hands it on', async () => {
    expect(made).toMatchObject({ status: 201, body: { token: null } });
    expect((await (await PageClient.signedIn(api.url, 'coordinator')).get('/outbox')).text).toMatch(LINK);
  });

  it('is there for no admin, and in no answer of the API', async () => {
    const page = (await (await PageClient.signedIn(api.url, 'admin')).get('/outbox')).text;
    expect(page).toContain('and is not shown here');
    expect(page).not.toMatch(LINK);
    for (const role of ['coordinator', 'admin'] as const) {
      const texts = await (await ApiClient.signedIn(api.url, role)).text('/api/v1/messages');
      expect(texts).toContain('and is not shown here');
      expect(texts).not.toMatch(LINK);
    }
  });

  it('is said to go in a message, not to have been sent, when it is made anew', async () => {
    const coordinator = await PageClient.signedIn(api.url, 'coordinator');
    await coordinator.get(`/assignments/${matchId}/days`);
    expect((await coordinator.post(`/assignments/${matchId}/days/link`)).status).toBe(303);
    const { text } = await coordinator.get(`/assignments/${matchId}/days`);
    expect(text).toContain('The link goes to the contact of the school or trust, in a message.');
    expect(text).not.toMatch(LINK);
    expect((await coordinator.get('/outbox')).text).not.toMatch(LINK);
  });
});
