import { randomUUID } from 'node:crypto';
import { type EntityManager } from 'typeorm';
import { type Database } from '../database/index.js';
import { type QueueErrorListener } from './job-queue.js';
import { Repeater } from './repeater.js';
import { tellOnce } from './tell-once.js';

/** A worker that was not seen for this long counts as gone: several of its signs are missing. */
const GONE_AFTER_SECONDS = 30;

export interface WorkerPresenceOptions {
  readonly database: Database;
  readonly onError: QueueErrorListener;
  /** Default 10 000. */
  readonly everyMs?: number;
}

/** Shows in the database that this worker is there, so that people can tell a long queue from one that nobody serves. */
export class WorkerPresence {
  private readonly id = randomUUID();
  private readonly showing: Repeater;

  constructor(private readonly options: WorkerPresenceOptions) {
    const tell = tellOnce(options.onError);
    this.showing = new Repeater(
      options.everyMs ?? 10_000,
      () => this.show(),
      (error) => {
        tell(error, 'worker presence');
      },
    );
  }

  start(): void {
    this.showing.start();
  }

  /** The worker is gone from now on; one that cannot say so is forgotten after a while. */
  async stop(): Promise<void> {
    await this.showing.stop();
    try {
      await this.query('DELETE FROM worker_process WHERE id = $1', [this.id]);
    } catch (error) {
      this.options.onError(error instanceof Error ? error : new Error(String(error)), 'worker presence');
    }
  }

  private async show(): Promise<void> {
    await this.query(
      `INSERT INTO worker_process (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET seen_at = now()`,
      [this.id],
    );
    await this.query(`DELETE FROM worker_process WHERE seen_at < now() - interval '1 day'`);
  }

  private async query(statement: string, values: readonly unknown[] = []): Promise<void> {
    await this.options.database.manager.query(statement, [...values]);
  }
}

/** Workers that show themselves, and jobs that no queue has yet. */
export interface QueueState {
  readonly workers: number;
  /** Jobs that a transaction decided on and that were not handed to the queue yet. */
  readonly unsent: number;
  /** How long the first of them waits; null: there is none. */
  readonly unsentSeconds: number | null;
}

export async function readQueueState(manager: EntityManager): Promise<QueueState> {
  const [row] = await manager.query<QueueState[]>(
    `SELECT (SELECT count(*)::integer FROM worker_process
              WHERE seen_at > now() - make_interval(secs => $1)) AS workers,
            count(*)::integer AS unsent,
            extract(epoch FROM now() - min(created_at))::float8 AS "unsentSeconds"
       FROM outbox WHERE sent_at IS NULL`,
    [GONE_AFTER_SECONDS],
  );
  return row ?? { workers: 0, unsent: 0, unsentSeconds: null };
}
