// One PostgreSQL for the whole run, for suites that need one: TEST_DATABASE_URL when given, else the embedded one.
// Spec files find it in TEST_CLUSTER_URL (test-cluster.ts) and each make their own database on it.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BUILT = new URL('../../dist/libs/platform/database/embedded-postgres.js', import.meta.url);

export default async () => {
  if (process.env.TEST_DATABASE_URL) return;
  if (!existsSync(BUILT)) throw new Error('These suites need the built service: run `npm run build` first');
  const { startEmbeddedPostgres } = await import(BUILT.href);
  const dataDir = mkdtempSync(join(tmpdir(), 'leader-match-test-'));
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  process.env.TEST_CLUSTER_URL = server.superuserUrl;
  globalThis.stopTestCluster = async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
};
