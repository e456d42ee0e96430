import { createHmac, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export const CLIENT_ID = 'leader-match';
export const CLIENT_SECRET = 'k7Qw2Zr9Tb4Xn6Vc1Mh8Ls3Pd5Jf0Gy2-client';
/** Nobody listens there: the tests carry the answers over themselves. */
export const PUBLIC_URL = 'http://127.0.0.1:9';

export type Claims = Readonly<Record<string, unknown>>;

/** How a stand-in signs: as it should, with another key, not at all, or with what everybody knows as an HMAC secret. */
export type Signing = 'right' | 'other-key' | 'none' | 'hmac-of-public-key' | 'hmac-of-client-secret';

/** An issuer whose token endpoint answers what the test wants. */
export interface ForgingIssuer {
  readonly issuer: string;
  /** The claims of the next token; `undefined` leaves one out. */
  forge(claims: (right: Claims) => Claims, signing?: Signing): void;
  /** What was sent to the token endpoint last. */
  readonly asked: URLSearchParams;
  stop(): Promise<void>;
}

const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');

async function listening(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ server: Server; url: string }> {
  const server = createServer(handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
}

async function stopped(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}

export async function startForgingIssuer(nonceOf: () => string): Promise<ForgingIssuer> {
  const [own, other] = [0, 1].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
  if (own === undefined || other === undefined) throw new Error('no keys');
  let claims: (right: Claims) => Claims = (right) => right;
  let signing: Signing = 'right';
  let asked = new URLSearchParams();
  const answer = (response: ServerResponse, body: unknown): void => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  };
  const { server, url } = await listening((request, response) => {
    if (request.url === '/.well-known/openid-configuration') answer(response, metadataOf(url));
    else if (request.url === '/jwks')
      answer(response, {
        keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'own', alg: 'RS256', use: 'sig' }],
      });
    else
      void textOf(request).then((text) => {
        asked = new URLSearchParams(text);
        const nowSeconds = Math.floor(Date.now() / 1000);
        const right = {
          iss: url,
          aud: CLIENT_ID,
          sub: 'somebody',
          iat: nowSeconds,
          exp: nowSeconds + 60,
          nonce: nonceOf(),
        };
        const keys = { own, other, signing };
        answer(response, { access_token: 'a', token_type: 'Bearer', id_token: tokenOf(claims(right), keys) });
      });
  });
  return {
    issuer: url,
    forge: (next, how = 'right') => {
      claims = next;
      signing = how;
    },
    get asked() {
      return asked;
    },
    stop: () => stopped(server),
  };
}

function metadataOf(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
    code_challenge_methods_supported: ['S256', 'plain'],
  };
}

interface Keys {
  readonly own: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  readonly other: { readonly privateKey: KeyObject };
  readonly signing: Signing;
}

function tokenOf(claims: Claims, { own, other, signing }: Keys): string {
  const alg = signing === 'none' ? 'none' : signing.startsWith('hmac') ? 'HS256' : 'RS256';
  const signed = `${encoded({ alg, kid: 'own', typ: 'JWT' })}.${encoded(claims)}`;
  const signatures: Readonly<Record<Signing, () => Buffer>> = {
    right: () => sign('sha256', Buffer.from(signed), own.privateKey),
    'other-key': () => sign('sha256', Buffer.from(signed), other.privateKey),
    none: () => Buffer.alloc(0),
    'hmac-of-public-key': () =>
      createHmac('sha256', own.publicKey.export({ type: 'spki', format: 'pem' }))
        .update(signed)
        .digest(),
    'hmac-of-client-secret': () => createHmac('sha256', CLIENT_SECRET).update(signed).digest(),
  };
  return `${signed}.${signatures[signing]().toString('base64url')}`;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request as AsyncIterable<Buffer>) text += piece.toString();
  return text;
}

/** A real provider (oidc-provider) that lets in whoever the test says, without asking. */
export interface RealIssuer {
  readonly issuer: string;
  /** Who signs in next, and with which address: an address proves nothing. */
  person: { readonly subject: string; readonly email: string };
  /** From the address to go to until the answer for the service: the path and query of its callback. */
  walk(address: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startRealIssuer(): Promise<RealIssuer> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const { server, url } = await listening((request, response) => {
    handle(request, response);
  });
  const real: { person: RealIssuer['person'] } = { person: { subject: 'nobody', email: '' } };
  const provider = new Provider(url, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [`${PUBLIC_URL}/sign-in/callback`],
      },
    ],
    cookies: { keys: [randomBytes(16).toString('hex')] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, email: real.person.email }),
    }),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: CLIENT_ID,
        accountId: context.oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  const callback = provider.callback();
  handle = (request, response) => {
    if (request.url?.startsWith('/interaction/') === true)
      void provider.interactionFinished(request, response, { login: { accountId: real.person.subject } });
    else void callback(request, response);
  };
  return Object.assign(real, { issuer: url, walk: walkFrom, stop: () => stopped(server) });
}

async function walkFrom(address: string): Promise<string> {
  const cookies = new Map<string, string>();
  for (let at = address, steps = 0; steps < 8; steps++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(at, { headers: { cookie }, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const next = new URL(response.headers.get('location') ?? '', at);
    if (next.origin === PUBLIC_URL) return next.pathname + next.search;
    if (response.status !== 302 && response.status !== 303)
      throw new Error(`${at}: ${String(response.status)} ${await response.text()}`);
    at = next.href;
  }
  throw new Error('The provider goes round in circles');
}
