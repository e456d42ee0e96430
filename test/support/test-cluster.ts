import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type RolePasswords } from '../../libs/platform/database/index.js';

export interface TestCluster {
  readonly superuserUrl: string;
  /** Whether it outlives the spec file. */
  readonly shared: boolean;
  stop(): Promise<void>;
}

/**
 * The PostgreSQL of this test run: TEST_DATABASE_URL (a superuser of a cluster for tests only), else the one that the
 * global setup started, else an embedded one of this spec file's own.
 */
export async function openTestCluster(): Promise<TestCluster> {
  const variables = [process.env['TEST_DATABASE_URL'], process.env['TEST_CLUSTER_URL']];
  const given = variables.find((url) => url !== undefined && url !== '');
  if (given !== undefined) return { superuserUrl: given, shared: true, stop: () => Promise.resolve() };
  const dataDir = mkdtempSync(join(tmpdir(), 'leader-match-test-'));
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  return {
    superuserUrl: server.superuserUrl,
    shared: false,
    stop: async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The same in every run: roles belong to the cluster, and runs may overlap. */
export function testPasswords(): RolePasswords {
  const password = (role: string): string =>
    createHash('sha256').update(`leader-match test ${role}`).digest('base64url');
  return { owner: password('owner'), app: password('app'), reader: password('reader') };
}
