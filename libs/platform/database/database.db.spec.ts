import { Column, Entity, PrimaryColumn } from 'typeorm';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { accepted, type Actor, refused, SYSTEM } from '../../domain/kernel/index.js';
import { Database, databaseFault } from './database.js';
import { createDataSource } from './data-source.js';
import { checkDrift } from './schema-state.js';

const ada: Actor = { id: 'ada', roles: ['reviewer'] };

describe('a transaction', () => {
  let test: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    test = await openTestDatabase([]);
    database = new Database(test.app);
    await test.owner.query(`
      CREATE TABLE tally (id integer, n integer NOT NULL, CONSTRAINT tally_pk PRIMARY KEY (id));
      CREATE TABLE other (id integer, CONSTRAINT other_pk PRIMARY KEY (id));
      GRANT SELECT, INSERT, UPDATE ON tally, other TO leader_match_app;
      INSERT INTO tally VALUES (1, 0), (2, 0);
    `);
  });
  afterAll(async () => {
    await test.close();
  });

  const idsIn = async (table: 'tally' | 'other'): Promise<number[]> =>
    (await test.app.query<{ id: number }[]>(`SELECT id FROM ${table} ORDER BY id`)).map(({ id }) => id);

  it('knows its actor, and no other statement does', async () => {
    const ask = `SELECT current_setting('app.actor', true) AS actor`;
    const inside = await database.transaction(ada, (manager) => manager.query<unknown[]>(ask));
    expect(inside).toEqual([{ actor: 'ada' }]);
    expect(await database.manager.query(ask)).not.toEqual([{ actor: 'ada' }]);
  });

  it('keeps nothing when it throws', async () => {
    const failed = database.transaction(ada, async (manager) => {
      await manager.query('INSERT INTO other VALUES (1)');
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await idsIn('other')).not.toContain(1);
  });

  it('keeps nothing of what is refused, and gives the refusal', async () => {
    const outcome = await database.transaction(ada, async (manager) => {
      await manager.query('INSERT INTO other VALUES (2)');
      return refused('budget-exhausted', { leader: 'L1' });
    });
    expect(outcome).toEqual(refused('budget-exhausted', { leader: 'L1' }));
    expect(await idsIn('other')).not.toContain(2);
  });

  it('keeps what is accepted', async () => {
    const outcome = await database.transaction(ada, async (manager) => {
      await manager.query('INSERT INTO other VALUES (3)');
      return accepted('yes');
    });
    expect(outcome).toEqual(accepted('yes'));
    expect(await idsIn('other')).toContain(3);
  });

  describe('made of several', () => {
    const inserting = (id: number, more?: 'refuse' | 'throw') => (): Promise<unknown> =>
      database.transaction(ada, async (manager) => {
        await manager.query('INSERT INTO other VALUES ($1)', [id]);
        if (more === 'throw') throw new Error('no');
        return more === 'refuse' ? refused('no-room') : accepted(id);
      });

    it('keeps all of them or none, and reads what it wrote', async () => {
      const failed = database.together(ada, async () => {
        await inserting(11)();
        expect(await database.manager.query('SELECT id FROM other WHERE id = 11')).toEqual([{ id: 11 }]);
        expect(await idsIn('other')).not.toContain(11);
        throw new Error('broke off after the first');
      });
      await expect(failed).rejects.toThrow('broke off after the first');
      expect(await idsIn('other')).not.toContain(11);
      await database.together(ada, async () => [await inserting(12)(), await inserting(13)()]);
      expect(await idsIn('other')).toEqual(expect.arrayContaining([12, 13]));
    });

    it('takes back only the part that refused', async () => {
      await database.together(ada, async () => {
        await inserting(14)();
        expect(await inserting(15, 'refuse')()).toEqual(refused('no-room'));
      });
      expect(await idsIn('other')).toContain(14);
      expect(await idsIn('other')).not.toContain(15);
    });

    it('begins again with the isolation that a part asks for', async () => {
      const seen: unknown[] = [];
      await database.together(ada, async () => {
        await inserting(16)();
        await database.transaction(
          ada,
          async (manager) => {
            seen.push(await manager.query('SHOW transaction_isolation'));
          },
          { isolation: 'REPEATABLE READ' },
        );
      });
      expect(seen).toEqual([[{ transaction_isolation: 'repeatable read' }]]);
      expect(await idsIn('other')).toContain(16);
    });

    it('is no place for another one', async () => {
      const nested = database.together(ada, () => database.together(ada, inserting(17)));
      await expect(nested).rejects.toThrow('not asked for inside together');
      expect(await idsIn('other')).not.toContain(17);
    });
  });

  /** Lets nobody through before `guests` have come; later ones pass at once. */
  const meeting = (guests: number): (() => Promise<void>) => {
    let open = (): void => undefined;
    const opened = new Promise<void>((settle) => {
      open = settle;
    });
    let come = 0;
    return () => {
      if (++come >= guests) open();
      return opened;
    };
  };

  it('runs again after a serialization failure until every addition is there', async () => {
    let calls = 0;
    const bothRead = meeting(2);
    const add = (): Promise<unknown> =>
      database.transaction(
        SYSTEM,
        async (manager) => {
          calls++;
          const rows = await manager.query<{ n: number }[]>('SELECT n FROM tally WHERE id = 1');
          await bothRead();
          await manager.query('UPDATE tally SET n = $1 WHERE id = 1', [(rows[0]?.n ?? 0) + 1]);
        },
        { isolation: 'SERIALIZABLE' },
      );
    await Promise.all([add(), add()]);
    expect(await test.app.query('SELECT n FROM tally WHERE id = 1')).toEqual([{ n: 2 }]);
    expect(calls).toBe(3);
  });

  it('runs again after a deadlock', async () => {
    let calls = 0;
    const bothLocked = meeting(2);
    const lock = (first: number, second: number): Promise<unknown> =>
      database.transaction(SYSTEM, async (manager) => {
        calls++;
        await manager.query('SELECT FROM tally WHERE id = $1 FOR UPDATE', [first]);
        await bothLocked();
        await manager.query('SELECT FROM tally WHERE id = $1 FOR UPDATE', [second]);
      });
    await Promise.all([lock(1, 2), lock(2, 1)]);
    expect(calls).toBe(3);
  });

  it('runs again after losing a race for the named key, five times at most', async () => {
    let calls = 0;
    const insertTaken = (retryOnUnique: readonly string[]): Promise<unknown> =>
      database.transaction(
        SYSTEM,
        (manager) => {
          calls++;
          return manager.query('INSERT INTO tally VALUES (1, 9)');
        },
        { retryOnUnique },
      );
    const lost = insertTaken(['tally_pk']).catch((error: unknown) => databaseFault(error));
    expect(await lost).toEqual({ code: '23505', constraint: 'tally_pk' });
    expect(calls).toBe(5);
    await expect(insertTaken(['other_pk'])).rejects.toThrow('tally_pk');
    expect(calls).toBe(6);
  });
});

