import { type JobQueue, type QueueErrorListener } from './job-queue.js';

export interface QueueSettings {
  /** The app role's URL; holds the queue when there is no Redis. */
  readonly databaseUrl: string;
  readonly redisUrl?: string;
  /** Called for every trouble that the queue overcomes by itself: log it. */
  readonly onError: QueueErrorListener;
  /** Set apart from other services on the same Redis. Default `leader-match`. */
  readonly prefix?: string;
}

/** The queue on Redis when `redisUrl` is given, else on PostgreSQL, whose tables the migrate step installed. */
export async function openQueue(settings: QueueSettings): Promise<JobQueue> {
  // Loaded here only: features import this room for `enqueue`.
  const { postgresBackend, redisBackend } = await import('./bullmq-backends.js');
  const { BullJobQueue } = await import('./bullmq-queue.js');
  const backend =
    settings.redisUrl === undefined
      ? postgresBackend(settings.databaseUrl)
      : redisBackend(settings.redisUrl, settings.prefix ?? 'leader-match');
  return new BullJobQueue(backend, settings.onError);
}
