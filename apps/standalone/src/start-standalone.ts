import type { NestExpressApplication } from '@nestjs/platform-express';
import { needsSecureCookies } from '../../api/src/access/sign-in-way.js';
import { createApi } from '../../api/src/start-api.js';
import { CreateRunUseCase, RunsQueries } from '../../../libs/features/runs/index.js';
import { ImportsQueries, ReceiveImport } from '../../../libs/features/imports/index.js';
import { OffersQueries, RequestAssessment } from '../../../libs/features/offers/index.js';
import type { LogLevel, Settings } from '../../../libs/platform/config/index.js';
import { Database } from '../../../libs/platform/database/index.js';
import { type DatabaseToUse, openDatabase } from './database-to-use.js';
import { type DemoSignIns, seedDemoUsers } from './demo-users.js';
import { firstStart, type SamplesAnswer } from './first-start.js';
import { assertPortFree } from './free-port.js';
import { LoadSamples } from './load-samples.js';
import type { StartOptions } from './start-options.js';
import { WorkerProcess } from './worker-process.js';

/** The whole service on one machine, ready for its users. */
export interface Standalone {
  /** `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly database: string;
  readonly isEmbedded: boolean;
  readonly signIns: DemoSignIns;
  readonly samples: SamplesAnswer;
  readonly workerPid: number | undefined;
  /** Ends everything, PostgreSQL last; may be called more than once. */
  stop(): Promise<void>;
}

export interface StandaloneOptions {
  readonly settings: Settings;
  readonly samples: StartOptions['samples'];
  /** One line for the operator while it starts and runs. */
  readonly say: (line: string) => void;
  /** Aborts a start under way. */
  readonly signal: AbortSignal;
  /** Called once the API has put up its own listeners for process signals: here one hand stops everything. */
  readonly claimSignals?: () => void;
}

/** What to undo, last first. */
type Undo = () => Promise<unknown>;

/**
 * Starts database, worker (a process of its own), samples where this is the first start, and the API, in this order;
 * listens last, so that whoever finds it open finds it ready. Throws with a message for the operator, leaving nothing
 * running behind.
 */
export async function startStandalone(options: StandaloneOptions): Promise<Standalone> {
  const undo: Undo[] = [];
  let ending: Promise<void> | undefined;
  const stop = (): Promise<void> => (ending ??= undoAll(undo));
  try {
    return await start(options, undo, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  { settings, samples, say, signal, claimSignals }: StandaloneOptions,
  undo: Undo[],
  stop: () => Promise<void>,
): Promise<Standalone> {
  const { host, port } = settings.http;
  await assertPortFree(host, port);
  const sessionSecret = settings.sessionSecret();
  const database: DatabaseToUse = await openDatabase(settings);
  undo.push(() => database.stop());
  signal.throwIfAborted();
  const api = await createApi({
    ...{ databaseUrl: database.appUrl, host, port, sessionSecret },
    uploadBytes: settings.limits.uploadBytes,
    access: settings.access,
    secureCookies: needsSecureCookies(host, settings.access.publicUrl),
    logLevel: quiet(settings.logLevel),
  });
  claimSignals?.();
  undo.push(() => api.close());
  signal.throwIfAborted();
  // Where people sign in at an identity provider, demo users would be a way around it.
  const signIns =
    settings.access.oidc === undefined
      ? await seedDemoUsers(api, sessionSecret)
      : { usernames: [], password: '' };
  const worker = startWorkerProcess(settings, database.appUrl, say);
  undo.push(() => worker.stop());
  const answer = await Promise.race([firstStart(samples, partsOf(api), say), aborted(signal)]);
  await api.listen(port, host);
  return {
    url: (await api.getUrl()).replace('[::1]', 'localhost'),
    database: database.description,
    isEmbedded: database.isEmbedded,
    signIns,
    samples: answer,
    get workerPid() {
      return worker.pid;
    },
    stop,
  };
}

function startWorkerProcess(
  settings: Settings,
  databaseUrl: string,
  say: (line: string) => void,
): WorkerProcess {
  const worker = new WorkerProcess({
    environment: {
      DATABASE_URL: databaseUrl,
      ...(settings.redisUrl === undefined ? {} : { REDIS_URL: settings.redisUrl }),
      DATA_DIR: settings.dataDir,
      LOG_LEVEL: quiet(settings.logLevel),
      WORKER_CONCURRENCY: String(settings.worker.concurrency),
      ...(settings.worker.solverThreads === undefined
        ? {}
        : { SOLVER_THREADS: String(settings.worker.solverThreads) }),
      HOST: settings.http.host,
      PORT: String(settings.http.port),
      ...(settings.access.publicUrl === undefined ? {} : { PUBLIC_URL: settings.access.publicUrl }),
      ...notifyEnvironment(settings),
    },
    say,
  });
  worker.start();
  return worker;
}

function notifyEnvironment({ notify }: Settings): Readonly<Record<string, string>> {
  if (notify === undefined) return {};
  const { apiKey, templateId, url } = notify;
  return { NOTIFY_API_KEY: apiKey, NOTIFY_TEMPLATE_ID: templateId, NOTIFY_URL: url };
}

/** Between the lines of a start only trouble is of interest; LOG_LEVEL=debug shows all. */
function quiet(level: LogLevel): LogLevel {
  return level === 'info' ? 'warn' : level;
}

function partsOf(api: NestExpressApplication): Parameters<typeof firstStart>[1] {
  const loadSamples = new LoadSamples(
    api.get(ReceiveImport, { strict: false }),
    api.get(ImportsQueries, { strict: false }),
    api.get(RequestAssessment, { strict: false }),
    api.get(OffersQueries, { strict: false }),
    api.get(CreateRunUseCase, { strict: false }),
    api.get(RunsQueries, { strict: false }),
  );
  return { database: api.get(Database, { strict: false }), loadSamples };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_settle, fail) => {
    signal.addEventListener('abort', () => {
      fail(signal.reason as Error);
    });
  });
}

async function undoAll(undo: readonly Undo[]): Promise<void> {
  let failure: unknown;
  for (const step of undo.toReversed()) {
    try {
      await step();
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure as Error;
}
