import { type ApiInProcess, startApiInProcess } from '../support/api-in-process.js';
import { OFFER } from '../support/budget-factories.js';
import { PageClient } from '../support/page-client.js';
import { addAssessedCases, casesNamed } from '../support/run-factories.js';

const CASE = `/cases/${OFFER}/school-1000`;
const CONTACT = {
  ...{ party: 'local-authority', means: 'phone', result: 'reached', note: 'Rang twice' },
  ...{ 'contacted-day': '4', 'contacted-month': '11', 'contacted-year': '2024' },
};

describe('a form of a page', () => {
  let api: ApiInProcess;
  let page: PageClient;
  const recorded = async (): Promise<number> => {
    const [row] = await api.source.query<{ count: number }[]>(
      `SELECT count(*)::integer AS count FROM case_contact`,
    );
    return row?.count ?? 0;
  };
  const send = async (fields: Readonly<Record<string, string>> = CONTACT) => {
    const { status, headers } = await page.post(`${CASE}/contacts`, fields);
    return [status, headers.get('location')];
  };

  beforeAll(async () => {
    api = await startApiInProcess();
    await addAssessedCases(api.source, casesNamed('1', 2));
    page = await PageClient.signedIn(api.url, 'coordinator');
    page.sendsOnce = true;
  });
  afterAll(() => api.stop());

  it('is done once, however often it is sent, and leads to the same place each time', async () => {
    await page.get(CASE);
    expect([await send(), await send()]).toEqual([
      [303, CASE],
      [303, CASE],
    ]);
    expect(await recorded()).toBe(1);
  });

  it('is done once, too, when its button is pressed again before it is answered', async () => {
    await page.get(CASE);
    const before = await recorded();
    const answers = await Promise.all([send(), send(), send(), send()]);
    expect(answers).toEqual(answers.map(() => [303, CASE]));
    expect((await recorded()) - before).toBe(1);
    expect((await page.get(CASE)).text).toContain('The contact was recorded.');
  });

  it('is done again with other words, from a page that is shown anew, and after it was refused', async () => {
    await page.get(CASE);
    const before = await recorded();
    await send();
    expect(await send({ ...CONTACT, note: 'Wrote, too' })).toEqual([303, CASE]);
    expect(await send()).toEqual([303, CASE]);
    await page.get(CASE);
    await send();
    expect((await recorded()) - before).toBe(4);
    expect(await send({ ...CONTACT, party: '' })).toEqual([422, null]);
    expect(await send({ ...CONTACT, party: '' })).toEqual([422, null]);
  });

  it('of another session is nothing to this one', async () => {
    await page.get(CASE);
    await send();
    const other = await PageClient.signedIn(api.url, 'coordinator');
    expect((await other.post(`${CASE}/contacts`, { ...CONTACT, csrf: page.csrf })).status).toBe(403);
  });
});
