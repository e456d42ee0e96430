import pg from 'pg';
import { CONNECTION_TIMEOUT_MS } from '../database/index.js';
import { OUTBOX_CHANNEL } from './enqueue.js';
import { type QueueErrorListener } from './job-queue.js';
import { Repeater } from './repeater.js';
import { tellOnce } from './tell-once.js';

export interface OutboxBellOptions {
  readonly databaseUrl: string;
  /** There may be a job to send. */
  readonly onRing: () => void;
  readonly onError: QueueErrorListener;
  /** How soon a lost connection is made again; default 5,000. */
  readonly reconnectMs?: number;
}

/**
 * Hears on a connection of its own when a job was enqueued, so that it is sent at once. Only a shortcut: who misses the
 * bell (a lost connection, a pooler that passes no notifications on) finds the job by polling.
 */
export class OutboxBell {
  private readonly keeping: Repeater;
  private client: pg.Client | undefined;

  constructor(private readonly options: OutboxBellOptions) {
    const tell = tellOnce(options.onError);
    this.keeping = new Repeater(
      options.reconnectMs ?? 5000,
      () => this.connect(),
      (error) => {
        tell(error, 'outbox bell');
      },
    );
  }

  start(): void {
    this.keeping.start();
  }

  async stop(): Promise<void> {
    await this.keeping.stop();
    const { client } = this;
    this.client = undefined;
    await client?.end();
  }

  private async connect(): Promise<void> {
    if (this.client !== undefined) return;
    const client = new pg.Client({
      connectionString: this.options.databaseUrl,
      application_name: 'leader-match outbox bell',
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      keepAlive: true,
    });
    const lost = (): void => {
      if (this.client === client) this.client = undefined;
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', this.options.onRing);
    try {
      await client.connect();
      await client.query(`LISTEN ${OUTBOX_CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.client = client;
    this.options.onRing(); // for what came while nobody listened
  }
}
