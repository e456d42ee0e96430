import { ApiClient } from '../support/api-client.js';
import { type ApiInProcess, startApiInProcess } from '../support/api-in-process.js';
import { PageClient } from '../support/page-client.js';

interface Addresses {
  readonly items: readonly { readonly partyRef: string; readonly name: string; readonly source: string }[];
}

const SCHOOL = { party: 'school', partyRef: '100001' };
const HEAD = { ...SCHOOL, name: 'Sam Head', email: 'head@example.org', source: 'Letter' };

describe('the pages of contact addresses', () => {
  let api: ApiInProcess;
  let coordinator: PageClient;
  const kept = async (): Promise<Addresses['items']> => {
    const client = await ApiClient.signedIn(api.url, 'coordinator');
    return (await client.get<Addresses>('/api/v1/contact-addresses')).body.items;
  };

  beforeAll(async () => {
    api = await startApiInProcess();
    coordinator = await PageClient.signedIn(api.url, 'coordinator');
  });
  afterAll(() => api.stop());

  it('keep what was typed and say at the field what is wrong', async () => {
    const form = await coordinator.get('/contacts/form?party=school&partyRef=100001');
    expect(form.text).toContain('Add a contact address');
    expect(form.text).toContain('value="100001"');
    const refused = await coordinator.post('/contacts', { ...HEAD, email: 'head at school' });
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(/href="#email"[^>]*>Enter one email address/);
    expect(refused.text).toContain('id="email-error"');
    expect(refused.text).toContain('value="head at school"');
    expect((await coordinator.post('/contacts', { ...HEAD, partyRef: '1' })).text).toContain(
      'id="partyRef-error"',
    );
    expect(await kept()).toEqual([]);
  });

  it('add, list, filter, change and withdraw', async () => {
    const added = await coordinator.post('/contacts', HEAD);
    expect([added.status, added.headers.get('location')]).toEqual([303, '/contacts?party=school']);
    const list = await coordinator.get('/contacts?party=school');
    expect(list.text).toContain('The address of School 100001 is kept.');
    expect(list.text).toContain('head@example.org');
    expect((await coordinator.get('/contacts?party=trust')).text).not.toContain('head@example.org');
    const form = await coordinator.get('/contacts/form?party=school&partyRef=100001');
    expect(form.text).toContain('Change a contact address');
    await coordinator.post('/contacts', { ...HEAD, name: 'New Head' });
    expect(await kept()).toMatchObject([{ partyRef: '100001', name: 'New Head', source: 'Letter' }]);
    expect((await coordinator.post('/contacts/withdraw', SCHOOL)).status).toBe(303);
    expect(await kept()).toEqual([]);
    await coordinator.post('/contacts/withdraw', SCHOOL);
    expect((await coordinator.get('/contacts')).text).toContain('No address is kept for this party');
  });

  it('are for coordinators', async () => {
    const leader = await PageClient.signedIn(api.url, 'leader');
    expect((await leader.get('/contacts')).status).toBe(403);
    expect((await leader.post('/contacts', HEAD)).status).toBe(403);
  });
});
