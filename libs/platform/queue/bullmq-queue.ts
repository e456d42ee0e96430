import { setTimeout as delay } from 'node:timers/promises';
import { type BullBackend, type BullQueue } from './bullmq-types.js';
import { BullConsumer } from './bullmq-consumer.js';
import { JOB_CATALOGUE, JOB_NAMES, type JobName } from './job-catalogue.js';
import {
  type Consumer,
  type ConsumerOptions,
  type JobHandler,
  type JobPresence,
  type JobQueue,
  type OutgoingJob,
  type QueueErrorListener,
} from './job-queue.js';
import { tellOnce } from './tell-once.js';

/** A killed worker's job starts again within about 15 s (BullMQ's own settings: 57 s measured). */
const RECOVERY = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 2,
  runRetryDelay: 1_000,
} as const;

const SEND_LIMIT_MS = 5_000;
const DAY_SECONDS = 24 * 60 * 60;

/** Longer than the relay could ever take to send a row twice; the outbox keeps its rows for longer still. */
const KEEP_DONE = { age: DAY_SECONDS, count: 1000 };
const KEEP_FAILED = { age: 7 * DAY_SECONDS, count: 1000 };

const PRESENT = new Set(['waiting', 'active', 'delayed', 'prioritized', 'waiting-children']);

export class BullJobQueue implements JobQueue {
  private readonly onError: QueueErrorListener;
  private readonly queues: ReadonlyMap<JobName, BullQueue>;

  constructor(
    private readonly backend: BullBackend,
    onError: QueueErrorListener,
  ) {
    this.onError = tellOnce(onError);
    this.queues = new Map(JOB_NAMES.map((name) => [name, this.open(name)]));
  }

  async waitUntilReady(): Promise<void> {
    await within(SEND_LIMIT_MS, 'connect', async () => {
      await Promise.all([...this.queues.values()].map((queue) => queue.waitUntilReady()));
    });
  }

  async send({ name, jobId, payload }: OutgoingJob): Promise<void> {
    const { attempts, backoffMs } = JOB_CATALOGUE[name];
    await within(SEND_LIMIT_MS, `send ${jobId}`, () =>
      this.queueOf(name).add(
        name,
        { ...payload },
        {
          jobId,
          attempts,
          backoff: { type: 'exponential', delay: backoffMs },
          removeOnComplete: KEEP_DONE,
          removeOnFail: KEEP_FAILED,
        },
      ),
    );
  }

  async presenceOf(name: JobName, jobId: string): Promise<JobPresence> {
    const state = await within(SEND_LIMIT_MS, `look for ${jobId}`, () =>
      this.queueOf(name).getJobState(jobId),
    );
    return PRESENT.has(state) ? 'there' : 'gone';
  }

  consume<Name extends JobName>(
    name: Name,
    handler: JobHandler<Name>,
    options: ConsumerOptions = {},
  ): Consumer {
    const { queue } = JOB_CATALOGUE[name];
    const concurrency = options.concurrency ?? JOB_CATALOGUE[name].concurrency;
    return new BullConsumer({
      name,
      handler,
      queue: this.queueOf(name),
      concurrency,
      makeWorker: (processor) => this.backend.makeWorker(queue, processor, { ...RECOVERY, concurrency }),
      onError: (error) => {
        this.onError(error, `worker of ${queue}`);
      },
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  private open(name: JobName): BullQueue {
    const { queue } = JOB_CATALOGUE[name];
    const opened = this.backend.makeQueue(queue);
    opened.on('error', (error) => {
      this.onError(error, `queue ${queue}`);
    });
    return opened;
  }

  private queueOf(name: JobName): BullQueue {
    const queue = this.queues.get(name);
    if (queue === undefined) throw new Error(`There is no queue for jobs named ${name}`);
    return queue;
  }
}

/** A queue that is away must not hold its caller's transaction open. */
async function within<T>(limitMs: number, what: string, work: () => Promise<T>): Promise<T> {
  const done = new AbortController();
  const limit = delay(limitMs, undefined, { signal: done.signal }).then(
    () => {
      throw new Error(`The queue did not answer within ${String(limitMs / 1000)} s: ${what}`);
    },
    () => new Promise<never>(() => undefined),
  );
  try {
    return await Promise.race([work(), limit]);
  } finally {
    done.abort();
  }
}
