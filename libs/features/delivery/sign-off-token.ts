import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
const FORM = /^[\w-]{43}$/;

/** A new secret of 256 random bits, as it stands in an address. */
export function newSignOffToken(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** What is stored: enough for a secret that nobody can guess. */
export function signOffTokenSha256(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function looksLikeSignOffToken(text: string): boolean {
  return FORM.test(text);
}
