import { type EntityManager } from 'typeorm';
import { SYSTEM } from '../../domain/kernel/index.js';
import { type Database } from '../database/index.js';
import { enqueue } from './enqueue.js';
import { JOB_CATALOGUE, jobIdOf, type JobName } from './job-catalogue.js';
import { type JobQueue, type QueueErrorListener } from './job-queue.js';
import { Repeater } from './repeater.js';
import { tellOnce } from './tell-once.js';

/** Knows by the database alone which subjects should have a job under way but show no sign of one. */
export interface LostJobFinder<Name extends JobName = JobName> {
  readonly job: Name;
  /**
   * Ids of subjects that look lost: queued for a while, or taken by a worker whose heartbeat has stopped. Too many is
   * harmless: those whose job is still in the outbox or in the queue are left alone.
   */
  findLost(manager: EntityManager): Promise<readonly string[]>;
  /** The job was sent as often as the catalogue allows: mark the subject as failed, in this transaction. */
  giveUp(manager: EntityManager, subjectId: string): Promise<void>;
}

export interface ReconcilerOptions {
  readonly database: Database;
  readonly queue: JobQueue;
  readonly finders: readonly LostJobFinder[];
  readonly onError: QueueErrorListener;
  /** Default 15 000. */
  readonly everyMs?: number;
}

/** What became of the subjects that looked lost. */
export interface ReconcileReport {
  readonly resent: readonly string[];
  readonly givenUp: readonly string[];
}

/** Sends jobs again that were lost with the queue (an emptied Redis) or with their worker. */
export class Reconciler {
  private readonly repeater: Repeater;

  constructor(private readonly options: ReconcilerOptions) {
    const tell = tellOnce(options.onError);
    this.repeater = new Repeater(
      options.everyMs ?? 15_000,
      async () => {
        await this.reconcileOnce();
      },
      (error) => {
        tell(error, 'reconciler');
      },
    );
  }

  start(): void {
    this.repeater.start();
  }

  async stop(): Promise<void> {
    await this.repeater.stop();
  }

  /** Puts what was lost back into the outbox. Rejects, changing nothing more, when the queue cannot be asked. */
  async reconcileOnce(): Promise<ReconcileReport> {
    const resent: string[] = [];
    const givenUp: string[] = [];
    for (const finder of this.options.finders) {
      const lost = await finder.findLost(this.options.database.manager);
      for (const subjectId of lost) {
        if (!(await this.isGone(finder.job, subjectId))) continue;
        const fate = await this.restore(finder, subjectId);
        if (fate === 'resent') resent.push(subjectId);
        if (fate === 'given-up') givenUp.push(subjectId);
      }
    }
    return { resent, givenUp };
  }

  private async isGone(job: JobName, subjectId: string): Promise<boolean> {
    const last = await lastSending(this.options.database.manager, job, subjectId);
    if (last === undefined) return true;
    if (!last.sent) return false; // the relay will
    return (await this.options.queue.presenceOf(job, jobIdOf(job, subjectId, last.attempt))) === 'gone';
  }

  private async restore(finder: LostJobFinder, subjectId: string): Promise<'resent' | 'given-up' | 'left'> {
    return this.options.database.transaction(SYSTEM, async (manager) => {
      // One reconciler at a time for a subject: a second would count its attempt twice.
      await manager.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`${finder.job} ${subjectId}`]);
      const last = await lastSending(manager, finder.job, subjectId);
      if (last !== undefined && !last.sent) return 'left';
      if (last !== undefined && last.attempt >= JOB_CATALOGUE[finder.job].mostSendings) {
        await finder.giveUp(manager, subjectId);
        return 'given-up';
      }
      await enqueue(manager, finder.job, JOB_CATALOGUE[finder.job].payloadFor(subjectId));
      return 'resent';
    });
  }
}

async function lastSending(
  manager: EntityManager,
  job: JobName,
  subjectId: string,
): Promise<{ readonly attempt: number; readonly sent: boolean } | undefined> {
  const rows = await manager.query<{ attempt: number; sent: boolean }[]>(
    `SELECT attempt, sent_at IS NOT NULL AS sent FROM outbox
      WHERE job_name = $1 AND subject_id = $2 ORDER BY attempt DESC LIMIT 1`,
    [job, subjectId],
  );
  return rows[0];
}
