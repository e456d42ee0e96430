import { type JobName, type JobPayload } from './job-catalogue.js';

/** A job on its way from the outbox to the queue. */
export interface OutgoingJob {
  readonly name: JobName;
  readonly jobId: string;
  readonly payload: JobPayload<JobName>;
}

/** `there`: waits, is being handled, or will be tried again. `gone`: finished, failed for good, or unknown. */
export type JobPresence = 'there' | 'gone';

/** What a handler may use besides its payload. */
export interface JobContext {
  readonly jobId: string;
  /** 1 for the first call. */
  readonly attempt: number;
  /**
   * Aborts when the work should stop at once: another worker may have taken the job over (the queue's lock is no fence:
   * the result must be fenced in the database), or this process ends.
   */
  readonly signal: AbortSignal;
}

/** Returns when done; throws to be called again later, as often as the catalogue says. */
export type JobHandler<Name extends JobName = JobName> = (
  payload: JobPayload<Name>,
  context: JobContext,
) => Promise<void>;

/** One worker's view of its queue. */
export interface ConsumerState {
  readonly queue: string;
  /** Jobs being handled here. */
  readonly active: number;
  /** How many could be handled here at once. */
  readonly concurrency: number;
  /** Jobs that no worker has taken yet. */
  readonly waiting: number;
  /** Since when the first of them waits; 0 when none does. */
  readonly oldestWaitingSeconds: number;
}

export interface Consumer {
  state(): Promise<ConsumerState>;
  /** Takes no more jobs and waits for those under way; false when they did not end within the limit. */
  close(limitMs: number): Promise<boolean>;
}

export interface ConsumerOptions {
  /** Handled at once by this process; default: as the catalogue says. */
  readonly concurrency?: number;
}

/** The port: BullMQ on PostgreSQL and BullMQ on Redis stand behind it. */
export interface JobQueue {
  /** Settles once the queue can be used; rejects when it cannot. */
  waitUntilReady(): Promise<void>;
  /** Adds the job; one that is already there under this id stays one. Rejects within 5 s when the queue is away. */
  send(job: OutgoingJob): Promise<void>;
  presenceOf(name: JobName, jobId: string): Promise<JobPresence>;
  consume<Name extends JobName>(name: Name, handler: JobHandler<Name>, options?: ConsumerOptions): Consumer;
  close(): Promise<void>;
}

/** How trouble is told: the queue goes on by itself. */
export type QueueErrorListener = (error: Error, where: string) => void;
