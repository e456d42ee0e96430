import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { createDataSource, Database } from './index.js';

let test: TestDatabase;

beforeAll(async () => {
  test = await openTestDatabase([]);
  await test.owner.query(`
    CREATE TABLE pebble (id integer PRIMARY KEY, weight integer);
    GRANT SELECT ON pebble TO leader_match_app;
    INSERT INTO pebble VALUES (1, 7);
  `);
});
afterAll(() => test.close());

/** On one connection, so that what it keeps can be looked at. */
async function onOne(work: (database: Database) => Promise<void>): Promise<void> {
  const settings = { url: test.urls.app, entities: [], applicationName: 'leader-match test', poolSize: 1 };
  const source = await createDataSource(settings).initialize();
  try {
    await work(new Database(source));
  } finally {
    await source.destroy();
  }
}

/** How often each text was planned for any values, and for the values given. */
const kept = (database: Database): Promise<unknown> =>
  database.manager.query(
    `SELECT statement, (generic_plans + custom_plans)::integer AS uses FROM pg_prepared_statements ORDER BY statement`,
  );

describe('a connection', () => {
  it('keeps a statement with parameters from its second use on', async () => {
    const text = 'SELECT weight FROM pebble WHERE id = $1';
    await onOne(async (database) => {
      await database.manager.query(text, [1]);
      expect(await kept(database)).toEqual([]);
      for (let n = 0; n < 3; n++) expect(await database.manager.query(text, [1])).toEqual([{ weight: 7 }]);
      await database.manager.query('SELECT 1');
      await database.manager.query('SELECT 1');
      expect(await kept(database)).toEqual([{ statement: text, uses: 3 }]);
    });
  });

  it('gives the same answers for other values, nothing, lists and documents', async () => {
    const text = 'SELECT $1::text AS text, $2::integer[] AS numbers, $3::jsonb AS document';
    const rows = [
      ['a', [1, 2], { b: [1] }],
      [null, [], {}],
      [`it's "odd"`, null, null],
    ];
    await onOne(async (database) => {
      for (const [text_, numbers, document] of [...rows, ...rows, ...rows]) {
        const asked = [text_, numbers, document === null ? null : JSON.stringify(document)];
        expect(await database.manager.query(text, asked)).toEqual([{ text: text_, numbers, document }]);
      }
    });
  });

  it('goes on after a statement that failed', async () => {
    const text = 'SELECT 10 / $1::integer AS tenth';
    await onOne(async (database) => {
      for (let n = 0; n < 3; n++) {
        await expect(database.manager.query(text, [0])).rejects.toThrow('division by zero');
        expect(await database.manager.query(text, [5])).toEqual([{ tenth: 2 }]);
      }
    });
  });

  it('parses a statement again once a migration has changed what it gives', async () => {
    const text = 'SELECT weight, $1::text AS name FROM pebble';
    const ask = (database: Database): Promise<unknown> =>
      database.transaction(SYSTEM, (manager) => manager.query(text, ['a']));
    await onOne(async (database) => {
      for (let n = 0; n < 3; n++) await ask(database);
      await test.owner.query(`ALTER TABLE pebble ALTER weight TYPE text USING weight || ' grams'`);
      expect(await ask(database)).toEqual([{ weight: '7 grams', name: 'a' }]);
    });
  });
});
