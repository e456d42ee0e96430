import { readFileSync } from 'node:fs';

/** Variables that hold a secret: each may name a file instead, `SESSION_SECRET_FILE=/run/secrets/session`. */
const MAY_BE_FILES = [
  ...['DATABASE_URL', 'MIGRATION_DATABASE_URL', 'READER_DATABASE_URL', 'REDIS_URL'],
  ...['SESSION_SECRET', 'OIDC_CLIENT_SECRET', 'DFE_SIGN_IN_API_SECRET'],
  'NOTIFY_API_KEY',
];

const DISTINCT_AT_LEAST = 8;
const OWN_LENGTH = 32;
/** Of the passwords of databases. */
const PASSWORD_LENGTH = 16;
/** Of what an identity provider gives out, whose length nobody here chooses: DfE Sign-in gives four words, others 20 characters. */
const ISSUED_LENGTH = 8;
const ISSUED_DISTINCT = 5;
/** What people put in for the time being. */
const FOR_NOW = /change.?me|replace.?me|example|password|secret/i;
/** The same and what else everybody tries. A provider's words may hold one of them by chance: then the others must do. */
const EVERYDAY =
  /change.?me|replace.?me|to.?do|example|password|secret|client|default|admin|demo|test|letmein|qwerty\w*|abcdef\w*|0?1234567\d*/gi;

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment with what stands in the files; `unreadable` is told of the variables that name none that is there. */
export function withSecretsFromFiles(
  environment: Environment,
  unreadable: (variable: string) => void,
): Environment {
  const read = MAY_BE_FILES.flatMap((name): [string, string][] => {
    const path = environment[`${name}_FILE`] ?? '';
    if (path === '') return [];
    try {
      return [[name, readFileSync(path, 'utf8').trim()]];
    } catch {
      unreadable(`${name}_FILE`);
      return [];
    }
  });
  return { ...environment, ...Object.fromEntries(read) };
}

/** Whether nobody would guess it: long, of many different characters, and no stand-in. */
export function isStrongSecret(text: string): boolean {
  return isNoGuess(text, OWN_LENGTH);
}

/** Whether a secret that an identity provider gave out can be one: not short, nor what stands in examples and manuals. */
export function isPossibleIssuedSecret(text: string): boolean {
  const rest = text.replace(EVERYDAY, '');
  return rest.length >= ISSUED_LENGTH && new Set(rest).size >= ISSUED_DISTINCT;
}

function isNoGuess(text: string, atLeast: number): boolean {
  return text.length >= atLeast && new Set(text).size >= DISTINCT_AT_LEAST && !FOR_NOW.test(text);
}

/** Whether an address of a server elsewhere carries no password, or one that somebody would guess. */
export function hasWeakPassword(url: string): boolean {
  const { hostname, username, password } = new URL(url);
  if (['', 'localhost', '127.0.0.1', '[::1]'].includes(hostname)) return false;
  return password === username || !isNoGuess(plain(password), PASSWORD_LENGTH);
}

/** As it was before it was written into an address; what is broken stays as it is. */
function plain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
