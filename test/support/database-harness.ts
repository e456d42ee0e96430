import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type DataSource } from 'typeorm';
import {
  APP_ROLE,
  createDataSource,
  createRoles,
  type DataSourceSettings,
  migrate,
  OWNER_ROLE,
  READER_ROLE,
  roleUrls,
  type RolePasswords,
  type RoleUrls,
  urlFor,
} from '../../libs/platform/database/index.js';
import { ReusedDatabases } from './reused-databases.js';
import { openTestCluster, type TestCluster, testPasswords } from './test-cluster.js';

/** A database of one spec file: migrated, empty, with the three roles of the service. */
export interface TestDatabase {
  /** Connected as the service is: tests of behaviour use this one. */
  readonly app: DataSource;
  readonly owner: DataSource;
  readonly urls: RoleUrls & { readonly superuser: string };
  /** Disconnects and drops the database. Call it in `afterAll`. */
  close(): Promise<void>;
}

/** `beforeAll(async () => { database = await openTestDatabase([Leader, School]); })`. */
export async function openTestDatabase(entities: DataSourceSettings['entities']): Promise<TestDatabase> {
  const bare = await openBareTestDatabase({ migrated: true });
  const connect = (url: string): Promise<DataSource> =>
    createDataSource({ url, entities, applicationName: 'leader-match test', poolSize: 20 }).initialize();
  const app = await connect(bare.urls.app);
  const owner = await connect(bare.urls.owner);
  return {
    app,
    owner,
    urls: bare.urls,
    close: async () => {
      await app.destroy();
      await owner.destroy();
      await bare.close();
    },
  };
}

/** A database without data sources; without `migrated` also without tables, for tests of the migrations. */
export async function openBareTestDatabase(
  options: { readonly migrated: boolean } = { migrated: false },
): Promise<Pick<TestDatabase, 'urls' | 'close'>> {
  const cluster = await openTestCluster();
  try {
    return await createTestDatabase(cluster, options.migrated);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

async function createTestDatabase(
  cluster: TestCluster,
  migrated: boolean,
): Promise<Pick<TestDatabase, 'urls' | 'close'>> {
  const passwords = testPasswords();
  const used = migrated ? await reused.take((closed) => dropDatabase(cluster, closed)) : undefined;
  const name = used ?? `lm_test_${randomBytes(6).toString('hex')}`;
  const superuser = databaseUrl(cluster, name);
  if (used === undefined) {
    const template = migrated ? await migratedTemplate(cluster, passwords) : undefined;
    await administer(cluster, (client) => createOwnedDatabase(client, name, template));
    if (template === undefined) await createRoles(superuser, passwords);
    else if (cluster.shared) await reused.remember(name, superuser);
  }
  return {
    urls: { ...roleUrls(cluster.superuserUrl, passwords, name), superuser },
    close: async () => {
      if (!reused.keep(name)) await dropDatabase(cluster, name);
      await cluster.stop();
    },
  };
}

const reused = new ReusedDatabases();
afterAll(async () => {
  const cluster = await openTestCluster();
  for (const name of reused.end()) await dropDatabase(cluster, name);
  await cluster.stop();
});

const dropDatabase = (cluster: TestCluster, name: string): Promise<void> =>
  administer(cluster, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));

/** Migrated once for each state of the migration files; every spec file copies it. */
async function migratedTemplate(cluster: TestCluster, passwords: RolePasswords): Promise<string> {
  const template = `lm_template_${digestOfMigrations()}`;
  await administer(cluster, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (found.rowCount === 1) return;
    const draft = `${template}_draft`;
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${draft}`);
    await createRoles(databaseUrl(cluster, draft), passwords);
    await migrate(roleUrls(cluster.superuserUrl, passwords, draft).owner);
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
  });
  return template;
}

const TEMPLATE_LOCK = 1_790_000_001;

/** The right to connect is not copied from a template: grant it as `createRoles` does. */
async function createOwnedDatabase(
  client: pg.Client,
  name: string,
  template: string | undefined,
): Promise<void> {
  if (template === undefined) {
    await client.query(`CREATE DATABASE ${name}`);
    return;
  }
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${OWNER_ROLE}`);
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${APP_ROLE}, ${READER_ROLE}`);
}

function digestOfMigrations(): string {
  const folder = join(process.cwd(), 'migrations');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.ts')) hash.update(file).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

function databaseUrl(cluster: TestCluster, name: string): string {
  const { username, password } = new URL(cluster.superuserUrl);
  return urlFor(cluster.superuserUrl, decodeURIComponent(username), decodeURIComponent(password), name);
}

async function administer(
  cluster: TestCluster,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(cluster, 'postgres') });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
