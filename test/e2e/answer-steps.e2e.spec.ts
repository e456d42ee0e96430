import { SYSTEM } from '../../libs/domain/kernel/index.js';
import { PublishRunUseCase } from '../../libs/features/runs/index.js';
import { type ApiInProcess, OWN_LEADER, startApiInProcess } from '../support/api-in-process.js';
import { addLeaders, addRun, matchIdsOf, valueOf } from '../support/budget-factories.js';
import { PageClient } from '../support/page-client.js';
import { addAssessedCases, casesNamed } from '../support/run-factories.js';

const DECLINED = {
  answer: 'decline',
  reason: 'Too busy <this> term',
  otherDates: 'yes',
  otherDatesNote: 'May',
};

describe('an answer to a match, step by step', () => {
  let api: ApiInProcess;
  let leader: PageClient;
  let path: string;
  let other: string;

  beforeAll(async () => {
    api = await startApiInProcess();
    await addLeaders(api.source, { [OWN_LEADER]: 40 });
    await addAssessedCases(api.source, casesNamed('1', 2));
    const of = (caseId: string) => ({ leaderRef: OWN_LEADER, caseId });
    const runId = await addRun(api.source, of('school-1000'), of('school-1001'));
    valueOf(await api.app.get(PublishRunUseCase, { strict: false }).execute(SYSTEM, { runId }));
    const ids = await matchIdsOf(api.source, runId);
    [path, other] = ['school-1000', 'school-1001'].map((id) => `/assignments/${ids[id] ?? ''}`) as [
      string,
      string,
    ];
    leader = await PageClient.signedIn(api.url, 'leader');
  });
  afterAll(() => api.stop());

  it('is checked and changed at addresses that can be loaded again', async () => {
    await leader.get(`${path}/respond`);
    const sent = await leader.post(`${path}/respond`, DECLINED);
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${path}/respond?step=check`]);
    for (const _time of ['first', 'again']) {
      const check = await leader.get(`${path}/respond?step=check`);
      expect(check.text).toContain('Check the answer before it is sent');
      expect(check.text).toContain('Too busy &lt;this&gt; term');
    }
    const change = await leader.post(`${path}/respond`, { ...DECLINED, step: 'change' });
    expect(change.headers.get('location')).toBe(`${path}/respond?step=change`);
    const form = await leader.get(`${path}/respond?step=change`);
    expect(form.text).toMatch(/<textarea[^>]*>Too busy &lt;this&gt; term<\/textarea>/);
  });

  it('is shown for its own match alone, and to nobody who has written none', async () => {
    for (const client of [leader, await PageClient.signedIn(api.url, 'leader')]) {
      const { text } = await client.get(`${other}/respond?step=check`);
      expect(text).toContain('Can you take this on?');
      expect(text).not.toContain('Too busy');
    }
  });

  it('leads back to the match once it is sent', async () => {
    const sent = await leader.post(`${path}/respond`, { ...DECLINED, step: 'send' });
    expect(sent.headers.get('location')).toBe(path);
    const back = await leader.get(`${path}/respond?step=check`);
    expect([back.status, back.headers.get('location')]).toEqual([303, path]);
  });
});
