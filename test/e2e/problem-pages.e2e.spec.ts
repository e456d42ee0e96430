import { type ApiInProcess, startApiInProcess } from '../support/api-in-process.js';
import { PageClient } from '../support/page-client.js';

const NOTE = 'Rang twice, <b>nobody</b> there & left a message';

describe('a page that says what went wrong', () => {
  let api: ApiInProcess;

  beforeAll(async () => {
    api = await startApiInProcess();
  });
  afterAll(() => api.stop());

  it('lets people go on from where they may, and sign out', async () => {
    const reviewer = await PageClient.signedIn(api.url, 'reviewer');
    const refused = await reviewer.get('/imports');
    expect([refused.status, refused.text.includes('href="/runs"')]).toEqual([403, true]);
    expect(refused.text).toContain('An administrator decides who may do what');
    expect((await reviewer.post('/sign-out')).headers.get('location')).toBe('/sign-in');
  });

  it('says what may be wrong with an address that leads nowhere', async () => {
    const reviewer = await PageClient.signedIn(api.url, 'reviewer');
    const shown = await Promise.all(
      ['/nowhere', '/runs/xyz', '/imports'].map((address) => reviewer.get(address)),
    );
    expect(shown.map(({ status, text }) => [status, text.includes('check that it is whole')])).toEqual([
      ...[
        [404, true],
        [404, true],
        [403, false],
      ],
    ]);
  });

  it('lets people sign out where they are asked what a file is for', async () => {
    const reviewer = await PageClient.signedIn(api.url, 'reviewer');
    const asked = await reviewer.get('/audit/trail.csv');
    expect(asked.text).toContain('What do you need this file for?');
    const token = /action="\/sign-out"[^>]*>\s*<input type="hidden" name="csrf" value="([^"]*)"/.exec(
      asked.text,
    );
    expect(token?.[1]).toMatch(/^[\w-]{43}\.[\w-]{12}$/);
  });

  it.each([
    ['same-origin', true],
    ['cross-site', false],
    ['none', false],
  ])(
    'gives back what was written in a form that expired, from a page of ours alone: %s',
    async (site, given) => {
      const stranger = new PageClient(api.url, { 'sec-fetch-site': site });
      const fields = { csrf: 'x', note: NOTE, password: 'correct horse battery', reference: 'LDR-004' };
      const { status, text } = await stranger.post('/cases/2024-25/school-990031/contacts', fields);
      expect([status, text.includes('Nothing was saved')]).toEqual([403, true]);
      expect(text.includes('Rang twice, &lt;b&gt;nobody&lt;/b&gt; there &amp; left a message')).toBe(given);
      expect(text).not.toMatch(/correct horse|LDR-004/);
    },
  );
});
