import type { Settings } from '../../../libs/platform/config/index.js';
import {
  assertSchemaCurrent,
  type EmbeddedPostgres,
  migrate,
  startEmbeddedPostgres,
} from '../../../libs/platform/database/index.js';

/** The database of this start, its schema up to date. */
export interface DatabaseToUse {
  /** Role of the services. */
  readonly appUrl: string;
  /** Said to the operator. */
  readonly description: string;
  readonly isEmbedded: boolean;
  stop(): Promise<void>;
}

/**
 * DATABASE_URL where it is set, brought up to date by MIGRATION_DATABASE_URL or, without that, refused when it is not;
 * else the embedded PostgreSQL on DATA_DIR. Throws with a message for the operator.
 */
export async function openDatabase(settings: Settings): Promise<DatabaseToUse> {
  const { app, owner } = settings.databaseUrls;
  if (app === undefined) return openEmbedded(settings);
  if (owner === undefined) await assertSchemaCurrent(app);
  else await migrate(owner);
  return {
    appUrl: app,
    description: 'the PostgreSQL that DATABASE_URL names',
    isEmbedded: false,
    stop: () => Promise.resolve(),
  };
}

async function openEmbedded({ dataDir }: Settings): Promise<DatabaseToUse> {
  const server: EmbeddedPostgres = await startEmbeddedPostgres({ dataDir });
  try {
    await migrate(server.urls.owner);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    appUrl: server.urls.app,
    description: `embedded PostgreSQL in ${dataDir}`,
    isEmbedded: true,
    stop: () => server.stop(),
  };
}
