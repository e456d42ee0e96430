import { addLeaders, OFFER } from '../../../test/support/budget-factories.js';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { databaseFault } from '../../platform/database/index.js';

const NO_RIGHT = '42501';
const CHECK = '23514';
const FOREIGN_KEY = '23503';
const UNIQUE = '23505';
const APPEND_ONLY = '23001';

let database: TestDatabase;
let budgetId: string;

beforeAll(async () => {
  database = await openTestDatabase([]);
  await addLeaders(database.app, { A: 10, B: 4 });
  const rows = await database.app.query<{ id: string }[]>(
    `SELECT id FROM leader_budget WHERE leader_ref = 'A' AND offer = $1`,
    [OFFER],
  );
  budgetId = rows[0]?.id ?? '';
  await database.app.query(
    row({ n: 2, kind: 'reserve', delta: -4, prevN: 1, prev: 10, balance: 6, key: 'second' }),
  );
});
afterAll(() => database.close());

interface Row {
  readonly n: number;
  readonly kind: string;
  readonly delta: number;
  readonly prevN: number | null;
  readonly prev: number;
  readonly balance: number;
  readonly key?: string;
}

function row({ n, kind, delta, prevN, prev, balance, key }: Row): string {
  return `INSERT INTO ledger_entry
    (budget_id, n, kind, delta_half_days, prev_n, prev_balance, balance, idempotency_key, actor_id, reason)
    VALUES ('${budgetId}', ${n}, '${kind}', ${delta}, ${prevN ?? 'NULL'}, ${prev}, ${balance},
            '${key ?? `attack ${n} ${kind} ${delta} ${prev} ${balance}`}', 'attacker', 'attack')`;
}

/** SQLSTATE of the refusal; `done` when the statement went through. */
async function attempt(as: 'app' | 'owner', sql: string): Promise<string> {
  try {
    await database[as].query(sql);
    return 'done';
  } catch (error) {
    return databaseFault(error).code ?? String(error);
  }
}

async function chain(): Promise<unknown> {
  return database.owner.query(`SELECT * FROM ledger_entry ORDER BY budget_id, n`);
}

