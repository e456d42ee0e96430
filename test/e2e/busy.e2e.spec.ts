import { ApiClient } from '../support/api-client.js';
import { type ApiInProcess, startApiInProcess } from '../support/api-in-process.js';
import { addCases, addLeaders, addRun } from '../support/budget-factories.js';

describe('a service without time for a request', () => {
  let api: ApiInProcess;
  beforeAll(async () => {
    api = await startApiInProcess();
  });
  afterAll(() => api.stop());

  it('says so, changes nothing, and does it when it is asked again', async () => {
    await addLeaders(api.source, { A: 8 });
    await addCases(api.source, 'c1');
    const runId = await addRun(api.source, { leaderRef: 'A', caseId: 'c1' });
    const coordinator = await ApiClient.signedIn(api.url, 'coordinator');
    const publish = () => coordinator.keyed(`/api/v1/runs/${runId}/publish`, 'once');
    const holder = api.source.createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT 1 FROM run WHERE id = $1 FOR UPDATE', [runId]);
    const busy = await publish();
    expect([busy.status, busy.body['code'], busy.headers.get('retry-after')]).toEqual([503, 'busy', '2']);
    expect(busy.headers.get('content-type')).toContain('application/problem+json');
    await holder.rollbackTransaction();
    await holder.release();
    const again = await publish();
    expect([again.status, again.body]).toEqual([200, { runId, matches: 1 }]);
  });
});
