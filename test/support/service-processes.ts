import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import { SYSTEM } from '../../libs/domain/kernel/index.js';
import { IdentityModule, IDENTITY_ENTITIES, SeedDemoUsers } from '../../libs/features/identity/index.js';
import { DatabaseModule } from '../../libs/platform/database/index.js';
import { eventually } from './eventually.js';
import { openBareTestDatabase } from './database-harness.js';
import { freePort } from './free-port.js';

export const DEMO_PASSWORD = 'only-for-tests-0123';
export const TEST_SESSION_SECRET = 'k7Qw2Zr9Tb4Xn6Vc1Mh8Ls3Pd5Jf0Gy2Ru7Ea4Wo';
const PATIENCE_MS = 60_000;

/** A service of its own: fresh database, API and worker as processes of the built code. */
export interface RunningService {
  readonly url: string;
  readonly databaseUrl: string;
  /** Kills the worker without warning; `startWorker` brings another. */
  killWorker(): Promise<void>;
  startWorker(): void;
  /** One more API process on the same database; its address. */
  startAnotherApi(): Promise<string>;
  /** Kills the first API process without warning. */
  killApi(): Promise<void>;
  stop(): Promise<void>;
}

export interface ServiceOptions {
  /** Absent: the queue lives in PostgreSQL. */
  readonly redisUrl?: string;
  /** Settings beside or instead of those of the tests. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Takes what the processes write; absent: nothing is kept. */
  readonly log?: string[];
}

/** Starts the built service on a fresh database of the test cluster and waits until it is ready. */
export async function startService(options: ServiceOptions = {}): Promise<RunningService> {
  const database = await openBareTestDatabase({ migrated: true });
  const databaseUrl = database.urls.app;
  await seedUsers(databaseUrl);
  const environment = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    REDIS_URL: options.redisUrl ?? '',
    SESSION_SECRET: TEST_SESSION_SECRET,
    LOG_LEVEL: 'warn',
    ...options.environment,
  };
  const launch = (app: 'api' | 'worker', port = 0): ChildProcess => {
    const child = spawn(process.execPath, [join(process.cwd(), 'dist', 'apps', app, 'src', 'main.js')], {
      env: { ...environment, PORT: String(port) },
      stdio: ['ignore', options.log === undefined ? 'ignore' : 'pipe', 'inherit'],
    });
    child.stdout?.on('data', (text: Buffer) => options.log?.push(text.toString('utf8')));
    return child;
  };
  const apis: ChildProcess[] = [];
  const startApi = async (): Promise<string> => {
    const port = await freePort();
    apis.push(launch('api', port));
    const url = `http://127.0.0.1:${String(port)}`;
    await eventually(
      'the API is ready',
      async () => ((await fetch(`${url}/health/ready`).catch(() => null))?.ok === true ? true : undefined),
      PATIENCE_MS,
    );
    return url;
  };
  let worker = launch('worker');
  const url = await startApi();
  return {
    url,
    databaseUrl,
    killWorker: () => end(worker, 'SIGKILL'),
    startWorker: () => {
      worker = launch('worker');
    },
    startAnotherApi: startApi,
    killApi: async () => {
      const [first] = apis;
      if (first !== undefined) await end(first, 'SIGKILL');
    },
    stop: async () => {
      await Promise.all([worker, ...apis].map((child) => end(child, 'SIGTERM')));
      await database.close();
    },
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

async function seedUsers(url: string): Promise<void> {
  const database = DatabaseModule.forRoot({
    url,
    entities: IDENTITY_ENTITIES,
    applicationName: 'leader-match test',
  });
  const context = await Test.createTestingModule({ imports: [database, IdentityModule] }).compile();
  await context.get(SeedDemoUsers).execute(SYSTEM, { password: DEMO_PASSWORD, leaderRef: 'L001' });
  await context.close();
}
