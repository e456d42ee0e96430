import { openTestService, type TestService } from '../../../test/support/service-harness.js';
import { LeadersModule, LeadersQueries, upsertLeaders, type LeaderDetails } from './index.js';

let service: TestService;

beforeAll(async () => {
  service = await openTestService(LeadersModule);
});
afterAll(() => service.close());
beforeEach(() => service.database.manager.query('DELETE FROM leader'));

const store = (...leaders: readonly LeaderDetails[]) => upsertLeaders(service.database.manager, leaders);
const queries = () => service.get(LeadersQueries);

describe('leaders', () => {
  it('are added and renamed; a missing email keeps the known one', async () => {
    await store({ ref: 'L1', name: 'Ann', email: 'a@example.org' }, { ref: 'L2', name: 'Bo', email: null });
    const before = await queries().one('L2');
    await store({ ref: 'L1', name: 'Anne', email: null }, { ref: 'L2', name: 'Bo', email: 'b@example.org' });
    expect(await queries().one('L1')).toMatchObject({ name: 'Anne', email: 'a@example.org' });
    expect(await queries().one('L2')).toEqual({ ...before, email: 'b@example.org' });
    expect(await queries().one('L3')).toBeUndefined();
    expect((await queries().list({ text: '\u0000' })).items).toEqual([]);
  });

  it('are found by part of the name or reference, wildcards standing for themselves', async () => {
    await store(
      { ref: 'A_1', name: 'Ann 100%', email: null },
      { ref: 'LX2', name: 'Bo', email: null },
      { ref: 'LX3', name: 'annika', email: null },
    );
    const found = async (text: string) => (await queries().list({ text })).items.map(({ ref }) => ref);
    expect([await found('ANN'), await found('%'), await found('_'), await found('zz')]).toEqual([
      ['A_1', 'LX3'],
      ['A_1'],
      ['A_1'],
      [],
    ]);
    expect([...(await queries().names(['LX2', 'nobody'])).entries()]).toEqual([['LX2', 'Bo']]);
    expect((await queries().names()).size).toBe(3);
  });

  it('come page by page', async () => {
    await store(...['A', 'B', 'C', 'D', 'E'].map((ref) => ({ ref, name: ref, email: null })));
    const first = await queries().list({ limit: 3 });
    const second = await queries().list({ limit: 3, after: first.nextCursor ?? '' });
    expect([...first.items, ...second.items].map(({ ref }) => ref)).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect(second.nextCursor).toBeNull();
  });
});
