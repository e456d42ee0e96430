import { addCases, addLeaders, addRun, OFFER } from '../../../test/support/budget-factories.js';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { engagementsOfLeaders, liveMatchesOfOffer, MatchesQueries, publishMatches } from './index.js';

let test: TestDatabase;
let database: Database;
let queries: MatchesQueries;
let first: string;
let second: string;

beforeAll(async () => {
  test = await openTestDatabase([]);
  database = new Database(test.app);
  queries = new MatchesQueries(database);
  await addLeaders(test.app, { A: 20, B: 20 });
  await addCases(test.app, 'c1', 'c2', 'c3', 'c4');
  await test.app.query(`UPDATE support_case SET priority = 2 WHERE case_id = 'c1'`);
  first = await addRun(test.app, ...['c1', 'c2', 'c3'].map((caseId) => ({ leaderRef: 'A', caseId })));
  second = await addRun(test.app, { leaderRef: 'B', caseId: 'c2' }, { leaderRef: 'B', caseId: 'c4' });
  await database.transaction(SYSTEM, (manager) => publishMatches(manager, SYSTEM, first));
});
afterAll(() => test.close());

const cases = (items: readonly { caseId: string; leaderRef: string }[]): string[] =>
  items.map(({ caseId, leaderRef }) => `${caseId} ${leaderRef}`);

describe('reading matches', () => {
  it('tells all about a match, with words for why', async () => {
    const found = await queries.find((await queries.ofRun(second))[0]?.id ?? '');
    expect(found).toMatchObject({
      ...{ offer: OFFER, runId: second, caseId: 'c2', caseName: 'Case c2', priority: 1, leaderRef: 'B' },
      ...{ leaderName: 'Leader B', halfDays: 4, origin: 'run', state: 'proposed', version: 1 },
      ...{ distanceMetres: 16_093, stateReason: null },
    });
    expect(found?.why).toContain('10 miles away');
    expect(found?.facts).toEqual({
      ...{ needsMet: ['quality-of-education'], needsMissed: [] },
      score: { distance: 10_000, missedNeeds: 0, change: 0, total: 10_000 },
    });
  });

  it('lists a run, best priority first', async () => {
    expect(cases(await queries.ofRun(first))).toEqual(['c2 A', 'c3 A', 'c1 A']);
    const [one] = await queries.ofRun(second);
    expect(await queries.find(one?.id ?? '')).toMatchObject({ ...one });
    expect(await queries.ofRun('no-run')).toEqual([]);
  });

  it.each([
    [{ leaderRef: 'B' }, ['c2 B', 'c4 B']],
    [{ caseId: 'c2', states: ['published'] as const }, ['c2 A']],
    [{ states: ['proposed', 'declined'] as const }, ['c2 B', 'c4 B']],
    [{ states: [] }, []],
    [{ offer: '2019-20' }, []],
    [{ runId: 'not-a-run' }, []],
    [{ caseId: 'c2\u0000' }, []],
  ])('filters by %j', async (filter, expected) => {
    expect(cases((await queries.list(filter)).items)).toEqual(expected);
  });

  it('pages through without gaps or repeats', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await queries.list({ offer: OFFER }, { limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
      pages++;
    } while (cursor !== undefined);
    const all = await queries.list({ offer: OFFER });
    expect(pages).toBe(3);
    expect(seen).toEqual(all.items.map(({ id }) => id));
    expect(seen).toHaveLength(5);
  });

  it.each(['', '%', 'bm9uZQ', Buffer.from('[1,"c2",3]').toString('base64url')])(
    'starts from the top for the unreadable cursor "%s"',
    async (cursor) => {
      expect((await queries.list({}, { cursor })).items).toHaveLength(5);
    },
  );

  it('finds nothing under an id that is none', async () => {
    await expect(queries.find('')).resolves.toBeUndefined();
    await expect(queries.find("' OR 1=1 --")).resolves.toBeUndefined();
    await expect(queries.find('00000000-0000-4000-8000-000000000000')).resolves.toBeUndefined();
  });

  it('tells a snapshot which cases and leaders are taken', async () => {
    const live = await liveMatchesOfOffer(database.manager, OFFER);
    expect(cases(live)).toEqual(['c1 A', 'c2 A', 'c3 A']);
    const held = await engagementsOfLeaders(database.manager, OFFER, ['A', 'B']);
    expect([...held]).toEqual([['A', 3]]);
  });

  it('refuses a second proposal of a run for one case', async () => {
    await expect(
      addRun(test.app, { leaderRef: 'A', caseId: 'c4' }, { leaderRef: 'B', caseId: 'c4' }),
    ).rejects.toThrow(/match_one_proposal_ux/);
  });
});
