import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { eventually } from '../../../test/support/eventually.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';
import { runningEmbeddedUrl } from './running-embedded.js';

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const answer = await client.query(sql);
    return answer.rows as T[];
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  let dataDir: string;
  let server: EmbeddedPostgres | undefined;

  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'leader-match-embedded-'));
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const start = async (): Promise<EmbeddedPostgres> => {
    server = await startEmbeddedPostgres({ dataDir });
    return server;
  };

  it('makes its cluster with checksums, passwords and the three roles', async () => {
    const { urls, superuserUrl } = await start();
    expect(await ask(superuserUrl, `SHOW data_checksums`)).toEqual([{ data_checksums: 'on' }]);
    expect(await ask(superuserUrl, `SHOW fsync`)).toEqual([{ fsync: 'on' }]);
    const methods = await ask<{ m: string }>(
      superuserUrl,
      `SELECT DISTINCT auth_method AS m FROM pg_hba_file_rules`,
    );
    expect(methods).toEqual([{ m: 'scram-sha-256' }]);
    const roles = `SELECT rolname, rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname LIKE 'leader%'`;
    expect(await ask(superuserUrl, `${roles} ORDER BY 1`)).toEqual(
      ['app', 'owner', 'reader'].map((name) => ({
        ...{ rolname: `leader_match_${name}`, rolsuper: false, rolcreatedb: false, rolcreaterole: false },
      })),
    );
    expect(await ask(urls.app, 'SELECT current_user::text AS me')).toEqual([{ me: 'leader_match_app' }]);
    await ask(urls.owner, 'CREATE TABLE kept (n integer)');
    await ask(urls.owner, 'INSERT INTO kept VALUES (1)');
  });

  it('takes nobody without a password', async () => {
    const url = new URL(server?.urls.app ?? '');
    url.password = 'guess';
    await expect(ask(url.toString(), 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  });

  it('keeps its folder to itself', () => {
    expect(statSync(join(dataDir, 'postgres')).mode & 0o077).toBe(0);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'secrets.json']);
  });

  it('is found by a command of the same user while it runs, as the role of the services', () => {
    expect(runningEmbeddedUrl(dataDir)).toBe(server?.urls.app);
    expect(runningEmbeddedUrl(join(dataDir, 'elsewhere'))).toBeUndefined();
  });

  it('refuses a second service on the same folder, saying what to do', async () => {
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
      /postgres is already in use by another service \(PostgreSQL process \d+\): stop that service, or give .* DATA_DIR/,
    );
    expect(await ask(server?.urls.app ?? '', 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('comes back with every commit after being killed', async () => {
    const killed = server?.pid ?? 0;
    process.kill(killed, 'SIGKILL');
    await eventually('nobody finds it', () => (runningEmbeddedUrl(dataDir) === undefined ? true : undefined));
    const { urls, pid } = await start();
    expect(pid).not.toBe(killed);
    expect(await ask(urls.owner, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });

  it('is gone when stopped, and stops once', async () => {
    const { urls, pid, stop } = server ?? (await start());
    await Promise.all([stop(), stop()]);
    await stop();
    await expect(ask(urls.app, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
    await eventually('the process is gone', () =>
      existsSync(`/proc/${String(pid)}/stat`) ? undefined : true,
    );
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('does not start over with new passwords when the old ones are lost', async () => {
    rmSync(join(dataDir, 'secrets.json'));
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(/secrets\.json is missing.*restore it/);
    expect(existsSync(join(dataDir, 'secrets.json'))).toBe(false);
  });

  it('lets one of two first starts win', async () => {
    const other = mkdtempSync(join(tmpdir(), 'leader-match-embedded-'));
    const both = await Promise.allSettled([1, 2].map(() => startEmbeddedPostgres({ dataDir: other })));
    const running = both.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    await Promise.all(running.map(({ stop }) => stop()));
    expect(running).toHaveLength(1);
    expect(both).toContainEqual({
      status: 'rejected',
      reason: expect.objectContaining({
        message: expect.stringMatching(/already in use/) as string,
      }) as Error,
    });
    expect(readdirSync(other).sort()).toEqual(['postgres', 'secrets.json']);
    rmSync(other, { recursive: true, force: true });
  });
});
