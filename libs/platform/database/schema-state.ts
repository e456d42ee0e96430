import pg from 'pg';
import { type DataSource } from 'typeorm';
import { CONNECTION_TIMEOUT_MS, MIGRATIONS_TABLE, SESSION_LIMITS } from './data-source.js';
import { listMigrations } from './migration-list.js';
import { QUEUE_SCHEMA } from './queue-schema.js';

/** How the schema of a database compares with the one that this build knows. */
export interface SchemaState {
  /** True when neither list below holds anything and the queue's tables are of this build. */
  readonly current: boolean;
  /** Known here, not run there: the migrate step is due. */
  readonly pending: readonly string[];
  /** Run there, unknown here: the database belongs to a newer build. */
  readonly unknown: readonly string[];
  /** Version of BullMQ's tables there and here. */
  readonly queue: { readonly installed: number; readonly known: number };
}

/** Compares by one short read; any role may ask. */
export async function readSchemaState(url: string): Promise<SchemaState> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    ...SESSION_LIMITS,
  });
  client.on('error', () => undefined); // a dropped connection also rejects the query under way
  await client.connect();
  try {
    const executed = await namesIn(client);
    const known = (await listMigrations()).map(({ name }) => name);
    const { LATEST_SCHEMA_VERSION } = await import('bullmq');
    const queue = { installed: await queueVersion(client), known: LATEST_SCHEMA_VERSION };
    const pending = known.filter((name) => !executed.includes(name));
    const unknown = executed.filter((name) => !known.includes(name));
    const current = pending.length === 0 && unknown.length === 0 && queue.installed === queue.known;
    return { current, pending, unknown, queue };
  } finally {
    await client.end();
  }
}

/** Names of the migrations that still have to run, in order. */
export async function pendingMigrations(url: string): Promise<readonly string[]> {
  return (await readSchemaState(url)).pending;
}

/** Services call this before anything else: throws, saying what to do, unless the schema is exactly the known one. */
export async function assertSchemaCurrent(url: string): Promise<void> {
  const state = await readSchemaState(url);
  if (state.current) return;
  if (state.unknown.length > 0 || state.queue.installed > state.queue.known) {
    throw new Error(
      `The database belongs to a newer version of this service (${describe(state)}): deploy that version`,
    );
  }
  throw new Error(`The database is not up to date (${describe(state)}): run the migrate step first`);
}

function describe({ pending, unknown, queue }: SchemaState): string {
  const parts = [
    pending.length > 0 ? `to run: ${pending.join(', ')}` : '',
    unknown.length > 0 ? `unknown here: ${unknown.join(', ')}` : '',
    queue.installed === queue.known
      ? ''
      : `queue tables of version ${String(queue.installed)}, known ${String(queue.known)}`,
  ];
  return parts.filter((part) => part !== '').join('; ');
}

async function namesIn(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ exists: boolean }>('SELECT to_regclass($1) IS NOT NULL AS exists', [
    MIGRATIONS_TABLE,
  ]);
  if (rows[0]?.exists !== true) return [];
  const executed = await client.query<{ name: string }>(`SELECT name FROM ${MIGRATIONS_TABLE} ORDER BY id`);
  return executed.rows.map(({ name }) => name);
}

async function queueVersion(client: pg.Client): Promise<number> {
  // to_regclass() is refused, not null, where the role may not look into the schema.
  const { rows } = await client.query<{ allowed: boolean | null }>(
    `SELECT has_schema_privilege(oid, 'USAGE') AS allowed FROM pg_namespace WHERE nspname = $1`,
    [QUEUE_SCHEMA],
  );
  if (rows[0]?.allowed !== true) return 0;
  const found = await client.query<{ version: number }>(
    `SELECT COALESCE(max(version), 0)::int AS version FROM ${QUEUE_SCHEMA}.migration`,
  );
  return found.rows[0]?.version ?? 0;
}

/** Statements that TypeORM would run to make the tables fit the entities: none when both say the same. */
export async function checkDrift(dataSource: DataSource): Promise<readonly string[]> {
  const log = await dataSource.driver.createSchemaBuilder().log();
  return log.upQueries.map(({ query }) => query);
}
