import { EffectPool, EffectProcessor } from '../../apps/worker/src/processors/effect.processor.js';
import { type Actor, SYSTEM } from '../../libs/domain/kernel/index.js';
import {
  CreateRunUseCase,
  FinishRunUseCase,
  PublishRunUseCase,
  RunEffects,
  TakeRunUseCase,
} from '../../libs/features/runs/index.js';
import { planHere, solveRun } from '../../libs/solving/index.js';
import { type ApiInProcess, startApiInProcess } from '../support/api-in-process.js';
import { OFFER } from '../support/budget-factories.js';
import { addRound, auditCount, daysLeftOf, matchesOf } from '../support/override-factories.js';
import { PageClient } from '../support/page-client.js';
import { valueOf } from '../support/service-harness.js';

const COORDINATOR: Actor = { id: 'test-coordinator', roles: ['coordinator'] };
const WHY = { reasonCode: 'local-knowledge', reason: 'They have worked together before' };
const PATIENCE_MS = 240_000;

describe('the pages of a coordinator and a reviewer', () => {
  let api: ApiInProcess;
  let pool: EffectPool;
  let reviewer: PageClient;
  let coordinator: PageClient;
  let runId: string;

  const open = async (): Promise<readonly { id: string; case_id: string; leader_ref: string }[]> =>
    api.source.query(
      `SELECT id, case_id, leader_ref FROM match WHERE run_id = $1 AND state IN ('proposed','published') ORDER BY case_id`,
      [runId],
    );
  /** As a worker would. */
  const answered = async (path: string): Promise<void> => {
    const effectId = path.split('/').at(-1) ?? '';
    const processor = new EffectProcessor(api.app.get(RunEffects, { strict: false }), pool);
    await processor.handle(
      { effectId },
      { jobId: effectId, attempt: 1, signal: new AbortController().signal },
    );
  };

  beforeAll(async () => {
    api = await startApiInProcess();
    pool = new EffectPool({ maxThreads: 1 });
    // A and B can take two cases each, C one.
    await addRound(api.source, 4, {
      ...{ A: { halfDaysOffered: 8 }, B: { halfDaysOffered: 8 }, C: { halfDaysOffered: 4 } },
      ...{ Near: { halfDaysOffered: 4, travelMetres: 1 } },
    });
    const get: ApiInProcess['app']['get'] = (token: never) => api.app.get(token, { strict: false });
    runId = valueOf(await get(CreateRunUseCase).execute(COORDINATOR, { offer: OFFER })).runId;
    const { fence, snapshot } = valueOf(await get(TakeRunUseCase).execute(SYSTEM, { runId }));
    const solved = valueOf(await solveRun(snapshot, planHere));
    valueOf(await get(FinishRunUseCase).execute(SYSTEM, { runId, fence, ...solved }));
    reviewer = await PageClient.signedIn(api.url, 'reviewer');
    coordinator = await PageClient.signedIn(api.url, 'coordinator');
  }, PATIENCE_MS);
  afterAll(async () => {
    await pool.close();
    await api.stop();
  });

  it('a reviewer has the plan rearranged around a change, sees what moves and why, and takes it as it was shown', async () => {
    const [first] = await open();
    const other = first?.leader_ref === 'A' ? 'B' : 'A';
    const question = { do: 'reassign', match: first?.id ?? '', leader: other };
    const effect = await reviewer.get(`/runs/${runId}/override?${new URLSearchParams(question).toString()}`);
    expect(effect.text).toContain('Rearrange the plan around this');
    const asked = await reviewer.post(`/runs/${runId}/replan`, question);
    expect(asked.status).toBe(303);
    const path = asked.headers.get('location') ?? '';
    expect((await reviewer.get(path)).text).toContain('Check progress');
    await answered(path);
    const seen = await coordinator.get(path);
    expect(seen.text).toContain('What moves, and why');
    expect(seen.text).toContain('A reviewer can decide this.');
    expect((await coordinator.post(path, WHY)).status).toBe(403);
    const page = await reviewer.get(path);
    expect(page.text).toMatch(/as asked\./);
    const tag = /name="tag" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const stale = await reviewer.post(path, { ...WHY, tag: 'of something else' });
    expect(stale.status).toBe(412);
    expect(await auditCount(api.source, 'override.decide')).toBe(0);
    const without = await reviewer.post(path, { reasonCode: '', reason: '', tag });
    expect(without.status).toBe(422);
    const taken = await reviewer.post(path, { ...WHY, tag });
    expect(taken.headers.get('location')).toMatch(/^\/overrides\//);
    expect((await open()).find(({ case_id }) => case_id === first?.case_id)?.leader_ref).toBe(other);
    const rows = await api.source.query<{ effect_id: string }[]>(`SELECT effect_id FROM match_decision`);
    expect(rows).toEqual([{ effect_id: path.split('/').at(-1) }]);
    expect(await auditCount(api.source, 'override.decide')).toBe(1);
    const twice = await reviewer.post(path, { ...WHY, tag });
    expect([twice.status, await auditCount(api.source, 'override.decide')]).toEqual([409, 1]);
  });

  it('a rule that was not ticked is asked for, and nobody else is blamed', async () => {
    const [first] = await open();
    const question = { do: 'reassign', match: first?.id ?? '', leader: 'Near' };
    const path = `/runs/${runId}/override`;
    const seen = await reviewer.get(`${path}?${new URLSearchParams(question).toString()}`);
    const tag = /name="tag" value="([^"]+)"/.exec(seen.text)?.[1] ?? '';
    const missed = await reviewer.post(path, { ...question, ...WHY, tag });
    expect([missed.status, missed.text.includes('changed in the meantime')]).toEqual([409, false]);
    expect(missed.text).toContain('href="#overrule"');
    const stale = await reviewer.post(path, { ...question, ...WHY, tag: 'of something else' });
    expect([stale.status, stale.text.includes('changed in the meantime')]).toEqual([412, true]);
  });

  it('the planner finds another leader for a case, and says where there is none', async () => {
    const [first] = await open();
    const choose = await reviewer.get(`/matches/${first?.id ?? ''}/override`);
    expect(choose.text).toContain('Let the planner find another leader');
    const question = { do: 'forbid', case: first?.case_id ?? '', leader: first?.leader_ref ?? '' };
    const path = (await reviewer.post(`/runs/${runId}/replan`, question)).headers.get('location') ?? '';
    await answered(path);
    expect((await reviewer.get(path)).text).toMatch(/The plan now|Nothing changes/);
    for (const nothing of [{}, { do: 'lift' }, { do: 'reassign', match: 'x' }, { do: 'place', case: 'x' }]) {
      expect((await reviewer.post(`/runs/${runId}/replan`, nothing)).status).toBe(404);
    }
    const strange = await reviewer.post(`/runs/${runId}/replan`, { do: 'unassign', case: 'school-none' });
    expect([strange.status, strange.text.includes('There is a problem')]).toEqual([404, true]);
    expect((await reviewer.get(`/runs/${runId}/replan/${runId}`)).status).toBe(404);
  });

  it('a coordinator ends the waiting for an answer, with a reason, once', async () => {
    const publish = api.app.get(PublishRunUseCase, { strict: false });
    valueOf(await publish.execute(COORDINATOR, { runId }));
    const [match] = await open();
    const path = `/matches/${match?.id ?? ''}`;
    const before = await daysLeftOf(api.source, match?.leader_ref ?? '');
    expect((await coordinator.get(path)).text).toContain(`${path}/end-waiting`);
    expect((await reviewer.get(path)).text).not.toContain(`${path}/end-waiting`);
    const form = await coordinator.get(`${path}/end-waiting`);
    const version = /name="version" value="(\d+)"/.exec(form.text)?.[1] ?? '';
    expect((await coordinator.post(`${path}/end-waiting`, { version, reason: ' ' })).status).toBe(422);
    const stale = await coordinator.post(`${path}/end-waiting`, { version: '1', reason: 'Away' });
    expect(stale.status).toBe(412);
    const ended = await coordinator.post(`${path}/end-waiting`, { version, reason: 'On long leave' });
    expect([ended.status, ended.headers.get('location')]).toEqual([303, path]);
    const after = await coordinator.get(path);
    expect(after.text).toMatch(/is no longer waited for\. The days are free again\./);
    expect(after.text).toContain('On long leave');
    expect(after.text).toContain('The next leaders, as things stand now');
    expect(await daysLeftOf(api.source, match?.leader_ref ?? '')).toBe(before + 4);
    expect((await coordinator.get(`${path}/end-waiting`)).status).toBe(303);
    expect((await coordinator.post(`${path}/end-waiting`, { version, reason: 'Twice' })).status).toBe(412);
    expect(await auditCount(api.source, 'match.lapse')).toBe(1);
    expect((await matchesOf(api.source, runId)).filter((line) => line.includes(' lapsed '))).toHaveLength(1);
  });

  it('a case is offered to the next leader once, and the match before it says that it was', async () => {
    const [lapsed] = await api.source.query<{ id: string; case_id: string }[]>(
      `SELECT id, case_id FROM match WHERE run_id = $1 AND state = 'lapsed'`,
      [runId],
    );
    const path = `/matches/${lapsed?.id ?? ''}`;
    const leaderRef = /name="leaderRef" value="(\w+)"/.exec((await coordinator.get(path)).text)?.[1] ?? '';
    const offered = await coordinator.post(`${path}/offer-to-next`, { leaderRef });
    expect(offered.headers.get('location')).toMatch(/^\/matches\//);
    expect((await open()).find(({ case_id }) => case_id === lapsed?.case_id)?.leader_ref).toBe(leaderRef);
    const { text } = await coordinator.get(path);
    expect(text).toContain('The case has another match since');
    expect(text).not.toContain(`${path}/offer-to-next`);
  });

  it('a change that was overtaken shows no figures, and leads to the case', async () => {
    const [lapsed] = await api.source.query<{ id: string; case_id: string }[]>(
      `SELECT id, case_id FROM match WHERE run_id = $1 AND state = 'lapsed'`,
      [runId],
    );
    const question = new URLSearchParams({ do: 'reassign', match: lapsed?.id ?? '', leader: 'B' });
    const { status, text } = await reviewer.get(`/runs/${runId}/override?${question.toString()}`);
    expect([status, text.includes('This cannot be changed')]).toEqual([200, true]);
    expect(text).toContain('the match was not answered in time.');
    expect(text).toContain(`href="/cases/${OFFER}/${lapsed?.case_id ?? ''}"`);
    expect(text).not.toMatch(/<table|Rearrange the plan around this|Confirm this change/);
  });
});
