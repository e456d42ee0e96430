import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Options } from 'pino-http';
import { correlationId } from './correlation.js';

/** Keys whose values never reach a log, at the top and one level down. */
const SECRET_KEYS = [
  ...['password', 'passwordHash', 'token', 'secret', 'sessionSecret', 'authorization', 'cookie'],
  ...['email', 'name', 'leaderName', 'username', 'databaseUrl', 'redisUrl', 'parameters'],
];

/** Deepest chain of causes that is written down. */
const CAUSES = 5;

/** What a log line holds of requests, answers and errors: chosen parts, never the whole. */
export function logOptions(level: string): Options {
  return {
    level,
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`]), censor: '[redacted]' },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    mixin: () => {
      const id = correlationId();
      return id === undefined ? {} : { correlationId: id };
    },
    // Whole requests carry cookies, tokens and what people typed into a search box.
    serializers: {
      req: ({ method, url }: { method?: string; url?: string }) => ({
        method,
        path: withoutSecrets(url?.split('?')[0] ?? ''),
      }),
      res: ({ statusCode }: { statusCode?: number }) => ({ statusCode }),
      err: (error: unknown) => describeError(error),
    },
    wrapSerializers: false,
    quietReqLogger: true,
    customLogLevel: (_request: IncomingMessage, response: ServerResponse, error?: Error) => {
      if (error !== undefined || response.statusCode >= 500) return 'error';
      return response.statusCode >= 400 ? 'warn' : 'info';
    },
    autoLogging: { ignore: ({ url }) => url?.startsWith('/health/') ?? false },
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What our own addresses are made of: words, years, numbers of schools and trusts. */
const OWN_PART = /^(?:[a-z][a-z0-9.-]{0,30}|(?:school|trust)-\d{1,8}|\d{1,10}|\d{4}-\d{2})?$/;

/**
 * An address without the secrets of links, which are the right to sign, and without what somebody may have typed into it:
 * only ids and what our own addresses are made of.
 */
export function withoutSecrets(path: string): string {
  return path
    .replace(/(\/(?:sign-off|invitations)\/)[^/]+/, '$1[redacted]')
    .split('/')
    .map((part) => (OWN_PART.test(part) || UUID.test(part) || part === '[redacted]' ? part : '[redacted]'))
    .join('/');
}

interface DescribedError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly cause?: DescribedError;
}

/**
 * An error for a log: database errors carry statements, parameters and whole rows beside their message, so only known
 * parts are taken.
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return {
    type: error.constructor.name,
    message: error.message,
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    ...(error.cause === undefined || depth === CAUSES
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
  };
}
