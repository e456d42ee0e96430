import pg from 'pg';
import { DataSource } from 'typeorm';
import { APP_ROLE, READER_ROLE } from './roles.js';
import { MIGRATIONS_TABLE } from './data-source.js';
import { listMigrations } from './migration-list.js';
import { installQueueSchema, removeQueueSchema } from './queue-schema.js';

export interface MigrationReport {
  /** Names of the migrations run now, in order; empty when the schema was current. */
  readonly ran: readonly string[];
}

/**
 * Brings the schema up to date as the owner: our migrations (each in its own transaction), then BullMQ's tables.
 * Two at once wait for each other. Throws when a migration fails; those before it stay.
 */
export async function migrate(ownerUrl: string): Promise<MigrationReport> {
  return asOnlyMigrator(ownerUrl, async (dataSource, client) => {
    const ran = await dataSource.runMigrations({ transaction: 'each' });
    await client.query(`GRANT SELECT ON ${MIGRATIONS_TABLE} TO ${APP_ROLE}, ${READER_ROLE}`);
    await installQueueSchema(client);
    return { ran: ran.map(({ name }) => name) };
  });
}

/** Takes every migration back, last first, and removes BullMQ's tables: all data is lost. */
export async function revertAll(ownerUrl: string): Promise<void> {
  await asOnlyMigrator(ownerUrl, async (dataSource, client) => {
    await removeQueueSchema(client);
    const executed = await dataSource.query<{ count: string }[]>(`SELECT count(*) FROM ${MIGRATIONS_TABLE}`);
    for (let left = Number(executed[0]?.count ?? 0); left > 0; left--) {
      await dataSource.undoLastMigration({ transaction: 'each' });
    }
  });
}

async function asOnlyMigrator<T>(
  ownerUrl: string,
  work: (dataSource: DataSource, client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined); // a dropped connection also rejects the query under way
  await client.connect();
  const dataSource = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: [...(await listMigrations())],
    migrationsTableName: MIGRATIONS_TABLE,
    installExtensions: false,
    applicationName: 'leader-match migrate',
    // A migration may take long, but never waits long for a lock that the running service holds.
    extra: { max: 2, connectionTimeoutMillis: 5000, lock_timeout: 10_000 },
  });
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATOR_LOCK]);
    await dataSource.initialize();
    return await work(dataSource, client);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await client.end();
  }
}

const MIGRATOR_LOCK = 1_790_000_000;
