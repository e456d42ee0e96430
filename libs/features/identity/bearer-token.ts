import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'lm_';
const SECRET_BYTES = 32;
const FORM = /^lm_[\w-]{43}$/;

/** A new secret of 256 random bits; the prefix lets a scanner find a leaked one. */
export function newBearerToken(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64url')}`;
}

/** What is stored: enough for a secret that nobody can guess, and lets the database find it by index. */
export function bearerTokenSha256(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function looksLikeBearerToken(text: string): boolean {
  return FORM.test(text);
}
