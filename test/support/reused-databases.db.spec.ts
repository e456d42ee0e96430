import { openTestDatabase } from './database-harness.js';

const nameIn = (urls: { readonly superuser: string }): string => new URL(urls.superuser).pathname;

/** Does `change` as the owner of a database, closes it, and tells what the next test gets. */
async function after(...changes: readonly string[]): Promise<{ sameAgain: boolean; leaders: unknown }> {
  const first = await openTestDatabase([]);
  for (const change of changes) await first.owner.query(change);
  await first.close();
  const next = await openTestDatabase([]);
  const [found] = await next.app.query<{ leaders: string; events: string }[]>(
    `SELECT (SELECT count(*) FROM leader) AS leaders, (SELECT count(*) FROM audit_event) AS events`,
  );
  await next.close();
  return { sameAgain: nameIn(first.urls) === nameIn(next.urls), leaders: found };
}

const ADD_LEADER = `INSERT INTO leader (ref, name) VALUES ('LDR-001', 'Ada Example')`;
const ADD_EVENT = `INSERT INTO audit_event (actor_id, actor_roles, action, subject_kind, subject_id)
  VALUES ('test', '{}', 'test.done', 'test', '1') RETURNING id`;
const EMPTY = { leaders: '0', events: '0' };

describe('a database that a test has closed', () => {
  it('is handed on without the rows of that test, append-only tables too', async () => {
    await expect(after(ADD_LEADER, ADD_EVENT)).resolves.toEqual({ sameAgain: true, leaders: EMPTY });
  });

  it('numbers its rows from the start again', async () => {
    const ids: unknown[] = [];
    for (let time = 0; time < 2; time++) {
      const test = await openTestDatabase([]);
      ids.push(await test.owner.query(ADD_EVENT));
      await test.close();
    }
    expect(ids[1]).toEqual(ids[0]);
  });

  it.each([
    ['a trigger was switched off', 'ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only'],
    ['a right was given', 'GRANT DELETE ON leader TO leader_match_app'],
    ['a table was added', 'CREATE TABLE left_behind (id integer)'],
    ['a column was dropped', 'ALTER TABLE leader DROP COLUMN name'],
    ['a policy was switched off', 'ALTER TABLE match DISABLE ROW LEVEL SECURITY'],
    ['a setting was changed', `ALTER TABLE leader SET (fillfactor = 50)`],
    [
      'rows of the migrations were changed',
      `DELETE FROM schema_migration WHERE id = (SELECT max(id) FROM schema_migration)`,
    ],
  ])('is not handed on when %s', async (_what, change) => {
    await expect(after(change)).resolves.toEqual({ sameAgain: false, leaders: EMPTY });
  });
});
