/** An identity provider (OpenID Connect) that people sign in at. */
export interface OidcSettings {
  /** Exactly as the provider's tokens name it. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Demanded of every sign-in: the token's `acr`, and a value that its `amr` holds (RFC 8176: `mfa`). */
  readonly requiredAcr?: string;
  readonly requiredAmr?: string;
  readonly dfe?: DfeSignInSettings;
}

/** DfE Sign-in's public API, which knows the roles that an organisation's approver gave. */
export interface DfeSignInSettings {
  readonly apiUrl: string;
  readonly apiSecret: string;
  readonly serviceId: string;
}

/** How much one person, token or address may ask for before the answer is 429. */
export interface RateLimitSettings {
  /** Wrong passwords for one user name, and ten times as many from one address, in 15 minutes. */
  readonly signInAttempts: number;
  /** Links with a secret in them (invitation, sign-off) opened from one address in 15 minutes. */
  readonly linkAttempts: number;
  /** Of one user with all their tokens, in each process. */
  readonly apiRequestsPerMinute: number;
  readonly uploadsPerHour: number;
}

/** Who may come in, and by which way. */
export interface AccessSettings {
  /** Where people find the service; absent: only on this machine. */
  readonly publicUrl?: string;
  /** Reverse proxies in front of the service, exactly: so many entries of X-Forwarded-For are believed. */
  readonly trustedProxies: number;
  /** Absent: user names and passwords, on loopback only. */
  readonly oidc?: OidcSettings;
  readonly rateLimits: RateLimitSettings;
}

/** What the variables say, each checked alone. */
export interface AccessVariables {
  readonly publicUrl: string | undefined;
  readonly trustedProxies: number;
  readonly issuer: string | undefined;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly requiredAcr: string | undefined;
  readonly requiredAmr: string | undefined;
  readonly dfeApiUrl: string | undefined;
  readonly dfeApiSecret: string | undefined;
  readonly dfeServiceId: string | undefined;
  readonly rateLimits: RateLimitSettings;
}

type Missing = (variable: string, because: string) => void;

/** The variables together; `missing` is told of every one that another one needs. */
export function accessSettings(given: AccessVariables, missing: Missing): AccessSettings {
  const { publicUrl, trustedProxies, rateLimits } = given;
  const oidc = oidcSettings(given, missing);
  if (oidc !== undefined && publicUrl === undefined) missing('PUBLIC_URL', 'OIDC_ISSUER');
  return {
    ...(publicUrl === undefined ? {} : { publicUrl: publicUrl.replace(/\/+$/, '') }),
    trustedProxies,
    ...(oidc === undefined ? {} : { oidc }),
    rateLimits,
  };
}

function oidcSettings(given: AccessVariables, missing: Missing): OidcSettings | undefined {
  const { issuer, clientId, clientSecret, requiredAcr, requiredAmr } = given;
  if (issuer === undefined) {
    if (clientId !== undefined) missing('OIDC_ISSUER', 'OIDC_CLIENT_ID');
    if (given.dfeApiUrl !== undefined) missing('OIDC_ISSUER', 'DFE_SIGN_IN_API_URL');
    return undefined;
  }
  if (clientId === undefined) missing('OIDC_CLIENT_ID', 'OIDC_ISSUER');
  if (clientSecret === undefined) missing('OIDC_CLIENT_SECRET', 'OIDC_ISSUER');
  const dfe = dfeSettings(given, missing);
  return {
    ...{ issuer, clientId: clientId ?? '', clientSecret: clientSecret ?? '' },
    ...(requiredAcr === undefined ? {} : { requiredAcr }),
    ...(requiredAmr === undefined ? {} : { requiredAmr }),
    ...(dfe === undefined ? {} : { dfe }),
  };
}

function dfeSettings(given: AccessVariables, missing: Missing): DfeSignInSettings | undefined {
  const { dfeApiUrl: apiUrl, dfeApiSecret: apiSecret, dfeServiceId: serviceId } = given;
  if (apiUrl === undefined) return undefined;
  if (apiSecret === undefined) missing('DFE_SIGN_IN_API_SECRET', 'DFE_SIGN_IN_API_URL');
  if (serviceId === undefined) missing('DFE_SIGN_IN_SERVICE_ID', 'DFE_SIGN_IN_API_URL');
  return { apiUrl: apiUrl.replace(/\/+$/, ''), apiSecret: apiSecret ?? '', serviceId: serviceId ?? '' };
}
