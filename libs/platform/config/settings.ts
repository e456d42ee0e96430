import { resolve } from 'node:path';
import { z } from 'zod';
import { accessSettings, type AccessSettings, type AccessVariables } from './access-settings.js';
import { readOrCreateLocalSecrets } from './local-secrets.js';
import { notifySettings, type NotifySettings } from './notify-settings.js';
import {
  hasWeakPassword,
  isPossibleIssuedSecret,
  isStrongSecret,
  withSecretsFromFiles,
} from './secrets-in-files.js';

export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where PostgreSQL is. Nothing given: the embedded one, on `dataDir`. */
export interface DatabaseUrls {
  /** Role of the services. */
  readonly app?: string;
  /** Role of the migrate step. */
  readonly owner?: string;
  /** Role of reports and exports by hand. */
  readonly reader?: string;
}

/** Everything that is set from outside, checked once at start. */
export interface Settings {
  readonly http: { readonly host: string; readonly port: number };
  readonly databaseUrls: DatabaseUrls;
  /** Absent: the queue lives in PostgreSQL. */
  readonly redisUrl?: string;
  /** Absolute path of what the service keeps on disk: embedded database, secrets, uploads under way. */
  readonly dataDir: string;
  readonly logLevel: LogLevel;
  readonly limits: { readonly uploadBytes: number };
  /** `solverThreads`: components of one run that are solved at the same time; absent: as many as cores. */
  readonly worker: { readonly concurrency: number; readonly solverThreads?: number };
  /** Whole years after the end of an offer's academic year for which personal data is kept. */
  readonly retentionYears: number;
  readonly access: AccessSettings;
  /** Absent: messages are only shown on their page. */
  readonly notify?: NotifySettings;
  /**
   * Signs session cookies. From SESSION_SECRET; beside the embedded database also made once and kept in `dataDir`. Read
   * it only where it is used.
   */
  sessionSecret(): string;
}

/** A variable that cannot be used: its name, what kind of value stood there, what is allowed. Never the value. */
export interface SettingFault {
  readonly variable: string;
  readonly found: string;
  readonly allowed: string;
}

/** Thrown at start; the message lists every fault for the operator. */
export class SettingsError extends Error {
  constructor(readonly faults: readonly SettingFault[]) {
    const lines = faults.map(
      ({ variable, found, allowed }) => `  ${variable}: ${found}; allowed: ${allowed}`,
    );
    super(`The settings cannot be used:\n${lines.join('\n')}`);
    this.name = 'SettingsError';
  }
}

const MEGABYTE = 1024 * 1024;

const url = (protocols: RegExp): z.ZodType<string | undefined> => z.url({ protocol: protocols }).optional();
const databaseUrl = z
  .url({ protocol: /^postgres(ql)?$/ })
  .refine((text) => !hasWeakPassword(text))
  .optional();
const text = z.string().min(1).max(500).optional();
/** HTTPS; plain HTTP only for a stand-in on this machine. */
const webUrl = z
  .url({ protocol: /^https?$/ })
  .refine((given) => /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/.test(given))
  .optional();
const WEB = 'https://..., or http:// on this machine';
const SECRET = 'at least 32 characters, at least 8 different ones, nothing that everybody tries';
const ISSUED = 'of 8 characters or more beside words that everybody tries';
const integer = (from: number, to: number, otherwise: number): z.ZodType<number> =>
  z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .pipe(z.number().min(from).max(to))
    .default(otherwise);

