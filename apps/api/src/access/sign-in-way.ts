import type { OidcSettings } from '../../../../libs/platform/config/index.js';

export const SIGN_IN_WAY = Symbol('SIGN_IN_WAY');

/** How people come in: at an identity provider, or with user name and password. */
export type SignInWay = 'issuer' | 'password';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host);
}

/** Cookies go over HTTPS only, but where everything stays on this machine. */
export function needsSecureCookies(host: string, publicUrl: string | undefined): boolean {
  return publicUrl === undefined ? !isLoopback(host) : publicUrl.startsWith('https:');
}

/** Passwords are for one machine: where others can reach the service, it starts with an identity provider or not at all. */
export function signInWay(host: string, oidc: OidcSettings | undefined): SignInWay {
  if (oidc !== undefined) return 'issuer';
  if (isLoopback(host)) return 'password';
  throw new Error(
    `The service would listen on ${host}, where others reach it, with nothing but passwords to sign in. Set OIDC_ISSUER, ` +
      'OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and PUBLIC_URL, or HOST=127.0.0.1',
  );
}
