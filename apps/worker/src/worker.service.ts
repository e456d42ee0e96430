import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { FailAssessment } from '../../../libs/features/offers/index.js';
import type { LogLevel, NotifySettings } from '../../../libs/platform/config/index.js';
import { Database } from '../../../libs/platform/database/index.js';
import {
  type AnyJobProcessor,
  type Consumers,
  createConsumers,
  type JobQueue,
  openQueue,
  OutboxBell,
  OutboxRelay,
  Reconciler,
  WorkerPresence,
} from '../../../libs/platform/queue/index.js';
import { SolverPool } from '../../../libs/solving/index.js';
import { EffectPool } from './processors/effect.processor.js';
import { lostJobFinders } from './lost-jobs.js';

export interface WorkerSettings {
  /** Role of the services. */
  readonly databaseUrl: string;
  /** Absent: the queue lives in PostgreSQL. */
  readonly redisUrl?: string;
  /** Jobs of one kind handled at once, and solver threads. */
  readonly concurrency: number;
  /** Further threads for the components of one run; absent: as many as cores. */
  readonly solverThreads?: number;
  readonly logLevel: LogLevel;
  /** Where people reach the service, for links in messages. */
  readonly publicUrl: string;
  /** Absent: messages are only shown on the page of messages. */
  readonly notify?: NotifySettings;
}

export const WORKER_SETTINGS = Symbol('WorkerSettings');
export const JOB_PROCESSORS = Symbol('JobProcessors');

/** Jobs under way get this long to end when the process is asked to; then they are told to stop. */
const CLOSE_LIMIT_MS = 5_000;

/** Starts and stops what the worker does: consumers, outbox relay and reconciler. */
@Injectable()
export class WorkerService
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  private readonly logger = new Logger('Worker');
  private queue: JobQueue | undefined;
  private consumers: Consumers | undefined;
  private relay: OutboxRelay | undefined;
  private bell: OutboxBell | undefined;
  private reconciler: Reconciler | undefined;
  private presence: WorkerPresence | undefined;
  /** False once jobs would not end in time: the process should exit with an error. */
  endedCleanly = true;

  constructor(
    @Inject(WORKER_SETTINGS) private readonly settings: WorkerSettings,
    private readonly database: Database,
    private readonly pool: SolverPool,
    private readonly effectPool: EffectPool,
    private readonly failAssessment: FailAssessment,
    @Inject(JOB_PROCESSORS) private readonly processors: readonly AnyJobProcessor[],
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { databaseUrl, redisUrl, concurrency } = this.settings;
    const onError = (error: Error, where: string): void => {
      this.logger.warn(`${where}: ${error.message}`);
    };
    const queue = await openQueue({ databaseUrl, ...(redisUrl === undefined ? {} : { redisUrl }), onError });
    this.queue = queue;
    await queue.waitUntilReady();
    this.consumers = createConsumers(queue, this.processors, { concurrency });
    const finders = lostJobFinders(this.failAssessment);
    const relay = new OutboxRelay({ database: this.database, queue, onError });
    this.relay = relay;
    const onRing = (): void => {
      relay.wake();
    };
    this.bell = new OutboxBell({ databaseUrl, onRing, onError });
    this.reconciler = new Reconciler({ database: this.database, queue, finders, onError });
    relay.start();
    this.bell.start();
    this.reconciler.start();
    this.presence = new WorkerPresence({ database: this.database, onError });
    this.presence.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    const { presence, bell, relay, reconciler } = this;
    await Promise.all([presence?.stop(), bell?.stop(), relay?.stop(), reconciler?.stop()]);
    this.endedCleanly = (await this.consumers?.close(CLOSE_LIMIT_MS)) ?? true;
    await Promise.all([this.pool.close(), this.effectPool.close()]);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queue?.close();
  }
}