/** Each variable with its check and, for the operator, what it allows. */
const VARIABLES = {
  PORT: { check: integer(0, 65_535, 3000), allowed: 'a port from 1 to 65535, or 0 for any free one' },
  HOST: {
    check: z
      .string()
      .regex(/^[\w.:-]+$/)
      .default('127.0.0.1'),
    allowed: 'an address or host name',
  },
  DATABASE_URL: {
    check: databaseUrl,
    allowed: 'postgres://leader_match_app:...@host:port/database, with a password that nobody guesses',
  },
  MIGRATION_DATABASE_URL: {
    check: databaseUrl,
    allowed: 'postgres://leader_match_owner:...@host:port/database, with a password that nobody guesses',
  },
  READER_DATABASE_URL: {
    check: databaseUrl,
    allowed: 'postgres://leader_match_reader:...@host:port/database, with a password that nobody guesses',
  },
  REDIS_URL: { check: url(/^rediss?$/), allowed: 'redis://... or rediss://...' },
  DATA_DIR: { check: z.string().min(1).default('./var'), allowed: 'the path of a folder' },
  LOG_LEVEL: { check: z.enum(LOG_LEVELS).default('info'), allowed: LOG_LEVELS.join(', ') },
  SESSION_SECRET: { check: z.string().refine(isStrongSecret).optional(), allowed: SECRET },
  UPLOAD_LIMIT_MB: { check: integer(1, 2048, 100), allowed: 'a whole number from 1 to 2048' },
  WORKER_CONCURRENCY: { check: integer(1, 64, 1), allowed: 'a whole number from 1 to 64' },
  SOLVER_THREADS: {
    check: z
      .string()
      .regex(/^\d{1,2}$/)
      .transform(Number)
      .pipe(z.number().min(1).max(64))
      .optional(),
    allowed: 'a whole number from 1 to 64',
  },
  PUBLIC_URL: { check: webUrl, allowed: WEB },
  TRUSTED_PROXIES: { check: integer(0, 5, 0), allowed: 'the number of proxies in front, from 0 to 5' },
  OIDC_ISSUER: { check: webUrl, allowed: WEB },
  OIDC_CLIENT_ID: { check: text, allowed: 'what the identity provider calls this service' },
  OIDC_CLIENT_SECRET: {
    check: z.string().refine(isPossibleIssuedSecret).optional(),
    allowed: `the secret that the identity provider gave this service, ${ISSUED}`,
  },
  OIDC_REQUIRED_ACR: { check: text, allowed: 'a value of the claim acr' },
  OIDC_REQUIRED_AMR: { check: text, allowed: 'a value of the claim amr' },
  DFE_SIGN_IN_API_URL: { check: webUrl, allowed: WEB },
  DFE_SIGN_IN_API_SECRET: {
    check: z.string().refine(isPossibleIssuedSecret).optional(),
    allowed: `the secret of the public API of DfE Sign-in, ${ISSUED}`,
  },
  DFE_SIGN_IN_SERVICE_ID: { check: text, allowed: 'the id of this service at DfE Sign-in' },
  NOTIFY_API_KEY: { check: z.string().min(74).optional(), allowed: 'an API key of GOV.UK Notify' },
  NOTIFY_TEMPLATE_ID: { check: z.uuid().optional(), allowed: 'the id of an email template' },
  NOTIFY_URL: { check: webUrl, allowed: WEB },
  RETENTION_YEARS: { check: integer(1, 50, 6), allowed: 'a whole number from 1 to 50' },
  SIGN_IN_ATTEMPTS: { check: integer(3, 100, 5), allowed: 'a whole number from 3 to 100' },
  LINK_ATTEMPTS: { check: integer(5, 10_000, 30), allowed: 'a whole number from 5 to 10000' },
  API_REQUESTS_PER_MINUTE: { check: integer(10, 1_000_000, 3000), allowed: 'a whole number from 10' },
  UPLOADS_PER_HOUR: { check: integer(1, 100_000, 300), allowed: 'a whole number from 1 to 100000' },
} as const;

type VariableName = keyof typeof VARIABLES;

