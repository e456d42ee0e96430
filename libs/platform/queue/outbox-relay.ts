import { type EntityManager } from 'typeorm';
import { SYSTEM } from '../../domain/kernel/index.js';
import { type Database } from '../database/index.js';
import { checkedPayload, isJobName, JOB_NAMES, jobIdOf } from './job-catalogue.js';
import { type JobQueue, type QueueErrorListener } from './job-queue.js';
import { Repeater } from './repeater.js';
import { tellOnce } from './tell-once.js';

export interface OutboxRelayOptions {
  readonly database: Database;
  readonly queue: JobQueue;
  readonly onError: QueueErrorListener;
  /** Default 500. */
  readonly pollMs?: number;
}

interface UnsentRow {
  readonly id: string;
  readonly job_name: string;
  readonly subject_id: string;
  readonly attempt: number;
  readonly payload: unknown;
}

const BATCH = 20;
const PURGE_EVERY_MS = 60 * 60 * 1000;

/**
 * Moves jobs from the outbox to the queue. Any number of processes may run one: each row is locked by one of them. A
 * row counts as sent once the queue has it; a crash in between sends it again under the same job id.
 */
export class OutboxRelay {
  private readonly sending: Repeater;
  private readonly purging: Repeater;
  /** Rows that no queue would take, told once: the mark of a bug or of a newer version. */
  private readonly refused = new Set<string>();

  constructor(private readonly options: OutboxRelayOptions) {
    const tell = tellOnce(options.onError);
    const report = (error: Error): void => {
      tell(error, 'outbox relay');
    };
    this.sending = new Repeater(options.pollMs ?? 500, () => this.drain(), report);
    this.purging = new Repeater(PURGE_EVERY_MS, () => this.purge(), report);
  }

  start(): void {
    this.sending.start();
    this.purging.start();
  }

  /** Looks at once instead of at the next turn. */
  wake(): void {
    this.sending.wake();
  }

  /** Settles when the rows under way are done. */
  async stop(): Promise<void> {
    await Promise.all([this.sending.stop(), this.purging.stop()]);
  }

  /** Sends the oldest unsent jobs that no other relay holds; gives their number. Rejects when the queue is away. */
  async relayOnce(): Promise<number> {
    const { sent, failure } = await this.options.database.transaction(SYSTEM, (manager) =>
      this.batch(manager),
    );
    if (failure !== undefined) throw failure;
    return sent;
  }

  private async drain(): Promise<void> {
    while ((await this.relayOnce()) === BATCH);
  }

  /** What was sent before a failure stays marked as sent: hence the failure is a value here. */
  private async batch(manager: EntityManager): Promise<{ readonly sent: number; readonly failure?: Error }> {
    const rows = await manager.query<UnsentRow[]>(
      `SELECT id, job_name, subject_id, attempt, payload FROM outbox
        WHERE sent_at IS NULL AND job_name = ANY ($1) AND id <> ALL ($2::bigint[])
        ORDER BY id LIMIT ${String(BATCH)} FOR UPDATE SKIP LOCKED`,
      [JOB_NAMES, [...this.refused]],
    );
    const sent: string[] = [];
    let failure: Error | undefined;
    for (const row of rows) {
      const job = this.checked(row);
      if (job === undefined) continue;
      try {
        await this.options.queue.send(job);
        sent.push(row.id);
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
        break;
      }
    }
    if (sent.length > 0) {
      await manager.query('UPDATE outbox SET sent_at = now() WHERE id = ANY ($1::bigint[])', [sent]);
    }
    return { sent: sent.length, ...(failure === undefined ? {} : { failure }) };
  }

  private checked(row: UnsentRow): Parameters<JobQueue['send']>[0] | undefined {
    const name = row.job_name;
    if (!isJobName(name)) return undefined;
    try {
      const { payload } = checkedPayload(name, row.payload);
      return { name, payload, jobId: jobIdOf(name, row.subject_id, row.attempt) };
    } catch (error) {
      this.refused.add(row.id);
      this.options.onError(error as Error, `outbox row ${row.id}`);
      return undefined;
    }
  }

  private async purge(): Promise<void> {
    await this.options.database.manager.query(
      `DELETE FROM outbox WHERE id IN
         (SELECT id FROM outbox WHERE sent_at < now() - interval '30 days' ORDER BY id LIMIT 10000)`,
    );
  }
}
