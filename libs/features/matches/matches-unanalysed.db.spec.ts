import { addCases, addLeaders, addRun } from '../../../test/support/budget-factories.js';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { MatchesQueries } from './index.js';

const CASES = 400;
const RUNS = 4;

let test: TestDatabase;
let database: Database;
const runs: string[] = [];

beforeAll(async () => {
  test = await openTestDatabase([]);
  database = new Database(test.app);
  const caseIds = Array.from({ length: CASES }, (_, n) => `c${String(n)}`);
  await addLeaders(test.app, { A: 20 });
  await addCases(test.app, ...caseIds);
  for (let n = 0; n < RUNS; n += 1)
    runs.push(await addRun(test.app, ...caseIds.map((caseId) => ({ leaderRef: 'A', caseId }))));
});
afterAll(() => test.close());

/** Rows of matches that the database looked at for the statements of `work`. */
const rowsRead = (work: () => Promise<unknown>): Promise<number> =>
  database.together(SYSTEM, async (manager) => {
    const readSoFar = async (): Promise<number> => {
      const [read] = await manager.query<{ rows: string }[]>(
        `SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) AS rows FROM pg_stat_xact_user_tables WHERE relname = 'match'`,
      );
      return Number(read?.rows);
    };
    const before = await readSoFar();
    await work();
    return (await readSoFar()) - before;
  });

describe('a round stored so lately that the database knows nothing of its size', () => {
  it('costs a run as many rows as it has matches', async () => {
    const queries = new MatchesQueries(database);
    let found = 0;
    const read = await rowsRead(async () => {
      found = (await queries.ofRun(runs[0] ?? '')).length;
    });
    expect(found).toBe(CASES);
    expect(read).toBeLessThanOrEqual(CASES);
  });

  it('costs a page of a list no more than all of its run', async () => {
    const queries = new MatchesQueries(database);
    const read = await rowsRead(() => queries.list({ runId: runs[1] ?? '' }, { limit: 50 }));
    expect(read).toBeLessThanOrEqual(CASES);
  });
});
