import { type Job, type Queue, type Worker } from 'bullmq';

export type JobData = Record<string, string>;

/** The part of BullMQ's queue that is used here, whatever stands behind it. */
export type BullQueue = Pick<
  Queue<JobData>,
  'add' | 'getJobState' | 'getWaiting' | 'getWaitingCount' | 'waitUntilReady' | 'close'
> & { on(event: 'error', listener: (error: Error) => void): unknown };

export type BullWorker = Pick<Worker<JobData>, 'cancelJob' | 'cancelAllJobs' | 'close'> & {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: Job<JobData> | undefined, error: Error) => void): unknown;
  on(event: 'lockRenewalFailed', listener: (jobIds: string[]) => void): unknown;
};

export type BullProcessor = (job: Job<JobData>, token?: string, signal?: AbortSignal) => Promise<void>;

/** What differs between PostgreSQL and Redis: how a queue and a worker are made. */
export interface BullBackend {
  makeQueue(queue: string): BullQueue;
  makeWorker(queue: string, processor: BullProcessor, options: WorkerSettings): BullWorker;
}

export interface WorkerSettings {
  readonly concurrency: number;
  readonly lockDuration: number;
  readonly stalledInterval: number;
  readonly maxStalledCount: number;
  readonly runRetryDelay: number;
}
