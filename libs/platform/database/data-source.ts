import { DataSource, type DataSourceOptions, type EntitySchema } from 'typeorm';
import { KeepingClient } from './keeping-client.js';
import { SnakeCaseNaming } from './snake-case.naming.js';

export interface DataSourceSettings {
  readonly url: string;
  /** Entity classes of the rooms that use this data source. */
  readonly entities: readonly (EntityClass | EntitySchema)[];
  /** Shown in pg_stat_activity: `leader-match api`. */
  readonly applicationName: string;
  /** Most connections at once; the sum over all processes must stay below the server's max_connections. */
  readonly poolSize?: number;
  /** Called when an idle connection breaks; the pool replaces it by itself. */
  readonly onPoolError?: (error: Error) => void;
}

/** Anything constructible, as TypeORM takes it. */
export type EntityClass = abstract new (...args: never[]) => object;

/** The migrations that were run, by name; BullMQ keeps its own list in its own schema. */
export const MIGRATIONS_TABLE = 'schema_migration';

/** Limits of a service's session: no statement, lock or forgotten transaction may hold others up for long. */
export const SESSION_LIMITS = {
  statement_timeout: 15_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 30_000,
} as const;

/**
 * Short statements behind row policies are all that a service sends, and a server built with LLVM compiles every policy
 * of every table they name before it runs them: 30 seconds for what takes 20 milliseconds. A transaction that
 * asks for nothing else is READ COMMITTED, whatever the server's own default.
 */
const SESSION_OPTIONS = '-c jit=off -c default_transaction_isolation=read\\ committed';

/** Without this a connection that is never given waits for ever. */
export const CONNECTION_TIMEOUT_MS = 2_000;

/** A new connection costs as much as a dozen statements, and has parsed none of them. */
const IDLE_CONNECTION_MS = 300_000;

/** Options for TypeORM: never synchronises, never migrates. */
export function dataSourceOptions(settings: DataSourceSettings): DataSourceOptions & { type: 'postgres' } {
  return {
    type: 'postgres',
    url: settings.url,
    entities: [...settings.entities] as (EntitySchema | (new () => object))[],
    namingStrategy: new SnakeCaseNaming(),
    synchronize: false,
    migrationsRun: false,
    migrationsTableName: MIGRATIONS_TABLE,
    installExtensions: false,
    uuidExtension: 'pgcrypto', // gen_random_uuid() is built in
    applicationName: settings.applicationName,
    poolErrorHandler: (error: unknown) => {
      settings.onPoolError?.(error instanceof Error ? error : new Error(String(error)));
    },
    extra: {
      max: settings.poolSize ?? 10,
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      idleTimeoutMillis: IDLE_CONNECTION_MS,
      keepAlive: true,
      Client: KeepingClient,
      // Of statements that are asked for at once (`inOneGo`), none waits for the answer to the one before.
      pipeline: true,
      options: SESSION_OPTIONS,
      ...SESSION_LIMITS,
    },
  };
}

/** A data source of one service process; the caller initialises and destroys it. */
export function createDataSource(settings: DataSourceSettings): DataSource {
  return new DataSource(dataSourceOptions(settings));
}
