import pg from 'pg';
import { type Actor } from '../../libs/domain/kernel/index.js';
import { DeclareConflict } from '../../libs/features/matches/index.js';
import { ChangeOfferSettings } from '../../libs/features/offers/index.js';
import { PublishRunUseCase } from '../../libs/features/runs/index.js';
import { ApiClient } from '../support/api-client.js';
import { type ApiInProcess, startApiInProcess } from '../support/api-in-process.js';
import { OFFER } from '../support/budget-factories.js';
import { addRound, addSolvedRun, auditCount, caseAt, openMatchOf } from '../support/override-factories.js';
import { PageClient } from '../support/page-client.js';
import { valueOf } from '../support/service-harness.js';

const COORDINATOR: Actor = { id: 'test-coordinator', roles: ['coordinator'] };
const tagIn = (text: string): string => /name="tag" value="([^"]*)"/.exec(text)?.[1] ?? '';

describe('a decision that waits for a second person', () => {
  let api: ApiInProcess;
  let path: string;
  let runId: string;
  let admin: PageClient;
  let reviewer: PageClient;

  /** A case of another run, published to the leader: days are left for the change, and fewer than were shown. */
  const takeDaysOf = async (leaderRef: string): Promise<void> => {
    const other = await addSolvedRun(api.source, { leaderRef, caseId: caseAt(1) });
    const publish = api.app.get(PublishRunUseCase, { strict: false });
    valueOf(await publish.execute(COORDINATOR, { runId: other }));
  };

  /** What the reviewer wants of the first case, waiting: its address. */
  const proposed = async (leader: string): Promise<string> => {
    const question = { do: 'reassign', match: await openMatchOf(api.source, runId, caseAt(0)), leader };
    const here = `/runs/${runId}/override`;
    const seen = await reviewer.get(`${here}?${new URLSearchParams(question).toString()}`);
    const why = { reasonCode: 'local-knowledge', reason: 'They have worked together before' };
    const made = await reviewer.post(here, { ...question, ...why, tag: tagIn(seen.text) });
    return made.headers.get('location') ?? '';
  };

  beforeAll(async () => {
    api = await startApiInProcess();
    await addRound(api.source, 2, { A: {}, B: {} });
    const settings = { answerWorkingDays: 5, secondApproval: true };
    const change = api.app.get(ChangeOfferSettings, { strict: false });
    valueOf(await change.execute(COORDINATOR, { offer: OFFER, version: 0, settings }));
    runId = await addSolvedRun(api.source, { leaderRef: 'A', caseId: caseAt(0) });
    reviewer = await PageClient.signedIn(api.url, 'reviewer');
    path = await proposed('B');
    admin = await PageClient.signedIn(api.url, 'admin');
  });
  afterAll(() => api.stop());

  it('is not approved by who made it', async () => {
    const own = await reviewer.get(path);
    expect([own.text.includes('nobody approves what they decided themselves'), tagIn(own.text)]).toEqual([
      ...[true, ''],
    ]);
  });

  it('is approved as things stand now, and not as somebody saw them before', async () => {
    const before = await admin.get(path);
    expect(before.text).toContain('What it would do, as things stand now');
    await takeDaysOf('B');
    const stale = await admin.post(`${path}/approve`, { tag: tagIn(before.text) });
    expect([stale.status, stale.text.includes('changed in the meantime')]).toEqual([412, true]);
    expect((await admin.post(`${path}/approve`)).status).toBe(412);
    expect(await auditCount(api.source, 'override.approve')).toBe(0);
    expect(tagIn(stale.text)).not.toBe(tagIn(before.text));
    const approved = await admin.post(`${path}/approve`, { tag: tagIn(stale.text) });
    expect([approved.status, await auditCount(api.source, 'override.approve')]).toEqual([303, 1]);
    expect((await admin.get(path)).text).toContain('As it was shown before it was decided');
  });

  it('and set rules aside by name is taken back all the same, and says which', async () => {
    const owner = new pg.Client(api.databaseUrls.owner);
    await owner.connect();
    await owner.query(`UPDATE match SET facts = facts || $1::jsonb WHERE state = 'superseded'`, [
      JSON.stringify({ overruled: [{ code: 'outside-travel-limit', facts: {} }] }),
    ]);
    await owner.end();
    await api.source.query(
      `UPDATE survey_answer SET facts = jsonb_set(facts, '{travelMetres}', '1') WHERE leader_ref = 'A'`,
    );
    const { text } = await admin.get(`${path}/undo`);
    expect([text.includes('Rules that are set aside for it'), text.includes('Take it back')]).toEqual([
      ...[true, true],
    ]);
  });

  it('is not approved once a conflict of interest was declared, whatever was shown before', async () => {
    await api.source.query(`UPDATE survey_answer SET facts = facts || '{"travelMetres": null}'`);
    const waiting = await proposed('A');
    const before = await admin.get(waiting);
    const tie = { offer: OFFER, leaderRef: 'A', subjectKind: 'case', subjectId: caseAt(0) } as const;
    const declare = api.app.get(DeclareConflict, { strict: false });
    valueOf(
      await declare.execute(COORDINATOR, { ...tie, declaredBy: 'responsible-body', reason: 'A governor' }),
    );
    expect((await admin.post(`${waiting}/approve`, { tag: tagIn(before.text) })).status).toBe(412);
    const { text } = await admin.get(waiting);
    expect([text.includes('It is not possible any more'), text.includes('Approve and carry it out')]).toEqual(
      [...[true, false]],
    );
    const client = await ApiClient.signedIn(api.url, 'admin');
    const effect = await client.get(`/api/v1${waiting}/approval`);
    const tag = { 'if-match': effect.headers.get('etag') ?? '' };
    const refused = await client.send('POST', `/api/v1${waiting}/approve`, '{}', 'application/json', tag);
    expect([refused.status, refused.body['code']]).toEqual([409, 'override-refused']);
    expect(await auditCount(api.source, 'override.approve')).toBe(1);
  });
});
