import { setTimeout as delay } from 'node:timers/promises';
import { CLS_ID, ClsServiceManager } from 'nestjs-cls';
import { type BullProcessor, type BullQueue, type BullWorker } from './bullmq-types.js';
import { checkedPayload, JOB_CATALOGUE, type JobName } from './job-catalogue.js';
import { type Consumer, type ConsumerState, type JobHandler } from './job-queue.js';

interface ConsumerParts<Name extends JobName> {
  readonly name: Name;
  readonly handler: JobHandler<Name>;
  readonly queue: BullQueue;
  readonly concurrency: number;
  readonly makeWorker: (processor: BullProcessor) => BullWorker;
  readonly onError: (error: Error) => void;
}

/** After the limit the handlers are told to stop; they get this long to do so. */
const STOP_MS = 2_000;

/** One BullMQ worker with its handler. */
export class BullConsumer<Name extends JobName> implements Consumer {
  private readonly worker: BullWorker;
  private active = 0;

  constructor(private readonly parts: ConsumerParts<Name>) {
    const { name, handler, makeWorker, onError } = parts;
    // BullMQ hands over a signal only to processors of three parameters.
    this.worker = makeWorker(async (job, _token, signal) => {
      this.active++;
      try {
        const { payload } = checkedPayload(name, job.data);
        const jobId = job.id ?? '';
        const context = {
          jobId,
          attempt: job.attemptsMade + 1,
          signal: signal ?? new AbortController().signal,
        };
        // Log lines and audit events of the handler carry the job's id.
        await inContextOf(jobId, () => handler(payload, context));
      } finally {
        this.active--;
      }
    });
    this.worker.on('error', onError);
    this.worker.on('failed', (job, error) => {
      onError(new Error(`Job ${job?.id ?? 'unknown'} failed: ${error.message}`, { cause: error }));
    });
    this.worker.on('lockRenewalFailed', (jobIds) => {
      for (const jobId of jobIds) this.worker.cancelJob(jobId, 'the lock on the job is lost');
    });
  }

  async state(): Promise<ConsumerState> {
    const { queue, name, concurrency } = this.parts;
    const [waiting, first] = await Promise.all([queue.getWaitingCount(), queue.getWaiting(0, 0)]);
    const since = first[0]?.timestamp;
    return {
      queue: JOB_CATALOGUE[name].queue,
      active: this.active,
      concurrency,
      waiting,
      oldestWaitingSeconds: since === undefined ? 0 : Math.max(0, (Date.now() - since) / 1000),
    };
  }

  async close(limitMs: number): Promise<boolean> {
    const closed = this.worker.close().then(() => true);
    if (await first(closed, limitMs)) return true;
    this.worker.cancelAllJobs('the worker ends');
    return first(closed, STOP_MS);
  }
}

async function inContextOf(jobId: string, work: () => Promise<void>): Promise<void> {
  const context = ClsServiceManager.getClsService();
  await context.run(async () => {
    context.set(CLS_ID, jobId);
    await work();
  });
}

async function first(closed: Promise<boolean>, limitMs: number): Promise<boolean> {
  const done = new AbortController();
  const limit = delay(limitMs, false, { signal: done.signal }).catch(() => false);
  try {
    return await Promise.race([closed, limit]);
  } finally {
    done.abort();
  }
}
