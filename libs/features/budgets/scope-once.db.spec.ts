import type { EntityManager } from 'typeorm';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { addCases, addLeaders, addRun, OFFER } from '../../../test/support/budget-factories.js';
import type { Actor } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';

const IN_LONDON: Actor = { id: 'coordinator-1', roles: ['coordinator'], regions: ['London'] };

let test: TestDatabase;
let database: Database;

beforeEach(async () => {
  test = await openTestDatabase([]);
  database = new Database(test.app);
  await addLeaders(test.app, { A: 4, B: 6, C: 8 });
  await addCases(test.app, 'c1');
  await test.app.query(`UPDATE support_case SET facts = '{"region":"London"}'`);
  await test.app.query(
    `WITH made AS (INSERT INTO import (kind, file_name, sha256, byte_size, state, created_by)
       VALUES ('schools', 'gias.csv', 'a', 1, 'imported', 'test') RETURNING id)
     INSERT INTO school (urn, name, region_name, status_code, facts, import_id)
     SELECT '123456', 'Base', 'London', '1', '{}', id FROM made`,
  );
  await answer('A');
});
afterEach(() => test.close());

async function answer(leaderRef: string, manager: Pick<EntityManager, 'query'> = test.app): Promise<void> {
  await manager.query(
    `INSERT INTO survey_answer (offer, leader_ref, facts) VALUES ($1, $2, '{"baseUrn":"123456"}')`,
    [OFFER, leaderRef],
  );
}

interface Seen {
  readonly budgets: string | null;
  readonly ledger: string | null;
  readonly count: number;
}

/** Whose budgets and which rows of the ledger are there, and the budgets of whose rows. */
async function seen(manager: EntityManager): Promise<Seen> {
  const [row] = await manager.query<Seen[]>(
    `SELECT cardinality(budgets_in_scope()) AS count, (SELECT string_agg(leader_ref, ' ' ORDER BY leader_ref) FROM leader_budget) AS budgets,
            (SELECT string_agg(delta_half_days::text, ' ' ORDER BY delta_half_days) FROM ledger_entry) AS ledger`,
  );
  if (row === undefined) throw new Error('a query without a row');
  return row;
}

const limited = <T>(work: (manager: EntityManager) => Promise<T>): Promise<T> =>
  database.transaction(IN_LONDON, work);

const OWN: Seen = { budgets: 'A', ledger: '4', count: 1 };
const WITH_B: Seen = { budgets: 'A B', ledger: '4 6', count: 2 };
const NOBODY: Seen = { budgets: null, ledger: null, count: 0 };

describe('who is there for somebody limited to regions', () => {
  it('is asked once a transaction, and anew in the next one', async () => {
    await limited(async (manager) => {
      expect(await seen(manager)).toEqual(OWN);
      await answer('B');
      expect(await seen(manager)).toEqual(OWN);
    });
    expect(await limited(seen)).toEqual(WITH_B);
  });

  it('is asked anew after the transaction itself changed what it is made from', async () => {
    await limited(async (manager) => {
      expect(await seen(manager)).toEqual(OWN);
      await answer('B', manager);
      expect(await seen(manager)).toEqual(WITH_B);
    });
  });

  it.each([
    ['an answer', `UPDATE survey_answer SET facts = '{}'`, 'C'],
    ['the region of a school', `UPDATE school SET region_name = 'South West'`, 'C'],
    ['the facts of a case', `UPDATE support_case SET facts = '{}'`, 'A'],
    [
      'the matches',
      `INSERT INTO match (offer, run_id, case_id, leader_ref, half_days, origin, state, distance_metres, facts)
       SELECT offer, run_id, case_id, 'B', half_days, 'reviewer', 'superseded', distance_metres, facts FROM match`,
      'A B C',
    ],
    ['a budget', `INSERT INTO leader_budget (offer, leader_ref) VALUES ('2019-20', 'A')`, 'A A C'],
  ])('is asked anew after a change of %s', async (_what, change, budgets) => {
    await addRun(test.app, { leaderRef: 'C', caseId: 'c1' });
    await limited(async (manager) => {
      expect(await seen(manager)).toMatchObject({ budgets: 'A C', count: 2 });
      await manager.query(`SELECT set_config('app.regions', '', true)`);
      await manager.query(change);
      await manager.query(`SELECT set_config('app.regions', '{"london"}', true)`);
      expect(await seen(manager)).toMatchObject({ budgets, count: budgets.split(' ').length });
    });
  });

  it('is another list as soon as the scope is another', async () => {
    await limited(async (manager) => {
      expect(await seen(manager)).toEqual(OWN);
      await manager.query(`SELECT set_config('app.regions', '{"south west"}', true)`);
      expect(await seen(manager)).toEqual(NOBODY);
      await manager.query(
        `SELECT set_config('app.regions', '{"london"}', true), set_config('app.offers', '{"2019-20"}', true)`,
      );
      expect(await seen(manager)).toEqual(NOBODY);
    });
  });

  it('goes back with what is taken back', async () => {
    await limited(async (manager) => {
      await manager.query('SAVEPOINT before');
      await answer('B', manager);
      expect(await seen(manager)).toEqual(WITH_B);
      await manager.query('ROLLBACK TO SAVEPOINT before');
      expect(await seen(manager)).toEqual(OWN);
    });
  });
});
