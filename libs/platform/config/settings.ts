import { resolve } from 'node:path';
import { z } from 'zod';
import { readOrCreateLocalSecrets } from './local-secrets.js';

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
  readonly worker: { readonly concurrency: number };
  /** Signs session cookies. From SESSION_SECRET, else made once and kept in `dataDir`; read it only where it is used. */
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
    check: url(/^postgres(ql)?$/),
    allowed: 'postgres://leader_match_app:...@host:port/database',
  },
  MIGRATION_DATABASE_URL: {
    check: url(/^postgres(ql)?$/),
    allowed: 'postgres://leader_match_owner:...@host:port/database',
  },
  READER_DATABASE_URL: {
    check: url(/^postgres(ql)?$/),
    allowed: 'postgres://leader_match_reader:...@host:port/database',
  },
  REDIS_URL: { check: url(/^rediss?$/), allowed: 'redis://... or rediss://...' },
  DATA_DIR: { check: z.string().min(1).default('./var'), allowed: 'the path of a folder' },
  LOG_LEVEL: { check: z.enum(LOG_LEVELS).default('info'), allowed: LOG_LEVELS.join(', ') },
  SESSION_SECRET: { check: z.string().min(32).optional(), allowed: 'at least 32 characters' },
  UPLOAD_LIMIT_MB: { check: integer(1, 2048, 100), allowed: 'a whole number from 1 to 2048' },
  WORKER_CONCURRENCY: { check: integer(1, 64, 1), allowed: 'a whole number from 1 to 64' },
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
  const read = <Name extends VariableName>(name: Name): z.output<(typeof VARIABLES)[Name]['check']> => {
    const { check, allowed } = VARIABLES[name];
    const text = environment[name];
    const parsed = check.safeParse(text === '' ? undefined : text);
    if (!parsed.success) faults.push({ variable: name, found: kindOf(text ?? ''), allowed });
    return parsed.data as z.output<(typeof VARIABLES)[Name]['check']>;
  };
  const databaseUrls = present({
    app: read('DATABASE_URL'),
    owner: read('MIGRATION_DATABASE_URL'),
    reader: read('READER_DATABASE_URL'),
  });
  const dataDir = resolve(read('DATA_DIR'));
  const secret = read('SESSION_SECRET');
  const settings: Settings = {
    http: { host: read('HOST'), port: read('PORT') },
    databaseUrls,
    ...present({ redisUrl: read('REDIS_URL') }),
    dataDir,
    logLevel: read('LOG_LEVEL'),
    limits: { uploadBytes: read('UPLOAD_LIMIT_MB') * MEGABYTE },
    worker: { concurrency: read('WORKER_CONCURRENCY') },
    sessionSecret: () => secret ?? keptSessionSecret(dataDir),
  };
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}

function keptSessionSecret(dataDir: string): string {
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