/**
 * Reads the settings from environment variables; an empty one counts as absent. Throws SettingsError naming every
 * variable that cannot be used.
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Settings {
  const faults: SettingFault[] = [];
  const given = withSecretsFromFiles(environment, (variable) =>
    faults.push({ variable, found: 'a file that cannot be read', allowed: 'the path of a file' }),
  );
  const read = <Name extends VariableName>(name: Name): z.output<(typeof VARIABLES)[Name]['check']> => {
    const { check, allowed } = VARIABLES[name];
    const value = given[name];
    const parsed = check.safeParse(value === '' ? undefined : value);
    if (!parsed.success) faults.push({ variable: name, found: kindOf(value ?? ''), allowed });
    return parsed.data as z.output<(typeof VARIABLES)[Name]['check']>;
  };
  const databaseUrls = present({
    app: read('DATABASE_URL'),
    owner: read('MIGRATION_DATABASE_URL'),
    reader: read('READER_DATABASE_URL'),
  });
  const dataDir = resolve(read('DATA_DIR'));
  const secret = read('SESSION_SECRET');
  const missing = (variable: string, because: string): void => {
    if (faults.some(({ variable: told }) => told === variable || told === `${variable}_FILE`)) return;
    const { allowed } = VARIABLES[variable as VariableName];
    faults.push({ variable, found: `nothing, which ${because} needs`, allowed });
  };
  const settings: Settings = {
    http: { host: read('HOST'), port: read('PORT') },
    databaseUrls,
    ...present({ redisUrl: read('REDIS_URL') }),
    dataDir,
    logLevel: read('LOG_LEVEL'),
    limits: { uploadBytes: read('UPLOAD_LIMIT_MB') * MEGABYTE },
    worker: {
      concurrency: read('WORKER_CONCURRENCY'),
      ...present({ solverThreads: read('SOLVER_THREADS') }),
    },
    retentionYears: read('RETENTION_YEARS'),
    access: accessSettings(readAccess(read), missing),
    ...present({ notify: notifySettings(readNotify(read), missing) }),
    sessionSecret: () => secret ?? keptSessionSecret(dataDir, databaseUrls.app === undefined),
  };
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}

type Reader = <Name extends VariableName>(name: Name) => z.output<(typeof VARIABLES)[Name]['check']>;

function readAccess(read: Reader): AccessVariables {
  return {
    publicUrl: read('PUBLIC_URL'),
    trustedProxies: read('TRUSTED_PROXIES'),
    issuer: read('OIDC_ISSUER'),
    clientId: read('OIDC_CLIENT_ID'),
    clientSecret: read('OIDC_CLIENT_SECRET'),
    requiredAcr: read('OIDC_REQUIRED_ACR'),
    requiredAmr: read('OIDC_REQUIRED_AMR'),
    dfeApiUrl: read('DFE_SIGN_IN_API_URL'),
    dfeApiSecret: read('DFE_SIGN_IN_API_SECRET'),
    dfeServiceId: read('DFE_SIGN_IN_SERVICE_ID'),
    rateLimits: {
      signInAttempts: read('SIGN_IN_ATTEMPTS'),
      linkAttempts: read('LINK_ATTEMPTS'),
      apiRequestsPerMinute: read('API_REQUESTS_PER_MINUTE'),
      uploadsPerHour: read('UPLOADS_PER_HOUR'),
    },
  };
}

function readNotify(read: Reader): Parameters<typeof notifySettings>[0] {
  return {
    apiKey: read('NOTIFY_API_KEY'),
    templateId: read('NOTIFY_TEMPLATE_ID'),
    url: read('NOTIFY_URL'),
  };
}

function keptSessionSecret(dataDir: string, embedded: boolean): string {
  // Beside a database of its own there may be many processes, on many machines: they need the same secret.
  if (!embedded) throw new Error('SESSION_SECRET is not set, which DATABASE_URL needs: openssl rand -hex 24');
  try {
    return readOrCreateLocalSecrets(dataDir).session;
  } catch (cause) {
    throw new Error(
      `SESSION_SECRET is not set and none can be kept in ${dataDir} (DATA_DIR): set one of the two`,
      {
        cause,
      },
    );
  }
}

/** Says what stood there without showing it: it may be a password. */
function kindOf(text: string): string {
  if (/^\d+$/.test(text)) return `a number of ${String(text.length)} digits`;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1];
  if (scheme !== undefined) return `a URL that starts with ${scheme}:`;
  return `text of ${String(text.length)} characters`;
}

/** The same without the keys that have no value: exact optional properties. */
function present<T extends object>(values: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}
