import { readFile } from 'node:fs/promises';
import { readSheet } from 'read-excel-file/node';
import { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { PageClient } from '../support/page-client.js';
import { type RunningService, startService } from '../support/service-processes.js';
import { sample } from './sample-round.js';

type Item = Readonly<Record<string, unknown>>;
interface Page {
  readonly items: readonly Item[];
}
const OFFER = '/api/v1/offers/2024-25';

describe('the work on cases over REST', () => {
  let service: RunningService;
  let coordinator: ApiClient;
  let changesPath: string;
  let caseId: string;

  const items = async (path: string): Promise<readonly Item[]> =>
    (await coordinator.get<Page>(path)).body.items;
  const inspections = (name: string): Promise<Item> => coordinator.import('inspections', sample(name));

  beforeAll(async () => {
    service = await startService();
    coordinator = await ApiClient.signedIn(service.url, 'coordinator');
    await coordinator.import('places', sample('outcodes.csv'));
    await coordinator.import('schools', sample('gias.csv'));
    await coordinator.import('groups', sample('groups.csv'));
    await coordinator.import('group-links', sample('group-links.csv'));
    await coordinator.import('school-links', sample('links.csv'));
    await coordinator.import('2ri-plus', sample('2ri-plus.csv'), '2024-25');
    await coordinator.import('survey', sample('survey-2024-25.csv'), '2024-25');
    await inspections('ofsted-2023.csv');
  });
  afterAll(async () => {
    await service.stop();
  });

  it('newer inspections show what moved and why', async () => {
    const first = await coordinator.assess('2024-25');
    expect(await items(`/api/v1/assessments/${String(first['id'])}/changes`)).toEqual([]);
    await inspections('ofsted-2025.csv');
    const second = await coordinator.assess('2024-25');
    expect(second).toMatchObject({ previousId: first['id'] });
    const sources = second['sources'] as readonly Item[];
    expect(sources.map(({ fileName }) => fileName)).toEqual(
      expect.arrayContaining(['gias.csv', 'ofsted-2023.csv', 'ofsted-2025.csv']),
    );
    changesPath = `/api/v1/assessments/${String(second['id'])}/changes`;
    const added = await items(`${changesPath}?change=added&limit=200`);
    expect((second['counts'] as Item)['subjectsAdded']).toBe(added.length);
    const inspected = added.filter(({ reasons }) =>
      (reasons as readonly Item[]).some(({ code }) => code === 'new-inspection'),
    );
    expect(inspected.length).toBeGreaterThan(0);
    for (const change of inspected) {
      expect(change['why']).toMatch(/^Is now eligible\. .*There is a newer inspection, of .*\.$/);
    }
    const csv = await coordinator.text(`${changesPath}.csv?change=added&purpose=check-matches`);
    expect(csv.split('\n')[0]).toContain('change,subject_kind,subject_id,name');
    expect(csv.trim().split('\n')).toHaveLength(added.length + 1);
    const { subjectKind, subjectId } = inspected[0] ?? {};
    const history = await items(`${OFFER}/decisions/${String(subjectKind)}/${String(subjectId)}/history`);
    expect(history.map(({ assessmentId }) => assessmentId)).toEqual([second['id'], first['id']]);
  });

  it('the decisions are a workbook that opens, with the filters of the list', async () => {
    const path = `${service.url}${OFFER}/decisions.xlsx?eligible=yes&limit=1&purpose=check-matches`;
    const stranger = await fetch(path);
    expect([stranger.status, stranger.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    const response = await fetch(path, { headers: coordinator.headers() });
    expect(response.headers.get('content-disposition')).toContain('decisions-2024-25.xlsx');
    const [header = [], ...rows] = await readSheet(Buffer.from(await response.arrayBuffer()));
    expect(header.slice(0, 4)).toEqual(['subject_kind', 'subject_id', 'name', 'eligible']);
    const listed = await items(`${OFFER}/decisions?eligible=yes&limit=200`);
    expect(listed.length).toBeGreaterThan(10);
    const subjects = rows.map((row) => [row[0], String(row[1]), row[3]]);
    expect(subjects).toEqual(listed.map(({ subjectKind, subjectId }) => [subjectKind, subjectId, 'yes']));
  });

  it('a contact is recorded by plan, and one that cannot be is refused with a sentence', async () => {
    const [overdue] = await items(`${OFFER}/cases?contact=overdue&unit=school`);
    caseId = String(overdue?.['caseId']);
    const path = `${OFFER}/cases/${caseId}/contacts`;
    const { body: plan } = await coordinator.get(path);
    const [party] = plan['steps'] as readonly string[];
    const contact = { party, contactedOn: plan['contactBy'], means: 'phone', result: 'reached' };
    const refused = await coordinator.post(path, { ...contact, contactedOn: '2190-01-01' });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      code: 'contact-in-future',
      title: '1 January 2190 is still to come.',
    });
    const recorded = await coordinator.post(path, contact);
    expect(recorded.status).toBe(201);
    expect(recorded.body['problems']).toEqual([]);
    const { body: found } = await coordinator.get(`${OFFER}/cases/${caseId}`);
    expect(found).toMatchObject({ state: 'contacting', contactStatus: 'done', flags: [] });
    expect((await items(`${OFFER}/cases?contact=done`)).map((one) => one['caseId'])).toEqual([caseId]);
    const move = { event: 'offer', version: found['version'] };
    const offered = await coordinator.post(`${OFFER}/cases/${caseId}/moves`, move);
    expect(offered.body).toMatchObject({ state: 'offered' });
    expect((await coordinator.post(`${OFFER}/cases/${caseId}/moves`, move)).status).toBe(409);
  });

  it('a need that is added counts in the next run', async () => {
    const scoreOf = async (): Promise<readonly [unknown, readonly unknown[]]> => {
      const run = await coordinator.run('2024-25');
      const matches = await items(`/api/v1/matches?runId=${String(run['id'])}&limit=200`);
      const match = matches.find((one) => one['caseId'] === caseId);
      return [
        run['snapshotSha256'],
        [...((match?.['needsMet'] ?? []) as unknown[]), ...((match?.['needsMissed'] ?? []) as unknown[])],
      ];
    };
    const [shaBefore, needsBefore] = await scoreOf();
    const { body: found } = await coordinator.get(`${OFFER}/cases/${caseId}`);
    const need = ['finance', 'reading'].find((code) => !(found['needs'] as string[]).includes(code));
    const edit = { need, edit: 'add', reason: 'The head asked for it' };
    expect((await coordinator.post(`${OFFER}/cases/${caseId}/needs`, edit)).status).toBe(201);
    expect((await coordinator.post(`${OFFER}/cases/${caseId}/needs`, edit)).body).toMatchObject({
      code: 'need-already-there',
    });
    const [shaAfter, needsAfter] = await scoreOf();
    expect(shaAfter).not.toBe(shaBefore);
    expect(needsBefore).not.toContain(need);
    expect(needsAfter).toContain(need);
  });

  it('the needs are changed on the page of the case too, with reason and author', async () => {
    const browser = await PageClient.signedIn(service.url, 'coordinator');
    const path = `/cases/2024-25/${caseId}`;
    expect((await browser.get(path)).text).toContain('Change what it needs');
    const edit = { need: 'trust-development', edit: 'add', needReason: 'They asked for it' };
    for (const [field, lacking] of [
      ['need', { ...edit, need: '' }],
      ['edit', { ...edit, edit: '' }],
      ['needReason', { ...edit, needReason: ' ' }],
    ] as const) {
      const refused = await browser.post(`${path}/needs`, lacking);
      expect(refused.status).toBe(422);
      expect(refused.text).toContain(`href="#${field}"`);
      expect(refused.text).toContain(`id="${field}-error"`);
    }
    const added = await browser.post(`${path}/needs`, edit);
    expect([added.status, added.headers.get('location')]).toEqual([303, path]);
    expect((await browser.get(path)).text).toMatch(/Added by Demo coordinator on .*: They asked for it\./);
    expect((await coordinator.get(`${OFFER}/cases/${caseId}`)).body['needs']).toContain('trust-development');
    expect((await browser.post(`${path}/needs`, { ...edit, edit: 'remove' })).status).toBe(303);
    expect((await browser.post(`${path}/needs`, { ...edit, edit: 'remove' })).status).toBe(409);
    const reviewer = await PageClient.signedIn(service.url, 'reviewer');
    expect((await reviewer.get(path)).text).not.toContain('Change what it needs');
  });

  it('settings and term dates are guarded by their version', async () => {
    const put = (path: string, body: object) =>
      coordinator.send('PUT', path, JSON.stringify(body), 'application/json');
    const settings = { version: 0, priorities: { 'two-ri-plus-list': 1 } };
    expect((await put(`${OFFER}/settings`, settings)).body).toMatchObject({
      ...{ version: 1, priorities: settings.priorities, contactOrder: null },
    });
    expect((await put(`${OFFER}/settings`, settings)).status).toBe(412);
    const faulty = await put(`${OFFER}/settings`, { version: 1, priorities: { colour: 1 } });
    expect(faulty.status).toBe(422);
    expect(faulty.body['errors']).toMatchObject([{ pointer: '/priorities/colour' }]);
    const dates = { version: 0, ends: ['2024-12-20'] };
    expect((await put('/api/v1/term-dates/national', dates)).status).toBe(200);
    expect((await put('/api/v1/term-dates/Leeds', dates)).status).toBe(404);
    expect((await coordinator.get('/api/v1/term-dates')).body['items']).toMatchObject([
      { authority: 'national', ends: ['2024-12-20'], version: 1 },
    ]);
    const again = await coordinator.assess('2024-25');
    const changed = await items(`/api/v1/assessments/${String(again['id'])}/changes?change=changed`);
    const codes = changed.flatMap(({ reasons }) => (reasons as readonly Item[]).map(({ code }) => code));
    expect(codes).toEqual(expect.arrayContaining(['priority-changed', 'settings-changed']));
  });

  it('a part of the register that is sent as the whole waits for a tick, on its page too', async () => {
    const register = await readFile(sample('gias.csv'));
    const part = register.subarray(0, register.indexOf('\n', register.indexOf('\n') + 1));
    const sent = await coordinator.send(
      'POST',
      '/api/v1/imports?kind=schools&fileName=part.csv',
      part,
      'text/csv',
    );
    const path = `/imports/${String(sent.body['importId'])}`;
    const waiting = await eventually('the part is read', async () => {
      const { body } = await coordinator.get(`/api/v1${path}`);
      return ['imported', 'failed', 'ready'].includes(String(body['state'])) ? body : undefined;
    });
    expect(waiting).toMatchObject({ state: 'ready', removesMost: { stored: 213, removed: 212 } });
    const browser = await PageClient.signedIn(service.url, 'coordinator');
    expect((await browser.get(path)).text).toContain('Yes, remove 212 of 213');
    const version = String(waiting['version']);
    const refused = await browser.post(`${path}/confirm`, { version });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('href="#acceptRemoval"');
    expect(refused.text).toContain('Tick this if it is meant');
    expect((await browser.post(`${path}/discard`, { version })).status).toBe(303);
    expect(await items('/api/v1/schools?limit=5')).toHaveLength(5);
  });
});
