import { openTestDatabase, type TestDatabase } from '../support/database-harness.js';

/** Facts from files that every offer looks at, and the addresses of parties; limited people may not ask for the latter. */
const OF_EVERY_OFFER = [
  'contact_address',
  ...['inspection', 'place', 'school', 'school_link', 'trust', 'trust_membership', 'uninspected_school'],
];

/** Rows about an offer as a whole; people limited to regions are shown their names and numbers, or nothing of them. */
const OF_EVERY_REGION = ['assessment', 'import', 'offer_list_entry', 'offer_setting', 'run'];

describe('rows of an offer', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase([]);
  });
  afterAll(async () => {
    await database.close();
  });

  /** Tables that name an offer, or a row of a table that is protected, and have no policy of their own. */
  const unprotected = async (): Promise<readonly string[]> => {
    const rows = await database.owner.query<{ name: string }[]>(`
      SELECT DISTINCT c.relname AS name FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT c.relrowsecurity
        AND (EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'offer')
          OR EXISTS (SELECT FROM pg_constraint f JOIN pg_class p ON p.oid = f.confrelid
                     WHERE f.conrelid = c.oid AND f.contype = 'f' AND p.relrowsecurity))
      ORDER BY 1`);
    return rows.map(({ name }) => name);
  };

  it('are kept from those who are limited to others, in every table', async () => {
    expect(await unprotected()).toEqual(OF_EVERY_OFFER);
  });

  it('are seen to lie open when a new table has no policy', async () => {
    await database.owner.query(`CREATE TABLE forgotten (offer text NOT NULL)`);
    expect(await unprotected()).toContain('forgotten');
  });

  it('are kept from those who are limited to other regions, in every table that says where something lies', async () => {
    const rows = await database.owner.query<{ name: string }[]>(`
      SELECT c.relname AS name FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relrowsecurity
        AND NOT EXISTS (SELECT FROM pg_policy p
                        WHERE p.polrelid = c.oid AND NOT p.polpermissive AND p.polname LIKE '%_in_region')
      ORDER BY 1`);
    expect(rows.map(({ name }) => name)).toEqual(OF_EVERY_REGION);
  });
});
