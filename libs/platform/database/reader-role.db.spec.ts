import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';

let test: TestDatabase;

beforeAll(async () => {
  test = await openTestDatabase([]);
});
afterAll(() => test.close());

it('lets the reader write nothing, and read no secret of a sign-in, a link or a session', async () => {
  const tables = await test.app.query<{ name: string; reads: boolean; writes: boolean }[]>(
    `SELECT relname AS name, has_table_privilege('leader_match_reader', oid, 'SELECT') AS reads,
            has_table_privilege('leader_match_reader', oid, 'INSERT, UPDATE, DELETE, TRUNCATE') AS writes
       FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1`,
  );
  const named = (found: typeof tables): readonly string[] => found.map(({ name }) => name);
  expect(tables.length).toBeGreaterThan(40);
  expect(named(tables.filter(({ writes }) => writes))).toEqual([]);
  const secrets = [
    'api_token',
    'app_user',
    'invitation',
    'message_secret',
    'rate_limit',
    'session',
    'user_identity',
  ];
  const closed = named(tables.filter(({ reads }) => !reads));
  expect(secrets.filter((name) => !closed.includes(name))).toEqual([]);
  expect(named(tables.filter(({ reads }) => reads))).toEqual(
    expect.arrayContaining(['match', 'ledger_entry']),
  );
});
