import { ApiClient } from '../support/api-client.js';
import { type ApiInProcess, startApiInProcess } from '../support/api-in-process.js';
import { PageClient } from '../support/page-client.js';

interface TermDates {
  readonly items: readonly {
    readonly authority: string;
    readonly ends: readonly string[];
    readonly version: number;
  }[];
}

describe('the pages of term dates', () => {
  let api: ApiInProcess;
  let coordinator: PageClient;
  const stored = async (): Promise<TermDates['items']> => {
    const client = await ApiClient.signedIn(api.url, 'coordinator');
    return (await client.get<TermDates>('/api/v1/term-dates')).body.items;
  };

  beforeAll(async () => {
    api = await startApiInProcess();
    coordinator = await PageClient.signedIn(api.url, 'coordinator');
  });
  afterAll(() => api.stop());

  it('show the default until national dates are set, and say at the field what is wrong', async () => {
    expect((await coordinator.get('/term-dates')).text).toContain('31 December, 31 March and 31 July');
    const form = await coordinator.get('/term-dates/national');
    expect(form.text).toContain('Last days of terms');
    const refused = await coordinator.post('/term-dates/national', {
      version: '0',
      ends: '4/4/2025\nEaster',
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(/href="#ends"[^>]*>Date 2, “Easter”, is no day/);
    expect(refused.text).toContain('id="ends-error"');
    expect(refused.text).toMatch(/<textarea[^>]*>4\/4\/2025\s+Easter</);
    expect(await stored()).toEqual([]);
  });

  it('save, list, keep what somebody else saved meanwhile, and put back what was before', async () => {
    const save = (version: string, ends: string) =>
      coordinator.post('/term-dates/national', { version, ends });
    const first = await save('0', '20 December 2024\n4 April 2025');
    expect([first.status, first.headers.get('location')]).toEqual([303, '/term-dates']);
    const list = await coordinator.get('/term-dates');
    expect(list.text).toContain('National dates: saved.');
    expect(list.text).toContain('20 December 2024 and 4 April 2025');
    expect((await save('0', '20 December 2024\n4 April 2025')).status).toBe(303);
    const overtaken = await save('0', '19 December 2024');
    expect(overtaken.status).toBe(412);
    expect(overtaken.text).toContain('This was changed in the meantime');
    expect((await save('1', '19 December 2024')).status).toBe(303);
    const page = await coordinator.get('/term-dates/national');
    expect(page.text).toContain('19 December 2024 (before: 20 December 2024 and 4 April 2025)');
    expect((await save('2', '20 December 2024\n4 April 2025')).status).toBe(303);
    expect(await stored()).toEqual([
      { authority: 'national', ends: ['2024-12-20', '2025-04-04'], version: 3 },
    ]);
  });

  it('are looked at by reviewers, changed by coordinators, and nobody else’s', async () => {
    expect((await coordinator.get('/term-dates/Leeds')).status).toBe(404);
    const reviewer = await PageClient.signedIn(api.url, 'reviewer');
    const looked = await reviewer.get('/term-dates/national');
    expect(looked.status).toBe(200);
    expect(looked.text).not.toContain('<textarea');
    expect((await reviewer.post('/term-dates/national', { version: '3', ends: '' })).status).toBe(403);
    const leader = await PageClient.signedIn(api.url, 'leader');
    expect((await leader.get('/term-dates')).status).toBe(403);
    expect(await stored()).toHaveLength(1);
  });
});