describe('a data source', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await openTestDatabase([]);
  });
  afterAll(async () => {
    await test.close();
  });

  it('limits how long a statement, a lock and a forgotten transaction may take', async () => {
    const [limits] = await test.app.query<unknown[]>(`
      SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
        current_setting('idle_in_transaction_session_timeout') AS idle,
        current_setting('application_name') AS name, current_user AS role, current_setting('jit') AS jit,
        (SELECT setting || ' by the ' || source FROM pg_settings WHERE name = 'default_transaction_isolation') AS isolation`);
    expect(limits).toEqual({
      ...{ statement: '15s', lock: '5s', idle: '30s' },
      ...{ name: 'leader-match test', role: 'leader_match_app', jit: 'off' },
      isolation: 'read committed by the client',
    });
  });

  it('rejects in two seconds when all its connections are taken', async () => {
    const small = createDataSource({
      ...{ url: test.urls.app, entities: [], applicationName: 'small', poolSize: 1 },
    });
    await small.initialize();
    const runner = small.createQueryRunner();
    await runner.connect();
    await expect(small.query('SELECT 1')).rejects.toThrow(/timeout/);
    await runner.release();
    expect(await small.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await small.destroy();
  });

  it('survives the end of its connections', async () => {
    const told: string[] = [];
    const source = createDataSource({
      ...{ url: test.urls.app, entities: [], applicationName: 'cut off' },
      onPoolError: (error) => told.push(error.message),
    });
    await source.initialize();
    await source.query('SELECT 1');
    await test.owner.query('SELECT 1');
    await endConnections(test, 'cut off');
    expect(await source.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(told).toEqual([expect.stringMatching(/terminat/)]);
    await source.destroy();
  });

  it('speaks to no server without TLS where the address demands it', async () => {
    const url = new URL(test.urls.app);
    url.searchParams.set('sslmode', 'verify-full');
    const source = createDataSource({ url: url.href, entities: [], applicationName: 'leader-match test' });
    await expect(source.initialize()).rejects.toThrow('does not support SSL');
  });

  it('lets the app role create, alter and drop nothing', async () => {
    const refusedStatements = [
      'CREATE TABLE x ()',
      'CREATE SCHEMA x',
      'CREATE TEMP TABLE x ()',
      'DROP TABLE outbox',
      'ALTER TABLE audit_event DISABLE TRIGGER ALL',
      'SET ROLE leader_match_owner',
      'INSERT INTO schema_migration (timestamp, name) VALUES (1, $$x$$)',
      'CREATE EXTENSION pgcrypto',
    ];
    for (const statement of refusedStatements) {
      await expect(test.app.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    }
  });
});

describe('the drift check', () => {
  @Entity('session')
  class AlteredSession {
    @PrimaryColumn({ type: 'text' })
    sid!: string;

    @Column({ type: 'integer' })
    visits!: number;
  }

  it('names what entities and tables disagree about', async () => {
    const test = await openTestDatabase([AlteredSession]);
    try {
      const drift = await checkDrift(test.owner);
      expect(drift).toContain('ALTER TABLE "session" ADD "visits" integer NOT NULL');
      expect(drift).toContain('ALTER TABLE "session" DROP COLUMN "expire"');
    } finally {
      await test.close();
    }
  });
});

async function endConnections({ urls }: TestDatabase, applicationName: string): Promise<void> {
  const superuser = createDataSource({
    ...{ url: urls.superuser, entities: [], applicationName: 'administrator' },
  });
  await superuser.initialize();
  await superuser.query(
    'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = $1',
    [applicationName],
  );
  await superuser.destroy();
}
