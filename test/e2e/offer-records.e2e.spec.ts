import { ApiClient } from '../support/api-client.js';
import { type ApiInProcess, startApiInProcess } from '../support/api-in-process.js';
import { PageClient } from '../support/page-client.js';

const REQUESTS = '/rounds/2022-23/requests';
const DIRECT = '/rounds/2024-25/direct-support';
const SCHOOLS = [
  ['100001', null],
  ['100002', '5001'],
] as const;

describe('the pages of what coordinators record beside the files', () => {
  let api: ApiInProcess;
  let coordinator: PageClient;
  const stored = async (path: string): Promise<readonly Record<string, unknown>[]> => {
    const client = await ApiClient.signedIn(api.url, 'coordinator');
    const { body } = await client.get<{ items: Record<string, unknown>[] }>(`/api/v1/offers/${path}`);
    return body.items;
  };
  const trail = async (action: string): Promise<number> => {
    const rows = await api.source.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM audit_event WHERE action = $1`,
      [action],
    );
    return rows[0]?.n ?? 0;
  };

  beforeAll(async () => {
    api = await startApiInProcess();
    for (const [urn, trust] of SCHOOLS) {
      await api.source.query(
        `WITH made AS (INSERT INTO import (kind, file_name, sha256, byte_size, state, created_by)
           VALUES ('schools', 'gias.csv', 'a', 1, 'imported', 'test') RETURNING id)
         INSERT INTO school (urn, name, trust_uid, status_code, facts, import_id)
         SELECT $1, 'School ' || $1, $2, '1', '{}', id FROM made`,
        [urn, trust],
      );
    }
    coordinator = await PageClient.signedIn(api.url, 'coordinator');
  });
  afterAll(() => api.stop());

  const request = (changes: Readonly<Record<string, string>> = {}) => ({
    ...{ subjectKind: 'school', subjectId: '100001', decision: 'accepted', decidedBy: 'RSC North' },
    ...{ 'on-day': '10', 'on-month': '1', 'on-year': '2023', reason: 'Sudden loss of the whole leadership' },
    ...changes,
  });

  it('record a decision on an exceptional request, from the school that it is about', async () => {
    expect((await coordinator.get(REQUESTS)).text).toContain('There are none.');
    const form = await coordinator.get(`${REQUESTS}/form?subjectKind=school&subjectId=100001`);
    expect(form.text).toContain('value="100001"');
    const saved = await coordinator.post(REQUESTS, request());
    expect([saved.status, saved.headers.get('location')]).toEqual([303, REQUESTS]);
    const list = await coordinator.get(REQUESTS);
    expect(list.text).toContain('The decision is recorded.');
    expect(list.text).toContain('School 100001 (URN 100001)');
    expect(list.text).toMatch(/Accepted[\s\S]*10 January 2023[\s\S]*RSC North/);
    expect(await stored('2022-23/referrals')).toMatchObject([
      { from: 'record', subjectId: '100001', decision: 'accepted', decidedOn: '2023-01-10', withdrawn: null },
    ]);
    expect(await trail('referral.record')).toBe(1);
  });

  it.each([
    [{ subjectKind: '' }, 422, 'subjectKind', 'Choose whether a school or a trust asked'],
    [{ decision: 'maybe' }, 422, 'decision', 'Choose what was decided'],
    [{ decision: 'toString' }, 422, 'decision', 'Choose what was decided'],
    [{ subjectId: '999999' }, 404, 'subjectId', 'There is no school 999999'],
    [{ subjectKind: 'trust', subjectId: '77' }, 404, 'subjectId', 'There is no trust 77'],
    [{ 'on-month': '13' }, 422, 'on-day', 'Enter a real date'],
    [{ subjectId: ' ' }, 422, 'subjectId', 'Enter the URN of the school'],
    [{ decidedBy: 'x'.repeat(201) }, 422, 'decidedBy', 'at most 200 characters'],
    [{ 'on-year': '2190' }, 422, 'on-day', 'The day is still to come'],
    [{ reason: ' ' }, 422, 'reason', ''],
  ])('say at the field what is wrong with %j', async (changes, status, field, text) => {
    const before = (await stored('2022-23/referrals')).length;
    const refused = await coordinator.post(REQUESTS, request(changes));
    expect(refused.status).toBe(status);
    expect(refused.text).toContain(`href="#${field}"`);
    expect(refused.text).toContain(`id="${field}"`);
    expect(refused.text).toContain(text);
    expect(refused.text).toContain('<title>Error: ');
    expect(await stored('2022-23/referrals')).toHaveLength(before);
  });

  it('withdraw a decision, with a reason, once', async () => {
    const [row] = await stored('2022-23/referrals');
    const one = `${REQUESTS}/${String(row?.['referralId'])}`;
    expect((await coordinator.get(one)).text).toContain('School 100001 (URN 100001)');
    const bare = await coordinator.post(one, { reason: '' });
    expect([bare.status, bare.text.includes('href="#reason"')]).toEqual([422, true]);
    expect((await coordinator.post(one, { reason: 'The school next door' })).status).toBe(303);
    expect((await coordinator.post(one, { reason: 'The school next door' })).status).toBe(303);
    const list = await coordinator.get(REQUESTS);
    expect(list.text).toMatch(/Withdrawn[\s\S]*Withdrawn by [^:]+: The school next door/);
    expect((await coordinator.get(one)).status).toBe(404);
    expect(await trail('referral.withdraw')).toBe(1);
    expect(await stored('2022-23/referrals')).toMatchObject([
      { withdrawn: { reason: 'The school next door' } },
    ]);
  });

  it('record that trust and leader agree on direct support, and take it back', async () => {
    const agreed = {
      urn: '100002',
      reason: 'The trust asked for it',
      'on-day': '',
      'on-month': '',
      'on-year': '',
    };
    const form = await coordinator.get(`${DIRECT}/form?urn=100002`);
    expect(form.text).toContain('value="100002"');
    expect((await coordinator.post(DIRECT, agreed)).status).toBe(303);
    const again = await coordinator.post(DIRECT, agreed);
    expect([again.status, again.text.includes('agreed already')]).toEqual([409, true]);
    expect((await coordinator.get(DIRECT)).text).toContain('School 100002 (URN 100002)');
    expect(await stored('2024-25/direct-support')).toMatchObject([{ urn: '100002', agreed: true }]);
    const back = await coordinator.get(`${DIRECT}/form?urn=100002&agreed=no`);
    expect(back.text).toContain('Take it back');
    expect((await coordinator.post(DIRECT, { ...agreed, agreed: 'no' })).status).toBe(303);
    expect((await coordinator.get(DIRECT)).text).toContain('Taken back');
    expect(await stored('2024-25/direct-support')).toMatchObject([{ urn: '100002', agreed: false }]);
    expect([await trail('direct-support.agree'), await trail('direct-support.revoke')]).toEqual([1, 1]);
  });

  it.each([
    [{ urn: '999999' }, 404, 'urn'],
    [{ urn: '100001' }, 409, 'urn'],
    [{ urn: '100002', leaderRef: 'NOBODY' }, 404, 'leaderRef'],
    [{ urn: '100002', reason: '' }, 422, 'reason'],
  ])('say at the field what is wrong with the agreement %j', async (changes, status, field) => {
    const refused = await coordinator.post(DIRECT, { reason: 'Asked for', ...changes });
    expect(refused.status).toBe(status);
    expect(refused.text).toContain(`href="#${field}"`);
    expect(refused.text).toContain(`id="${field}"`);
  });

  it('are not there in offers that know no such thing', async () => {
    expect((await coordinator.get('/rounds/2019-20/requests')).status).toBe(404);
    expect((await coordinator.get('/rounds/2024-25/requests/form')).status).toBe(404);
    expect((await coordinator.get('/rounds/2022-23/direct-support')).status).toBe(404);
    expect((await coordinator.get('/rounds/2020-21/requests')).text).toContain(
      'Applications, School support',
    );
    expect((await coordinator.get('/eligibility?offer=2022-23')).text).toContain(`href="${REQUESTS}"`);
    expect((await coordinator.get('/eligibility?offer=2024-25')).text).toContain(`href="${DIRECT}"`);
    expect((await coordinator.get('/eligibility?offer=2019-20')).text).not.toContain('Recorded by hand');
  });

  it('are looked at by reviewers, and by nobody else', async () => {
    const reviewer = await PageClient.signedIn(api.url, 'reviewer');
    const looked = await reviewer.get(REQUESTS);
    expect([looked.status, looked.text.includes('Record a decision')]).toEqual([200, false]);
    expect((await reviewer.get(`${REQUESTS}/form`)).status).toBe(403);
    expect((await reviewer.post(REQUESTS, request())).status).toBe(403);
    expect((await reviewer.post(DIRECT, { urn: '100002', reason: 'x' })).status).toBe(403);
    const leader = await PageClient.signedIn(api.url, 'leader');
    expect((await leader.get(DIRECT)).status).toBe(403);
  });
});
