import { PublishRunUseCase } from '../../libs/features/runs/index.js';
import type { Actor } from '../../libs/domain/kernel/index.js';
import { type ApiInProcess, OWN_LEADER, startApiInProcess } from '../support/api-in-process.js';
import { addLeaders, addRun, matchIdsOf, OFFER } from '../support/budget-factories.js';
import { PageClient } from '../support/page-client.js';
import { addAssessedCases, casesNamed } from '../support/run-factories.js';
import { valueOf } from '../support/service-harness.js';

const CASE = 'school-1000';

describe('who acted', () => {
  let api: ApiInProcess;
  let matchId = '';
  const named = async (username: string): Promise<{ readonly id: string; readonly name: string }> => {
    const [user] = await api.source.query<{ id: string; name: string }[]>(
      `SELECT id, display_name AS name FROM app_user WHERE username = $1`,
      [username],
    );
    if (user === undefined) throw new Error(`No user ${username}`);
    return user;
  };
  const text = async (username: string, path: string): Promise<string> => {
    const { status, text: html } = await (await PageClient.signedIn(api.url, username)).get(path);
    expect([path, status]).toEqual([path, 200]);
    return html;
  };

  beforeAll(async () => {
    api = await startApiInProcess();
    await addLeaders(api.source, { [OWN_LEADER]: 20 });
    await addAssessedCases(api.source, casesNamed('1', 2));
    const runId = await addRun(api.source, { leaderRef: OWN_LEADER, caseId: CASE });
    matchId = (await matchIdsOf(api.source, runId))[CASE] ?? '';
    const { id } = await named('coordinator');
    const coordinator: Actor = { id, roles: ['coordinator'] };
    valueOf(await api.app.get(PublishRunUseCase, { strict: false }).execute(coordinator, { runId }));
    const page = await PageClient.signedIn(api.url, 'coordinator');
    await page.post(`/matches/${matchId}/respond`, { answer: 'accept', step: 'send' });
  });
  afterAll(() => api.stop());

  it('is named to officials in the history of a match and of a case', async () => {
    const { name } = await named('coordinator');
    const match = await text('auditor', `/matches/${matchId}`);
    expect(match).toContain(`By ${name}.`);
    expect(match).toContain(`By ${name}, in the leader’s name.`);
    expect(await text('reviewer', `/cases/${OFFER}/${CASE}`)).toContain(`By ${name}.`);
    expect(await text('coordinator', `/cases/${OFFER}/${CASE}`)).toContain(`By ${name}.`);
  });

  it('is no official by name to the leader, whatever they read of their own', async () => {
    const users = await Promise.all(['coordinator', 'reviewer', 'admin', 'auditor'].map(named));
    const paths = ['', '/days', '/respond'].map((end) => `/assignments/${matchId}${end}`);
    const leader = await PageClient.signedIn(api.url, 'leader');
    const own = [...paths, '/assignments', '/statement', '/survey', '/conflicts'];
    const pages = (await Promise.all(own.map((path) => leader.get(path)))).map(({ text: html }) => html);
    const told = users.filter(({ name }) => pages.some((html) => html.includes(name)));
    expect(told).toEqual([]);
    expect(pages[0]).toContain('Accepted');
  });

  it('reads as removed once the name was', async () => {
    const { id } = await named('coordinator');
    await api.source.query(`UPDATE app_user SET display_name = '(removed)' WHERE id = $1`, [id]);
    expect(await text('auditor', `/matches/${matchId}`)).toContain('By somebody whose name was removed.');
  });
});
