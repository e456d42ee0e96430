import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { createDataSource, Database, databaseFault, inOneGo, takenBackOnFailure } from './index.js';

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await openTestDatabase([]);
  database = new Database(test.app);
  await test.owner.query(`
    CREATE TABLE stone (id integer CONSTRAINT stone_pk PRIMARY KEY, weight integer NOT NULL);
    GRANT SELECT, INSERT, UPDATE ON stone TO leader_match_app;
    INSERT INTO stone VALUES (1, 0);
  `);
});
afterAll(() => test.close());

const weights = (): Promise<{ id: number; weight: number }[]> =>
  test.app.query(`SELECT id, weight FROM stone ORDER BY id`);

describe('statements in one go', () => {
  it('are carried out in the order given, and each sees what those before it did', async () => {
    const answers = await database.transaction(SYSTEM, (manager) =>
      inOneGo(
        manager.query(`INSERT INTO stone VALUES ($1, $2)`, [2, 5]),
        manager.query<unknown[]>(`SELECT weight FROM stone WHERE id = $1`, [2]),
        manager.query(`UPDATE stone SET weight = weight + $2 WHERE id = $1`, [2, 1]),
        manager.query<unknown[]>(`SELECT weight FROM stone WHERE id = $1`, [2]),
      ),
    );
    expect([answers[1], answers[3]]).toEqual([[{ weight: 5 }], [{ weight: 6 }]]);
  });

  it('see what was committed while one before them waited for a lock', async () => {
    const others = test.owner.createQueryRunner();
    await others.startTransaction();
    await others.query(`UPDATE stone SET weight = 100 WHERE id = 1`);
    const asked = database.transaction(SYSTEM, (manager) =>
      inOneGo(
        manager.query<unknown[]>(`SELECT id FROM stone WHERE id = $1 FOR UPDATE`, [1]),
        manager.query<{ weight: number }[]>(`SELECT weight FROM stone WHERE id = $1`, [1]),
      ),
    );
    await others.commitTransaction();
    await others.release();
    expect((await asked)[1]).toEqual([{ weight: 100 }]);
  });

  it('leave nothing behind where one fails, and say which failed first', async () => {
    const before = await weights();
    const failed = database.transaction(SYSTEM, (manager) =>
      inOneGo(
        manager.query(`INSERT INTO stone VALUES ($1, $2)`, [7, 1]),
        manager.query(`INSERT INTO stone VALUES ($1, $2)`, [1, 1]),
        manager.query(`INSERT INTO stone VALUES ($1, $2)`, [8, 1]),
      ),
    );
    await expect(failed).rejects.toThrow('stone_pk');
    expect(await weights()).toEqual(before);
  });

  it('behind a savepoint are taken back where one fails, and what was before them stands', async () => {
    const before = await weights();
    const told = await database.transaction(SYSTEM, async (manager) => {
      await manager.query(`INSERT INTO stone VALUES ($1, $2)`, [7, 1]);
      const failed = takenBackOnFailure(manager, () =>
        inOneGo(
          manager.query(`INSERT INTO stone VALUES ($1, $2)`, [8, 1]),
          manager.query(`INSERT INTO stone VALUES ($1, $2)`, [1, 1]),
        ),
      );
      return failed.catch((error: unknown) => databaseFault(error).constraint);
    });
    expect(told).toBe('stone_pk');
    expect(await weights()).toEqual([...before, { id: 7, weight: 1 }]);
  });

  it('are all over before a failure is told, however many steps the others have', async () => {
    const over: string[] = [];
    const failed = database.transaction(SYSTEM, (manager) =>
      inOneGo(
        manager.query(`SELECT 1 / $1::integer`, [0]),
        (async () => {
          for (const step of ['first', 'second']) {
            await manager.query(`SELECT $1::text`, [step]).catch(() => over.push(step));
          }
        })(),
      ).finally(() => over.push('told')),
    );
    await expect(failed).rejects.toThrow('division by zero');
    expect(over).toEqual(['first', 'second', 'told']);
  });

  it('begin within the scope of whoever asks', async () => {
    const actor = { id: 'ada', roles: ['reviewer'], offers: ['2024-25'] } as const;
    const seen = await database.transaction(actor, (manager) =>
      manager.query<unknown[]>(
        `SELECT current_setting('app.actor') AS actor, current_setting('app.offers') AS offers`,
      ),
    );
    expect(seen).toEqual([{ actor: 'ada', offers: '{"2024-25"}' }]);
  });

  it('leave the service in one piece', async () => {
    const settings = { url: test.urls.app, entities: [], applicationName: 'leader-match test', poolSize: 1 };
    const source = await createDataSource(settings).initialize();
    try {
      const runner = source.createQueryRunner();
      const client = (await runner.connect()) as { connection: { stream: NodeJS.WritableStream } };
      const { stream } = client.connection;
      const written: number[] = [];
      const write = Reflect.get(stream, '_writev') as (
        chunks: readonly unknown[],
        ...rest: unknown[]
      ) => void;
      Object.defineProperty(stream, '_writev', {
        value: (chunks: readonly unknown[], ...rest: unknown[]) => {
          written.push(chunks.length);
          Reflect.apply(write, stream, [chunks, ...rest]);
        },
      });
      const ask = (n: number): Promise<unknown> => runner.query(`SELECT $1::integer AS n`, [n]);
      expect(await inOneGo(ask(1), ask(2), ask(3))).toEqual([[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]]);
      expect(written).toHaveLength(1);
      await runner.release();
    } finally {
      await source.destroy();
    }
  });
});
