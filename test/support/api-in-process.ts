import type { NestExpressApplication } from '@nestjs/platform-express';
import type { DestinationStream } from 'pino';
import { DataSource } from 'typeorm';
import { RouteCensus } from '../../apps/api/src/access/route-census.js';
import { SessionStore } from '../../apps/api/src/access/session-store.js';
import { type ApiSettings, createApi } from '../../apps/api/src/start-api.js';
import { SYSTEM } from '../../libs/domain/kernel/index.js';
import { SeedDemoUsers } from '../../libs/features/identity/index.js';
import { readSettings } from '../../libs/platform/config/index.js';
import { auditBreaches } from './audit-witness.js';
import { openBareTestDatabase } from './database-harness.js';
import { DEMO_PASSWORD, TEST_SESSION_SECRET } from './service-processes.js';

/** The API of this process, listening on a port of its own beside a fresh database with the demo users. */
export interface ApiInProcess {
  readonly app: NestExpressApplication;
  readonly url: string;
  readonly source: DataSource;
  readonly databaseUrls: { readonly app: string; readonly owner: string };
  /** What was logged so far, a line each. */
  readonly logged: readonly string[];
  /** Ends it; a route that did not keep what it says of the audit trail fails the test, as does work that goes on. */
  stop(): Promise<void>;
}

/** Whose matches the demo user `leader` answers here. */
export const OWN_LEADER = 'LDR-OWN';

/** `demoUsers`: default true. */
export type InProcessChanges = Partial<ApiSettings> & { readonly demoUsers?: boolean };

export async function startApiInProcess({
  demoUsers = true,
  ...changes
}: InProcessChanges = {}): Promise<ApiInProcess> {
  const database = await openBareTestDatabase({ migrated: true });
  const logged: string[] = [];
  const log: DestinationStream = { write: (line) => void logged.push(line) };
  const app = await createApi({
    databaseUrl: database.urls.app,
    host: '127.0.0.1',
    port: 0,
    uploadBytes: 1_000_000,
    sessionSecret: TEST_SESSION_SECRET,
    secureCookies: false,
    logLevel: 'info',
    access: readSettings({}).access,
    log,
    ...changes,
  });
  const seed = app.get(SeedDemoUsers, { strict: false });
  if (demoUsers) await seed.execute(SYSTEM, { password: DEMO_PASSWORD, leaderRef: OWN_LEADER });
  await app.listen(0, '127.0.0.1');
  return {
    ...{ app, logged, source: app.get(DataSource), databaseUrls: database.urls },
    url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    stop: async () => {
      const routes = app.get(RouteCensus, { strict: false }).routes();
      const breaches = await auditBreaches(app.get(DataSource), routes, logged);
      const { store } = app.get(SessionStore, { strict: false });
      await app.close();
      await database.close();
      expect(breaches).toEqual([]);
      // Else it would still look for expired sessions, over connections that are gone.
      expect({ hasPruneTimer: (store as { pruneTimer?: unknown }).pruneTimer !== undefined }).toEqual({
        hasPruneTimer: false,
      });
    },
  };
}
