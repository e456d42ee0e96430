import { accepted, type Outcome, refused, SYSTEM } from '../../../libs/domain/kernel/index.js';
import { DEMO_USERS } from '../../../libs/features/identity/index.js';
import {
  ClusterInUse,
  createDataSource,
  Database,
  type EmbeddedPostgres,
  migrate,
  startEmbeddedPostgres,
} from '../../../libs/platform/database/index.js';
import { dropDatabase } from './empty-database.repository.js';
import { rememberSamples } from './first-start.js';
import { sampleHashes } from './sample-files.js';
import { findNotSamples, lastSamplesDecision } from './samples.queries.js';

export type RemoveSamplesRefusal = 'no-samples' | 'more-than-samples' | 'service-running';

/**
 * Empties the embedded database on `dataDir` when it holds nothing but the samples and what was made of them: drops it
 * and makes it anew, so that no trace of fiction stays in ledgers and audit. Refused with names when people imported
 * files of their own or made users, and while the service runs, which is left alone.
 */
export async function removeSamples(
  dataDir: string,
): Promise<Outcome<{ readonly removed: true }, RemoveSamplesRefusal>> {
  const server = await startUnlessRunning(dataDir);
  if (server === null) return refused('service-running', { dataDir });
  try {
    await migrate(server.urls.owner);
    const allowed = await withDatabase(server.urls.app, async ({ manager }) => {
      const last = await lastSamplesDecision(manager);
      if (last !== 'load' && last !== 'begin') return refused('no-samples');
      const others = await findNotSamples(manager, {
        sampleHashes: sampleHashes(),
        demoUsernames: DEMO_USERS.map(({ username }) => username),
      });
      if (others.files.length + others.users.length === 0) return accepted({ removed: true } as const);
      return refused('more-than-samples', { files: others.files, users: others.users });
    });
    if (allowed.ok) await dropDatabase(server.superuserUrl);
    else return allowed;
  } finally {
    await server.stop();
  }
  await makeAnew(dataDir);
  return accepted({ removed: true });
}

async function startUnlessRunning(dataDir: string): Promise<EmbeddedPostgres | null> {
  try {
    return await startEmbeddedPostgres({ dataDir });
  } catch (error) {
    if (error instanceof ClusterInUse) return null;
    throw error;
  }
}

/** Starting the server makes a database that is missing. */
async function makeAnew(dataDir: string): Promise<void> {
  const server = await startEmbeddedPostgres({ dataDir });
  try {
    await migrate(server.urls.owner);
    await withDatabase(server.urls.app, (database) =>
      database.transaction(SYSTEM, (manager) => rememberSamples(manager, 'remove')),
    );
  } finally {
    await server.stop();
  }
}

async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const source = createDataSource({ url, entities: [], applicationName: 'leader-match samples' });
  await source.initialize();
  try {
    return await work(new Database(source));
  } finally {
    await source.destroy();
  }
}
