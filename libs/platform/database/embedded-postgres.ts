import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readOrCreateLocalSecrets } from '../config/index.js';
import { findEmbeddedBinaries, type EmbeddedBinaries } from './embedded-binaries.js';
import { commandLine, findServerUser, runServer, type ServerUser } from './embedded-server.js';
import { createDatabase, createRoles, roleUrls, urlFor, type RoleUrls } from './roles.js';

export interface EmbeddedPostgresOptions {
  /** Holds `postgres/` (the cluster) and `secrets.json`. */
  readonly dataDir: string;
  readonly database?: string;
  /** `false` only for tests: commits may then be lost when the machine stops. */
  readonly durable?: boolean;
}

/** A running embedded PostgreSQL that ends with this process. */
export interface EmbeddedPostgres {
  /** What the service uses; the password of the superuser stays with the launcher and the tests. */
  readonly urls: RoleUrls;
  readonly superuserUrl: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const SUPERUSER = 'postgres';

/**
 * Starts the PostgreSQL that npm installed on `dataDir/postgres`, on a free port of 127.0.0.1; makes the cluster
 * (data checksums, scram passwords), the three roles and the database on first start. Throws with a message for the
 * operator when the folder is already in use or the server does not come up.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const database = options.database ?? 'leader_match';
  const cluster = join(dataDir, 'postgres');
  if (existsSync(cluster) && !existsSync(join(dataDir, 'secrets.json'))) {
    throw new Error(
      `${join(dataDir, 'secrets.json')} is missing, and with it the passwords of ${cluster}: ` +
        'restore it from a backup, or move that folder away to start empty',
    );
  }
  const { postgres: passwords } = readOrCreateLocalSecrets(dataDir);
  const binaries = findEmbeddedBinaries();
  const user = findServerUser();
  if (!existsSync(cluster)) createCluster(binaries, user, { cluster, password: passwords.superuser });
  const server = await runServer({
    postgres: binaries.postgres,
    cluster,
    user,
    durable: options.durable ?? true,
  });
  try {
    const base = `postgres://127.0.0.1:${String(server.port)}/postgres`;
    const administration = urlFor(base, SUPERUSER, passwords.superuser, 'postgres');
    const superuserUrl = urlFor(base, SUPERUSER, passwords.superuser, database);
    await createDatabase(administration, database);
    await createRoles(superuserUrl, passwords);
    return {
      urls: roleUrls(base, passwords, database),
      superuserUrl,
      pid: server.pid,
      stop: () => server.stop(),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Made beside its place and moved there when whole: an interrupted first start leaves nothing half done. */
function createCluster(
  binaries: EmbeddedBinaries,
  user: ServerUser,
  { cluster, password }: { readonly cluster: string; readonly password: string },
): void {
  const draft = `${cluster}.${randomBytes(4).toString('hex')}`;
  const passwordFile = `${draft}.password`;
  try {
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
    if (user.owner !== undefined) {
      for (const path of [draft, passwordFile]) chownSync(path, user.owner.uid, user.owner.gid);
    }
    // Without the right to pass root's folders, `nobody` must be let through ours (its content stays closed).
    if (user.ids !== undefined) chmodSync(dirname(cluster), 0o711);
    const [command, args] = commandLine(user, [
      binaries.initdb,
      ...['--pgdata', draft, '--username', SUPERUSER, '--pwfile', passwordFile],
      ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--data-checksums'],
    ]);
    const made = spawnSync(command, args, { ...user.ids, encoding: 'utf8' });
    if (made.status !== 0) {
      const hint =
        user.ids === undefined ? '' : ' (root cannot run it here: start the service as another user)';
      throw new Error(
        `The embedded PostgreSQL could not make ${cluster}${hint}: ${made.error?.message ?? made.stderr}`,
      );
    }
    try {
      renameSync(draft, cluster);
    } catch (error) {
      if (!existsSync(cluster)) throw error; // else: another process was first, and holds the same secrets
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
    rmSync(passwordFile, { force: true });
  }
}
