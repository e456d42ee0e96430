import { ApiClient } from '../support/api-client.js';
import { type RunningService, startService } from '../support/service-processes.js';
import { matchedByCommandLine, pairsOfRun, sample, uploadSampleRound } from './sample-round.js';

describe('the main job over REST, queue in PostgreSQL', () => {
  let service: RunningService;
  let coordinator: ApiClient;
  let runId: string;

  beforeAll(async () => {
    service = await startService();
    coordinator = await ApiClient.signedIn(service.url, 'coordinator');
    await uploadSampleRound(coordinator);
  });
  afterAll(async () => {
    await service.stop();
  });

  it('makes the same plan as the command line does of the same files', async () => {
    const run = await coordinator.run('2024-25');
    expect(run).toMatchObject({ state: 'solved', failureCode: null });
    runId = String(run['id']);
    const pairs = await pairsOfRun(coordinator, runId);
    expect(pairs.length).toBeGreaterThan(0);
    expect(pairs).toEqual(await matchedByCommandLine());
  });

  it('makes the same plan again of the same snapshot', async () => {
    const again = await coordinator.run('2024-25');
    const first = await coordinator.get(`/api/v1/runs/${runId}`);
    expect(again['snapshotSha256']).toBe(first.body['snapshotSha256']);
    expect(await pairsOfRun(coordinator, String(again['id']))).toEqual(await pairsOfRun(coordinator, runId));
  });

  it('explains every match and every uncovered case', async () => {
    const { body } = await coordinator.get(`/api/v1/runs/${runId}/result`);
    const uncovered = body['uncovered'] as Record<string, unknown>[];
    expect(uncovered.length).toBeGreaterThan(0);
    for (const row of uncovered) expect(row['why']).toMatch(/\w.*\.$/);
    const matches = await coordinator.get<{ items: Record<string, unknown>[] }>(
      `/api/v1/matches?runId=${runId}`,
    );
    for (const match of matches.body.items) expect(match['why']).toMatch(/miles? away/);
  });

  it('tells of every school, trust and leader whether it can be placed, and what to do where not', async () => {
    interface Placed {
      readonly items: readonly { readonly placed: string; readonly message: string | null }[];
    }
    const list = async (path: string): Promise<Placed['items']> =>
      (await coordinator.get<Placed>(`/api/v1/${path}`)).body.items;
    for (const path of ['schools', 'trusts', 'offers/2024-25/leaders']) {
      const [all, nowhere, placed] = [
        await list(`${path}?limit=500`),
        await list(`${path}?placed=false&limit=500`),
        await list(`${path}?placed=true&limit=500`),
      ];
      expect(placed.length).toBeGreaterThan(0);
      expect(all).toHaveLength(nowhere.length + placed.length);
      expect(nowhere.filter(({ placed: at, message }) => at !== 'none' || message === null)).toEqual([]);
      expect(placed.filter(({ placed: at }) => at === 'none')).toEqual([]);
      expect((await coordinator.get(`/api/v1/${path}?placed=maybe`)).status).toBe(400);
    }
    expect(await list('schools?la=Nowhere')).toEqual([]);
  });

  it('answers for any pair why not, and why', async () => {
    const { body } = await coordinator.get<{ items: Record<string, unknown>[] }>(
      `/api/v1/matches?runId=${runId}`,
    );
    const [match] = body.items;
    const pair = (leaderRef: unknown, caseId: unknown): string =>
      `/api/v1/runs/${runId}/pairs?leaderRef=${String(leaderRef)}&caseId=${String(caseId)}`;
    const chosen = await coordinator.get(pair(match?.['leaderRef'], match?.['caseId']));
    expect(chosen.body).toMatchObject({
      possible: true,
      refusals: [],
      distanceMiles: match?.['distanceMiles'],
    });
    const budgets = await coordinator.get<{ items: { leaderRef: string }[] }>(
      '/api/v1/offers/2024-25/leaders?limit=500',
    );
    const others = await Promise.all(
      budgets.body.items.map(({ leaderRef }) => coordinator.get(pair(leaderRef, match?.['caseId']))),
    );
    const refused = others.map(({ body: answer }) => answer).filter(({ possible }) => possible === false);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) {
      expect((answer['refusals'] as unknown[]).length).toBeGreaterThan(0);
      for (const sentence of answer['why'] as string[]) expect(sentence).toMatch(/^[A-Z0-9].*\.$/);
    }
    expect((await coordinator.get(pair('nobody', match?.['caseId']))).status).toBe(404);
  });

  it('reserves the days when it is published, releases them when it is taken back', async () => {
    const reserved = async (): Promise<number> => {
      const { body } = await coordinator.get<{ items: { daysReserved: number }[] }>(
        '/api/v1/offers/2024-25/leaders?limit=500',
      );
      return body.items.reduce((sum, { daysReserved }) => sum + daysReserved, 0);
    };
    const { body: run } = await coordinator.get<{ summary: { daysUsed: number } }>(`/api/v1/runs/${runId}`);
    expect(await reserved()).toBe(0);
    expect((await coordinator.post(`/api/v1/runs/${runId}/publish`)).status).toBe(200);
    expect(await reserved()).toBe(run.summary.daysUsed);
    expect((await coordinator.post(`/api/v1/runs/${runId}/publish`)).status).toBe(409);
    expect((await coordinator.post(`/api/v1/runs/${runId}/unpublish`, { reason: 'Try again' })).status).toBe(
      200,
    );
    expect(await reserved()).toBe(0);
  });

  it('tells what is wrong with a survey by row, column and value, and keeps the good rows', async () => {
    const ended = await coordinator.import('survey', sample('survey-2022-23.csv'), '2022-23');
    expect(ended).toMatchObject({ state: 'imported', failure: null });
    const doubted = await coordinator.import('survey', sample('groups.csv'), '2022-23');
    expect(doubted).toMatchObject({ state: 'needs-kind', recognition: { looksLike: 'groups' } });
    const page = 'libs/features/survey/samples/rejected/html-error-page.csv';
    const refused = await coordinator.import('survey', page, '2022-23');
    expect(refused).toMatchObject({ state: 'failed' });
    const csv = await coordinator.text(
      `/api/v1/imports/${String(refused['id'])}/errors.csv?purpose=correct-file`,
    );
    expect(csv.split('\n')[0]).toContain('file,row,column,value,code,allowed,message');
    expect(csv).toContain('html-error-page.csv');
  });

  it('closes every door to those without the role, and says so in problem+json', async () => {
    const leader = await ApiClient.signedIn(service.url, 'leader');
    const nobody = ApiClient.anonymous(service.url);
    const denied = await leader.post(`/api/v1/runs/${runId}/publish`);
    expect(denied.status).toBe(403);
    expect(denied.headers.get('content-type')).toContain('application/problem+json');
    expect(denied.body).toMatchObject({ code: 'role-not-allowed', status: 403 });
    for (const path of ['/api/v1/runs', '/api/v1/offers', '/api/v1/matches', '/api/v1/imports'])
      expect((await nobody.get(path)).status).toBe(401);
    const own = await leader.get<{ items: { leaderRef: string }[] }>('/api/v1/matches');
    expect(own.status).toBe(200);
    for (const match of own.body.items) expect(match.leaderRef).toBe('L001');
  });

  it.each([
    ['/api/v1/runs/not-a-uuid', 400],
    ['/api/v1/runs/00000000-0000-4000-8000-000000000000', 404],
    ['/api/v1/offers/1999-00', 404],
    ['/api/v1/matches?limit=100000', 400],
    ['/api/v1/nowhere', 404],
  ])('answers %s with %d and a problem', async (path, status) => {
    const answer = await coordinator.get(path);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      status,
      type: expect.stringContaining('urn:leader-match:problem:') as string,
    });
  });

  it('refuses settings that are not allowed, each with its pointer', async () => {
    const refused = await coordinator.post('/api/v1/runs', {
      offer: '2024-25',
      params: { maxMiles: -1, colour: 'red' },
    });
    expect(refused.status).toBe(422);
    const errors = refused.body['errors'] as { pointer: string }[];
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['/colour', '/maxMiles']);
  });
});
