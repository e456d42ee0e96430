import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const secret = z.string().min(32);
const localSecrets = z.object({
  postgres: z.object({ superuser: secret, owner: secret, app: secret, reader: secret }),
  session: secret,
});

/** Passwords of the embedded cluster's roles and the key that signs session cookies. */
export type LocalSecrets = z.infer<typeof localSecrets>;

/**
 * The secrets kept in `DATA_DIR/secrets.json` (mode 600), made on first use. Safe when two processes
 * start at once: one file wins and both read it. Throws when the file is damaged or cannot be written.
 */
export function readOrCreateLocalSecrets(dataDir: string): LocalSecrets {
  const path = join(dataDir, 'secrets.json');
  return read(path) ?? create(dataDir, path);
}

/** Those that an earlier start made; undefined where there was none. */
export function readLocalSecrets(dataDir: string): LocalSecrets | undefined {
  return read(join(dataDir, 'secrets.json'));
}

function create(dataDir: string, path: string): LocalSecrets {
  const fresh = (): string => randomBytes(32).toString('base64url');
  const secrets: LocalSecrets = {
    postgres: { superuser: fresh(), owner: fresh(), app: fresh(), reader: fresh() },
    session: fresh(),
  };
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${path}.${String(process.pid)}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, path);
  } catch (error) {
    // Another process was first: its secrets count.
    const others = read(path);
    if (others === undefined) throw error;
    return others;
  } finally {
    rmSync(draft, { force: true });
  }
  return secrets;
}

function read(path: string): LocalSecrets | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  chmodSync(path, 0o600);
  const parsed = localSecrets.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new Error(`${path} is damaged: restore it from a backup (it holds the passwords of the database)`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
