import { setTimeout as delay } from 'node:timers/promises';
import { createPostgresBackend, type PostgresPoolConfig, Queue, withBackend, Worker } from 'bullmq';
import { CONNECTION_TIMEOUT_MS, QUEUE_SCHEMA, SESSION_LIMITS } from '../database/index.js';
import { type BullBackend, type JobData } from './bullmq-types.js';
import { pauseAfterFailure } from './pause-after-failure.js';

const PAUSE_AFTER_FAILURE_MS = 1_000;

const createPatientBackend: typeof createPostgresBackend = (...given) => {
  const backend = createPostgresBackend(...given);
  backend.moveToActive = pauseAfterFailure(backend.moveToActive.bind(backend), () =>
    delay(PAUSE_AFTER_FAILURE_MS),
  );
  return backend;
};

/** BullMQ on PostgreSQL as the app role; the migrate step installed its tables, nothing is migrated here. */
export function postgresBackend(databaseUrl: string): BullBackend {
  const bull = withBackend(createPatientBackend);
  const connection = (max: number): PostgresPoolConfig => ({
    connectionString: databaseUrl,
    schema: QUEUE_SCHEMA,
    migrate: false,
    application_name: 'leader-match queue',
    max,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    keepAlive: true,
    ...SESSION_LIMITS,
  });
  return {
    makeQueue: (queue) => new bull.Queue<JobData, void>(queue, { connection: connection(2) }),
    makeWorker: (queue, processor, settings) =>
      new bull.Worker<JobData, void>(queue, processor, { connection: connection(2), ...settings }),
  };
}

/** After an outage of Redis the next try comes within a second (ioredis' own pauses grow to 20 s). */
function retryStrategy(times: number): number {
  return Math.min(100 * times, 1000);
}

/** BullMQ on Redis. A producer never queues up what it cannot send: the outbox keeps it. */
export function redisBackend(redisUrl: string, prefix: string): BullBackend {
  return {
    makeQueue: (queue) =>
      new Queue<JobData, void>(queue, {
        prefix,
        connection: { url: redisUrl, retryStrategy, enableOfflineQueue: false, maxRetriesPerRequest: 1 },
      }),
    makeWorker: (queue, processor, settings) =>
      new Worker<JobData, void>(queue, processor, {
        prefix,
        connection: { url: redisUrl, retryStrategy, maxRetriesPerRequest: null },
        ...settings,
      }),
  };
}
