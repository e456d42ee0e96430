import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { DEMO_PASSWORD, type RunningService, startService } from '../support/service-processes.js';
import { uploadSampleRound } from './sample-round.js';

type Row = Readonly<Record<string, unknown>>;
const SENTENCE = /^[A-Z0-9a-z].*\.$/;

describe('what there is to say about a solved run, over REST', () => {
  let service: RunningService;
  let coordinator: ApiClient;
  let runId: string;
  let matches: readonly Row[];

  beforeAll(async () => {
    service = await startService();
    coordinator = await ApiClient.signedIn(service.url, 'coordinator');
    await uploadSampleRound(coordinator);
    runId = String((await coordinator.run('2024-25'))['id']);
    const { body } = await coordinator.get<{ items: Row[] }>(`/api/v1/matches?runId=${runId}&limit=200`);
    matches = body.items;
  });
  afterAll(async () => {
    await service.stop();
  });

  const effectOf = async (changes: readonly Row[]): Promise<Row> => {
    const asked = await coordinator.post(`/api/v1/runs/${runId}/effect`, { changes });
    expect(asked.status).toBe(202);
    const where = `/api/v1/runs/${runId}/effects/${String(asked.body['effectId'])}`;
    expect(asked.headers.get('location')).toBe(where);
    return eventually('the effect is known', async () => {
      const { body } = await coordinator.get(where);
      return body['state'] === 'queued' ? undefined : body;
    });
  };

  it('tells what taking a leader away would do, and changes nothing', async () => {
    const { caseId, leaderRef } = matches[0] ?? {};
    const effect = await effectOf([{ kind: 'forbid', caseId, leaderRef }]);
    expect(effect).toMatchObject({ state: 'known', failureCode: null });
    const changed = effect['changed'] as Row[];
    expect(changed.map((one) => one['caseId'])).toContain(caseId);
    for (const one of changed) expect(one['why']).toMatch(SENTENCE);
    const after = await coordinator.get<{ items: Row[] }>(`/api/v1/matches?runId=${runId}&limit=200`);
    expect(after.body.items).toEqual(matches);
  });

  it('tells a second question about the same run, and refuses one about nobody', async () => {
    const [one] = matches;
    const known = await effectOf([{ kind: 'unassign', caseId: one?.['caseId'] }]);
    expect(known).toMatchObject({ state: 'known' });
    const unknown = { kind: 'pin', caseId: one?.['caseId'], leaderRef: 'nobody' };
    const refused = await coordinator.post(`/api/v1/runs/${runId}/effect`, { changes: [unknown] });
    expect([refused.status, refused.body['code']]).toEqual([404, 'leader-not-in-run']);
  });

  it('explains each match and each uncovered case, and what a day is worth', async () => {
    const match = await coordinator.get(
      `/api/v1/runs/${runId}/matches/${String(matches[0]?.['caseId'])}/explanation`,
    );
    expect(match.body).toMatchObject({
      caseId: matches[0]?.['caseId'],
      leaderRef: matches[0]?.['leaderRef'],
    });
    const { body } = await coordinator.get(`/api/v1/runs/${runId}/result`);
    const [uncovered] = body['uncovered'] as Row[];
    const reasons = await coordinator.get(`/api/v1/runs/${runId}/uncovered/${String(uncovered?.['caseId'])}`);
    expect(reasons.body).toMatchObject({ caseId: uncovered?.['caseId'], leaderRef: null });
    const values = await coordinator.get(`/api/v1/runs/${runId}/marginal-values`);
    const leaders = values.body['leaders'] as Row[];
    expect(leaders.length).toBeGreaterThan(0);
    for (const one of leaders) expect(one['why']).toMatch(SENTENCE);
  });

  it('compares two runs, over REST and on the command line alike', async () => {
    const narrow = String((await coordinator.run('2024-25', { maxMiles: 5 }))['id']);
    const rest = await coordinator.get(`/api/v1/runs/compare?a=${runId}&b=${narrow}`);
    expect(rest.status).toBe(200);
    const token = await coordinator.post('/api/v1/tokens', {
      ...{ username: 'coordinator', password: DEMO_PASSWORD, name: 'command line' },
    });
    const words = ['compare', runId, narrow, '--url', service.url, '--json'];
    const program = join(process.cwd(), 'bin', 'leader-match');
    const { status, stdout } = spawnSync(process.execPath, [program, ...words], {
      encoding: 'utf8',
      env: { ...process.env, LEADER_MATCH_TOKEN: String(token.body['token']) },
    });
    expect(status).toBe(0);
    const told = JSON.parse(stdout) as { cases: Row[] };
    expect(told.cases.length).toBeGreaterThan(0);
    expect(told.cases).toEqual(rest.body['cases']);
  });
});
