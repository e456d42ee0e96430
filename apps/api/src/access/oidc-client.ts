import { Inject, Injectable, Logger } from '@nestjs/common';
import * as oidc from 'openid-client';
import { accepted, type Outcome, refused } from '../../../../libs/domain/kernel/index.js';
import type { OidcSettings } from '../../../../libs/platform/config/index.js';
import { localPath } from '../web/local-path.js';

export const OIDC = Symbol('OIDC');
export const PUBLIC_URL = Symbol('PUBLIC_URL');

const CALLBACK = '/sign-in/callback';
const TIMEOUT_SECONDS = 10;

/** What must come back with the answer of the identity provider; kept in the session until then. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
}

/** Whom the identity provider vouches for. */
export interface Vouched {
  readonly issuer: string;
  readonly subject: string;
  /** Id of the organisation chosen at DfE Sign-in; null elsewhere. */
  readonly organisationId: string | null;
}

export type OidcRefusal = 'sign-in-failed' | 'second-factor-needed' | 'provider-away';

/**
 * OpenID Connect by the code flow: PKCE S256, state and nonce of this one attempt, the exact issuer, and the token's
 * signature by the provider's published keys. RS256 and nothing else is believed.
 */
@Injectable()
export class OidcClient {
  private readonly log = new Logger(OidcClient.name);
  private discovered: Promise<oidc.Configuration> | undefined;

  constructor(
    @Inject(OIDC) private readonly settings: OidcSettings | null,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  /** Whether people sign in at a provider at all. */
  get isSet(): boolean {
    return this.settings !== null;
  }

  /** The provider's address to go to, and what to keep until the answer. */
  async begin(
    returnTo: string,
  ): Promise<Outcome<{ readonly url: string; readonly pending: PendingSignIn }, OidcRefusal>> {
    const configuration = await this.configuration();
    if (configuration === undefined || this.settings === null) return refused('provider-away');
    const pending = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      returnTo: localPath(returnTo),
    };
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.publicUrl + CALLBACK,
      scope: this.settings.dfe === undefined ? 'openid' : 'openid organisation',
      code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
      ...{ state: pending.state, nonce: pending.nonce },
      ...(this.settings.requiredAcr === undefined ? {} : { acr_values: this.settings.requiredAcr }),
    });
    return accepted({ url: url.href, pending });
  }

  /** `address`: path and query that the browser came back with. */
  async finish(address: string, pending: PendingSignIn): Promise<Outcome<Vouched, OidcRefusal>> {
    const configuration = await this.configuration();
    if (configuration === undefined) return refused('provider-away');
    try {
      const { search } = new URL(address, this.publicUrl);
      const tokens = await oidc.authorizationCodeGrant(
        configuration,
        new URL(this.publicUrl + CALLBACK + search),
        {
          pkceCodeVerifier: pending.verifier,
          expectedState: pending.state,
          expectedNonce: pending.nonce,
          idTokenExpected: true,
        },
      );
      const claims = tokens.claims();
      if (claims === undefined || !this.isForUs(claims)) return refused('sign-in-failed');
      return this.vouched(claims);
    } catch (failure) {
      // The code says what was wrong; the message may repeat what was sent.
      const { code, error } = failure as { readonly code?: unknown; readonly error?: unknown };
      this.log.warn({ event: 'sign-in-failed', code: code ?? null, error: error ?? null });
      return refused('sign-in-failed');
    }
  }

  /** The library looks at the audience; a token may name it and yet have been given to another service. */
  private isForUs({ azp }: oidc.IDToken): boolean {
    return azp === undefined || azp === this.settings?.clientId;
  }

  private vouched(claims: oidc.IDToken): Outcome<Vouched, OidcRefusal> {
    const { requiredAcr, requiredAmr } = this.settings ?? {};
    const amr: unknown = claims['amr'];
    const strong =
      (requiredAcr === undefined || claims['acr'] === requiredAcr) &&
      (requiredAmr === undefined || (Array.isArray(amr) && amr.includes(requiredAmr)));
    if (!strong) return refused('second-factor-needed');
    const organisation = claims['organisation'] as { readonly id?: unknown } | null | undefined;
    const organisationId = typeof organisation?.id === 'string' ? organisation.id : null;
    return accepted({ issuer: claims.iss, subject: claims.sub, organisationId });
  }

  /** Asked for once; after a failure again at the next sign-in. */
  private async configuration(): Promise<oidc.Configuration | undefined> {
    if (this.settings === null) return undefined;
    try {
      return await (this.discovered ??= discover(this.settings));
    } catch (failure) {
      this.discovered = undefined;
      const { code } = failure as { readonly code?: unknown };
      this.log.error({ event: 'provider-away', code: code ?? null });
      return undefined;
    }
  }
}

async function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<oidc.Configuration> {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- a stand-in on this machine; the settings allow no other
  const plain = issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
  const configuration = await oidc.discovery(
    new URL(issuer),
    clientId,
    { id_token_signed_response_alg: 'RS256' },
    oidc.ClientSecretBasic(clientSecret),
    { timeout: TIMEOUT_SECONDS, execute: [oidc.enableNonRepudiationChecks, ...plain] },
  );
  if (configuration.serverMetadata().issuer !== issuer) throw new Error('The provider names another issuer');
  return configuration;
}
