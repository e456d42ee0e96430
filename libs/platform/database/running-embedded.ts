import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readLocalSecrets } from '../config/index.js';
import { APP_ROLE, urlFor } from './roles.js';

const PID_LINE = 0;
const PORT_LINE = 3;

/**
 * The URL of the app role on the embedded PostgreSQL that runs on `dataDir`; undefined where none does. Made of two
 * files that only the user of the service may read, so that no password is printed or kept a second time. Throws where
 * they belong to somebody else.
 */
export function runningEmbeddedUrl(dataDir: string, database = 'leader_match'): string | undefined {
  const folder = resolve(dataDir);
  const lines = readIfThere(join(folder, 'postgres', 'postmaster.pid'))?.split('\n') ?? [];
  const [pid, port] = [Number(lines[PID_LINE]), Number(lines[PORT_LINE])];
  // After a power cut the file names a process that is gone, and a port that may be anybody's by now.
  if (!(pid > 0) || !(port > 0) || !isAlive(pid)) return undefined;
  const secrets = readLocalSecrets(folder);
  if (secrets === undefined) return undefined;
  return urlFor(`postgres://127.0.0.1:${String(port)}/`, APP_ROLE, secrets.postgres.app, database);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
