import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** OWASP's scrypt setting of 2^15 x 8 x 3: about 32 MiB and 0.2 s for each guess. */
const COST = { N: 32_768, r: 8, p: 3 } as const;
const MAX_MEMORY_BYTES = 64 * 1024 * 1024;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const STORED = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/;

export const PASSWORD_MIN_CHARACTERS = 12;
/** A longer text only costs the server time. */
export const PASSWORD_MAX_CHARACTERS = 256;

function derive(password: string, salt: Buffer, bytes: number, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const settings = { ...options, maxmem: MAX_MEMORY_BYTES };
    scrypt(password.normalize('NFKC'), salt, bytes, settings, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

/** The text to store: algorithm, its cost, salt and key, so that the cost may be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, KEY_BYTES, COST);
  const { N, r, p } = COST;
  return `scrypt$${String(N)}$${String(r)}$${String(p)}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

/** No password has this hash: checked when there is no user, so that the answer takes as long as for one. */
const NOBODY = `scrypt$${String(COST.N)}$${String(COST.r)}$${String(COST.p)}$${Buffer.alloc(SALT_BYTES).toString('base64url')}$${Buffer.alloc(KEY_BYTES).toString('base64url')}`;

/** Whether the password is the stored one. `null`: the same work, and always false. */
export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  const [, n, r, p, salt, key] = STORED.exec(stored ?? NOBODY) ?? [];
  if (n === undefined || r === undefined || p === undefined || salt === undefined || key === undefined) {
    throw new Error('A stored password hash has an unknown form');
  }
  const expected = Buffer.from(key, 'base64url');
  const given = await derive(
    password.slice(0, PASSWORD_MAX_CHARACTERS + 1),
    Buffer.from(salt, 'base64url'),
    expected.length,
    { N: Number(n), r: Number(r), p: Number(p) },
  );
  return timingSafeEqual(given, expected) && stored !== null && password.length <= PASSWORD_MAX_CHARACTERS;
}