/** As the service's own role, after two good rows: 10 granted, 4 reserved, 6 left. */
const ATTACKS: readonly (readonly [string, () => string, string])[] = [
  ['a changed amount', () => `UPDATE ledger_entry SET delta_half_days = 100`, NO_RIGHT],
  ['a deleted row', () => `DELETE FROM ledger_entry WHERE n = 2`, NO_RIGHT],
  ['an emptied ledger', () => `TRUNCATE ledger_entry`, NO_RIGHT],
  ['a dropped ledger', () => `DROP TABLE ledger_entry CASCADE`, NO_RIGHT],
  ['a disabled trigger', () => `ALTER TABLE ledger_entry DISABLE TRIGGER ALL`, NO_RIGHT],
  ['triggers off for the session', () => `SET session_replication_role = replica`, NO_RIGHT],
  ['a dropped constraint', () => `ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_moves`, NO_RIGHT],
  ['the owner played', () => `SET ROLE leader_match_owner`, NO_RIGHT],
  ['the trigger rewritten', () => `DROP FUNCTION refuse_change() CASCADE`, NO_RIGHT],
  [
    'the trigger emptied',
    () =>
      `CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
    NO_RIGHT,
  ],
  [
    'a trigger before the others',
    () => `CREATE TRIGGER a BEFORE UPDATE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
    NO_RIGHT,
  ],
  ['a rewriting rule', () => `CREATE RULE r AS ON INSERT TO ledger_entry DO INSTEAD NOTHING`, NO_RIGHT],
  ['the ledger taken over', () => `ALTER TABLE ledger_entry OWNER TO CURRENT_USER`, NO_RIGHT],
  ['more rights for itself', () => `ALTER ROLE CURRENT_USER SUPERUSER`, NO_RIGHT],
  ['an altered catalogue', () => `UPDATE pg_class SET relhastriggers = false`, NO_RIGHT],
  ['rows from a program', () => `COPY ledger_entry FROM PROGRAM 'true'`, NO_RIGHT],
  [
    'a change dressed as an insertion',
    () =>
      `${row({ n: 2, kind: 'reserve', delta: -4, prevN: 1, prev: 10, balance: 6 })}
       ON CONFLICT (budget_id, n) DO UPDATE SET balance = 100`,
    NO_RIGHT,
  ],
  [
    'a change dressed as a merge',
    () =>
      `MERGE INTO ledger_entry e USING leader_budget b ON b.id = e.budget_id
        WHEN MATCHED THEN UPDATE SET reason = 'attack'`,
    NO_RIGHT,
  ],
  ['a budget given to another leader', () => `UPDATE leader_budget SET leader_ref = 'B'`, NO_RIGHT],
  ['the one column that may be locked', () => `UPDATE leader_budget SET created_at = now()`, APPEND_ONLY],
  ['a deleted budget', () => `DELETE FROM leader_budget`, NO_RIGHT],
  [
    'a forged previous balance',
    () => row({ n: 3, kind: 'reserve', delta: -8, prevN: 2, prev: 9, balance: 1 }),
    FOREIGN_KEY,
  ],
  ['wrong arithmetic', () => row({ n: 3, kind: 'reserve', delta: -4, prevN: 2, prev: 6, balance: 3 }), CHECK],
  ['an overdraft', () => row({ n: 3, kind: 'reserve', delta: -8, prevN: 2, prev: 6, balance: -2 }), CHECK],
  ['a gap', () => row({ n: 4, kind: 'reserve', delta: -2, prevN: 3, prev: 6, balance: 4 }), FOREIGN_KEY],
  ['a skipped row', () => row({ n: 4, kind: 'reserve', delta: -2, prevN: 2, prev: 6, balance: 4 }), CHECK],
  ['a fork', () => row({ n: 2, kind: 'reserve', delta: -2, prevN: 1, prev: 10, balance: 8 }), UNIQUE],
  [
    'a second opening',
    () => row({ n: 1, kind: 'grant', delta: 50, prevN: null, prev: 0, balance: 50 }),
    UNIQUE,
  ],
  [
    'a chain begun anew',
    () => row({ n: 3, kind: 'adjust', delta: 9, prevN: null, prev: 0, balance: 9 }),
    CHECK,
  ],
  ['a second grant', () => row({ n: 3, kind: 'grant', delta: 9, prevN: 2, prev: 6, balance: 15 }), CHECK],
  [
    'a row that moves nothing',
    () => row({ n: 3, kind: 'adjust', delta: 0, prevN: 2, prev: 6, balance: 6 }),
    CHECK,
  ],
  [
    'a reservation that adds',
    () => row({ n: 3, kind: 'reserve', delta: 4, prevN: 2, prev: 6, balance: 10 }),
    CHECK,
  ],
  ['a made-up kind', () => row({ n: 3, kind: 'gift', delta: 4, prevN: 2, prev: 6, balance: 10 }), CHECK],
  [
    'a key used twice',
    () => row({ n: 3, kind: 'reserve', delta: -2, prevN: 2, prev: 6, balance: 4, key: 'second' }),
    UNIQUE,
  ],
];

describe('the ledger, attacked in SQL with the rights of the service', () => {
  it.each(ATTACKS)('refuses %s', async (_name, sql, sqlState) => {
    const before = await chain();
    await expect(attempt('app', sql())).resolves.toBe(sqlState);
    await expect(chain()).resolves.toEqual(before);
  });

  it('refuses its owner too, by trigger', async () => {
    const before = await chain();
    await expect(attempt('owner', `UPDATE ledger_entry SET reason = 'tidied'`)).resolves.toBe(APPEND_ONLY);
    await expect(attempt('owner', `DELETE FROM ledger_entry`)).resolves.toBe(APPEND_ONLY);
    await expect(attempt('owner', `TRUNCATE ledger_entry`)).resolves.toBe(APPEND_ONLY);
    await expect(attempt('owner', `DELETE FROM leader_budget`)).resolves.toBe(APPEND_ONLY);
    await expect(chain()).resolves.toEqual(before);
  });

  it('takes the row that follows (so that the refusals above mean something)', async () => {
    const next = row({ n: 3, kind: 'reserve', delta: -2, prevN: 2, prev: 6, balance: 4 });
    await expect(attempt('app', next)).resolves.toBe('done');
  });
});
