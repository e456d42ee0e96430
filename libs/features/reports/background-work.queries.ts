import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { type JobName, type QueueState, readQueueState } from '../../platform/queue/index.js';
import { findLostImports } from '../imports/index.js';
import { findLostAssessments } from '../offers/index.js';
import { findLostEffects, findLostRuns } from '../runs/index.js';

/** What the workers have to do of one kind, by what was asked for. */
export interface WorkOfKind {
  readonly job: JobName;
  /** Waiting for a worker, or in the hands of one. */
  readonly unfinished: number;
  /** Since when the first of them is asked for; null: there is none. */
  readonly oldestSeconds: number | null;
  /** Of those, waiting longer than they ever should, or left by a worker that went away. */
  readonly heldUp: number;
  /** Failed for good, of those asked for in the last 7 days. */
  readonly failed: number;
  /** Asked for and done in the last 7 days. */
  readonly done: number;
}

export interface BackgroundWork extends QueueState {
  readonly kinds: readonly WorkOfKind[];
}

type Counted = Omit<WorkOfKind, 'heldUp'> & { readonly heldUp: number | null };

/** One kind: its table, the states that are not an end, and the end that is a failure. */
const COUNTS: readonly (readonly [job: JobName, table: string, open: string, failed: string])[] = [
  ['import', 'import', `state IN ('received','reading','confirmed','undoing')`, `state = 'failed'`],
  ['assessment', 'assessment', `state = 'queued'`, `state = 'failed'`],
  ['run', 'run', `state IN ('queued','preparing','solving','checking')`, `state = 'failed'`],
  ['effect', 'run_effect', `state = 'queued'`, `state = 'failed'`],
  ['message', 'message', `state = 'waiting'`, `state = 'failed'`],
];
const LATELY = `created_at > now() - interval '7 days'`;
/** A message that nobody has tried to send: one that was tried waits for its next turn, up to 21 minutes. */
const UNTRIED = `SELECT count(*)::integer FROM message m LEFT JOIN message b ON b.id = m.follows AND b.state = 'waiting'
  WHERE m.state = 'waiting' AND m.attempts = 0 AND b.id IS NULL AND m.created_at < now() - interval '1 minute'`;

/** How the work stands that workers do: by the tables that jobs are about, whatever carries the jobs. */
@Injectable()
export class BackgroundWorkQueries {
  constructor(private readonly database: Database) {}

  async now(): Promise<BackgroundWork> {
    const { manager } = this.database;
    const [state, counted, imports, assessments, runs, effects] = await Promise.all([
      readQueueState(manager),
      manager.query<Counted[]>(
        COUNTS.map(
          ([job, table, open, failed]) =>
            `SELECT '${job}' AS job, count(*) FILTER (WHERE ${open})::integer AS unfinished,
                    extract(epoch FROM now() - min(created_at) FILTER (WHERE ${open}))::float8 AS "oldestSeconds",
                    count(*) FILTER (WHERE ${failed} AND ${LATELY})::integer AS failed,
                    count(*) FILTER (WHERE NOT (${open}) AND NOT (${failed}) AND ${LATELY})::integer AS done,
                    ${job === 'message' ? `(${UNTRIED})` : 'NULL::integer'} AS "heldUp" FROM ${table}`,
        ).join(' UNION ALL '),
      ),
      findLostImports(manager),
      findLostAssessments(manager),
      findLostRuns(manager),
      findLostEffects(manager),
    ]);
    const lost = new Map<JobName, number>([
      ['import', imports.length],
      ['assessment', assessments.length],
      ['run', runs.length],
      ['effect', effects.length],
    ]);
    const kinds = counted.map((kind) => ({ ...kind, heldUp: kind.heldUp ?? lost.get(kind.job) ?? 0 }));
    return { ...state, kinds };
  }
}
