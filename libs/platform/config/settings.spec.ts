import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readOrCreateLocalSecrets } from './local-secrets.js';
import { readSettings, SettingsError } from './settings.js';

const STRONG = 'k7Qw2Zr9Tb4Xn6Vc1Mh8Ls3Pd5Jf0Gy2';
/** By somebody else, who may give shorter ones. */
const GIVEN = 'k7Qw2Zr9Tb4Xn6Vc';

function faultsOf(environment: Record<string, string>): SettingsError {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('the settings were taken');
}

describe('settings', () => {
  it('has defaults that need nothing set', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      http: { host: '127.0.0.1', port: 3000 },
      databaseUrls: {},
      dataDir: resolve('var'),
      logLevel: 'info',
      limits: { uploadBytes: 104_857_600 },
      worker: { concurrency: 1 },
      retentionYears: 6,
      access: { trustedProxies: 0, rateLimits: { signInAttempts: 5 } },
    });
    expect(settings).not.toHaveProperty('redisUrl');
  });

  it('takes a number of threads for the parts of one run', () => {
    expect(readSettings({ SOLVER_THREADS: '4' }).worker).toEqual({ concurrency: 1, solverThreads: 4 });
    expect(() => readSettings({ SOLVER_THREADS: '0' })).toThrow('SOLVER_THREADS');
  });

  it.each(['0', '51', 'six', '1.5'])('takes no %s years of retention', (years) => {
    expect(readSettings({ RETENTION_YEARS: '10' }).retentionYears).toBe(10);
    expect(faultsOf({ RETENTION_YEARS: years }).message).toMatch(/RETENTION_YEARS.*from 1 to 50/s);
  });

  it('takes what is set, and an empty variable as absent', () => {
    const settings = readSettings({
      PORT: '8080',
      HOST: '0.0.0.0',
      DATABASE_URL: `postgres://leader_match_app:${GIVEN}@db:5432/leader_match`,
      MIGRATION_DATABASE_URL: `postgresql://leader_match_owner:${GIVEN}@db/leader_match`,
      READER_DATABASE_URL: '',
      REDIS_URL: 'rediss://cache:6379/1',
      LOG_LEVEL: 'debug',
      SESSION_SECRET: STRONG,
      UPLOAD_LIMIT_MB: '5',
    });
    expect(settings.http).toEqual({ host: '0.0.0.0', port: 8080 });
    expect(settings.databaseUrls).toEqual({
      app: `postgres://leader_match_app:${GIVEN}@db:5432/leader_match`,
      owner: `postgresql://leader_match_owner:${GIVEN}@db/leader_match`,
    });
    expect(settings.redisUrl).toBe('rediss://cache:6379/1');
    expect(settings.limits.uploadBytes).toBe(5 * 1024 * 1024);
    expect(settings.sessionSecret()).toBe(STRONG);
  });

  it.each([
    ['PORT', '70000', 'a number of 5 digits'],
    ['PORT', '-1', 'text of 2 characters'],
    ['DATABASE_URL', 'mysql://root:hunter2@db/x', 'a URL that starts with mysql:'],
    ['REDIS_URL', 'http://hunter2@cache', 'a URL that starts with http:'],
    ['LOG_LEVEL', 'loud', 'text of 4 characters'],
    ['SESSION_SECRET', 'hunter2', 'text of 7 characters'],
    ['SESSION_SECRET', 'ab'.repeat(20), 'text of 40 characters'],
    ['SESSION_SECRET', 'Change-me-before-you-start-0123456789', 'text of 37 characters'],
    ['DATABASE_URL', 'postgres://leader_match_app@db/x', 'a URL that starts with postgres:'],
    ['DATABASE_URL', 'postgres://app:app@db/x', 'a URL that starts with postgres:'],
    ['DATABASE_URL', 'postgres://app:k7Qw2Zr9Tb4Xn6V@db/x', 'a URL that starts with postgres:'],
    ['DATABASE_URL', 'postgres://app:abababababababababab@db/x', 'a URL that starts with postgres:'],
    ['DATABASE_URL', 'postgres://app:%zz@db/x', 'a URL that starts with postgres:'],
    ['READER_DATABASE_URL', 'postgres://app:changeme-0123456789@db/x', 'a URL that starts with postgres:'],
    ['DFE_SIGN_IN_API_SECRET', 'hunter2', 'text of 7 characters'],
    ['OIDC_CLIENT_SECRET', 'hunter2', 'text of 7 characters'],
    ['OIDC_CLIENT_SECRET', 'client-secret', 'text of 13 characters'],
    ['OIDC_CLIENT_SECRET', 'ChangeMe-please', 'text of 15 characters'],
    ['OIDC_CLIENT_SECRET', '0123456789', 'a number of 10 digits'],
    ['OIDC_CLIENT_SECRET', 'aaaaaaaaaaaaaaaaaaaa', 'text of 20 characters'],
    ['DFE_SIGN_IN_API_SECRET', 'default-test-secret', 'text of 19 characters'],
    ['SESSION_SECRET', STRONG.slice(1), 'text of 31 characters'],
    ['OIDC_ISSUER', 'http://login.example.org', 'a URL that starts with http:'],
    ['TRUSTED_PROXIES', '6', 'a number of 1 digits'],
    ['SESSION_SECRET_FILE', '/nowhere/at/all', 'a file that cannot be read'],
    ['UPLOAD_LIMIT_MB', '0', 'a number of 1 digits'],
    ['WORKER_CONCURRENCY', '1.5', 'text of 3 characters'],
  ])('refuses %s=%s without repeating it', (variable, value, found) => {
    const error = faultsOf({ [variable]: value });
    expect(error.faults).toEqual([expect.objectContaining({ variable, found })]);
    expect(error.message).toContain(`${variable}: ${found}; allowed: `);
    expect(error.message).not.toContain('hunter2');
  });

  it.each(['k7Qw2Zr9', 'unlocked-outgrow-pistol', 'my-test-k7Qw2Zr9', 'GOCSPX-k7Qw2Zr9Tb4Xn6Vc1Mh8Ls3'])(
    'takes %s where an identity provider gave it, and not as a secret of our own',
    (secret) => {
      const provider = { OIDC_ISSUER: 'https://login.example.org', PUBLIC_URL: 'https://lm.example' };
      const dfe = { DFE_SIGN_IN_API_URL: 'https://api.example', DFE_SIGN_IN_SERVICE_ID: 'us' };
      const secrets = { OIDC_CLIENT_SECRET: secret, DFE_SIGN_IN_API_SECRET: secret };
      const { oidc } = readSettings({ ...provider, OIDC_CLIENT_ID: 'us', ...dfe, ...secrets }).access;
      expect([oidc?.clientSecret, oidc?.dfe?.apiSecret]).toEqual([secret, secret]);
      expect(faultsOf({ SESSION_SECRET: secret }).faults).toMatchObject([{ variable: 'SESSION_SECRET' }]);
    },
  );

  it('takes a secret from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'leader-match-settings-'));
    writeFileSync(join(folder, 'session'), `${STRONG}\n`);
    expect(readSettings({ SESSION_SECRET_FILE: join(folder, 'session') }).sessionSecret()).toBe(STRONG);
    rmSync(folder, { recursive: true });
  });

  it('needs a session secret where the database is not its own', () => {
    const settings = readSettings({ DATABASE_URL: `postgres://leader_match_app:${GIVEN}@db/leader_match` });
    expect(() => settings.sessionSecret()).toThrow('SESSION_SECRET is not set, which DATABASE_URL needs');
  });

  it('takes an identity provider whole or not at all', () => {
    const issuer = { OIDC_ISSUER: 'https://login.example.org/realm' };
    expect(faultsOf(issuer).faults.map(({ variable, found }) => `${variable} ${found}`)).toEqual([
      'OIDC_CLIENT_ID nothing, which OIDC_ISSUER needs',
      'OIDC_CLIENT_SECRET nothing, which OIDC_ISSUER needs',
      'PUBLIC_URL nothing, which OIDC_ISSUER needs',
    ]);
    expect(faultsOf({ OIDC_CLIENT_ID: 'us' }).faults).toMatchObject([{ variable: 'OIDC_ISSUER' }]);
    const whole = {
      ...issuer,
      OIDC_CLIENT_ID: 'us',
      OIDC_CLIENT_SECRET: STRONG,
      PUBLIC_URL: 'https://lm.example/',
    };
    expect(readSettings(whole).access).toMatchObject({
      publicUrl: 'https://lm.example',
      oidc: { issuer: 'https://login.example.org/realm', clientId: 'us', clientSecret: STRONG },
    });
    for (const wrong of [
      { OIDC_CLIENT_SECRET: 'short' },
      { OIDC_CLIENT_SECRET: '', OIDC_CLIENT_SECRET_FILE: '/nowhere' },
    ])
      expect(faultsOf({ ...whole, ...wrong }).faults).toHaveLength(1);
    expect(
      faultsOf({ ...whole, DFE_SIGN_IN_API_URL: 'https://api.example' }).faults.map(
        ({ variable }) => variable,
      ),
    ).toEqual(['DFE_SIGN_IN_API_SECRET', 'DFE_SIGN_IN_SERVICE_ID']);
  });

  it('names every fault at once', () => {
    expect(faultsOf({ PORT: 'x', LOG_LEVEL: 'y' }).faults.map(({ variable }) => variable)).toEqual([
      'PORT',
      'LOG_LEVEL',
    ]);
  });

  it('lets the migrate step know the owner alone', () => {
    const owner = `postgres://leader_match_owner:${GIVEN}@db/leader_match`;
    expect(readSettings({ MIGRATION_DATABASE_URL: owner }).databaseUrls).toEqual({ owner });
  });
});

describe('secrets kept on disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leader-match-secrets-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('are made once, differ from each other, and are for the owner of the file only', () => {
    const dataDir = join(folder, 'var');
    const first = readOrCreateLocalSecrets(dataDir);
    expect(readOrCreateLocalSecrets(dataDir)).toEqual(first);
    expect(readSettings({ DATA_DIR: dataDir }).sessionSecret()).toBe(first.session);
    expect(new Set([first.session, ...Object.values(first.postgres)]).size).toBe(5);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('are not replaced when the file is damaged', () => {
    const path = join(folder, 'secrets.json');
    writeFileSync(path, '{"postgres":');
    expect(() => readOrCreateLocalSecrets(folder)).toThrow(/secrets\.json is damaged: restore it/);
    expect(readFileSync(path, 'utf8')).toBe('{"postgres":');
  });

  it('says which variable to set where they cannot be kept', () => {
    const notAFolder = join(folder, 'file');
    writeFileSync(notAFolder, '');
    expect(() => readSettings({ DATA_DIR: notAFolder }).sessionSecret()).toThrow(/SESSION_SECRET is not set/);
  });
});
