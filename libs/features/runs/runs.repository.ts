import type { EntityManager } from 'typeorm';
import type { LeaderUsage, RunParams } from '../../domain/candidates/index.js';
import type { Facts, OfferYear } from '../../domain/kernel/index.js';
import type { RunState } from '../../domain/lifecycle/index.js';
import type { Plan, UncoveredInResult } from '../../domain/planning/index.js';
import type { RunSummary } from './run-summary.js';

export interface NewRun {
  readonly offer: OfferYear;
  readonly label: string;
  readonly params: RunParams;
  readonly snapshotSha256: string;
  /** Canonical JSON of the snapshot. */
  readonly snapshotJson: string;
  readonly createdBy: string;
}

/** A run's row as a use case sees it while it holds the row's lock. Ages are by the database's clock. */
export interface LockedRun {
  readonly id: string;
  readonly offer: OfferYear;
  readonly label: string;
  readonly state: RunState;
  readonly fence: number;
  readonly version: number;
  readonly cancelRequested: boolean;
  /** Null: no worker has taken it yet. */
  readonly heartbeatAgeSeconds: number | null;
}

/** Columns that a state change may set along with the state. */
export interface RunChange {
  readonly raiseFence?: boolean;
  readonly phase?: string | null;
  readonly fraction?: number;
  readonly gap?: number | null;
  readonly engine?: string;
  readonly failureCode?: string;
  readonly failureFacts?: Facts;
  readonly summary?: RunSummary;
  readonly beat?: boolean;
  readonly started?: boolean;
  readonly finished?: boolean;
}

/** Inserts the run as queued, with its frozen snapshot; returns its id. */
export async function insertRun(manager: EntityManager, run: NewRun): Promise<string> {
  const rows = await manager.query<{ id: string }[]>(
    `INSERT INTO run (offer, label, state, params, snapshot_sha256, created_by)
     VALUES ($1, $2, 'queued', $3::jsonb, $4, $5) RETURNING id`,
    [run.offer, run.label, JSON.stringify(run.params), run.snapshotSha256, run.createdBy],
  );
  const id = rows[0]?.id ?? '';
  await manager.query(`INSERT INTO run_snapshot (run_id, content) VALUES ($1, $2::jsonb)`, [
    id,
    run.snapshotJson,
  ]);
  return id;
}

/** The row, locked until the transaction ends; undefined when there is no such run. */
export async function lockRun(manager: EntityManager, id: string): Promise<LockedRun | undefined> {
  const rows = await manager.query<LockedRun[]>(
    `SELECT id, offer, label, state, fence, version,
            cancel_requested_at IS NOT NULL AS "cancelRequested",
            extract(epoch FROM clock_timestamp() - heartbeat_at)::float8 AS "heartbeatAgeSeconds"
       FROM run WHERE id = $1 FOR UPDATE`,
    [id],
  );
  return rows[0];
}

/**
 * Writes a state that `transition` allowed, with what goes along; false when the row is no longer the one that
 * was read (another state, version or fence).
 */
export async function changeRun(
  manager: EntityManager,
  run: LockedRun,
  state: RunState,
  change: RunChange = {},
): Promise<boolean> {
  const values: unknown[] = [run.id, run.version, run.fence, state, run.state];
  const sets = ['state = $4', 'version = version + 1'];
  const set = (column: string, value: unknown): void => {
    if (value === undefined) return;
    values.push(value);
    sets.push(`${column} = $${String(values.length)}`);
  };
  set('phase', change.phase);
  set('fraction', change.fraction);
  set('gap', change.gap);
  set('engine', change.engine);
  set('failure_code', change.failureCode);
  set('failure_facts', change.failureFacts && JSON.stringify(change.failureFacts));
  set('summary', change.summary && JSON.stringify(change.summary));
  if (change.raiseFence) sets.push('fence = fence + 1');
  if (change.beat) sets.push('heartbeat_at = clock_timestamp()');
  if (change.started) sets.push('started_at = coalesce(started_at, clock_timestamp())');
  if (change.finished) sets.push('finished_at = clock_timestamp()');
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE run SET ${sets.join(', ')} WHERE id = $1 AND state = $5 AND version = $2 AND fence = $3`,
    values,
  );
  return count === 1;
}

/** Without a lock. Undefined: there is no such run. */
export async function runStateNow(manager: EntityManager, runId: string): Promise<RunState | undefined> {
  const rows = await manager.query<{ state: RunState }[]>(`SELECT state FROM run WHERE id = $1`, [runId]);
  return rows[0]?.state;
}

/** Lets another worker take the run at once; nothing happens when it is no longer this one's. */
export async function releaseHold(manager: EntityManager, id: string, fence: number): Promise<void> {
  await manager.query(
    `UPDATE run SET heartbeat_at = NULL WHERE id = $1 AND fence = $2 AND state IN ('preparing','solving','checking')`,
    [id, fence],
  );
}

/** Shows that the worker with this fence lives; false when the run is no longer its own. */
export async function beatRun(manager: EntityManager, id: string, fence: number): Promise<boolean> {
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE run SET heartbeat_at = clock_timestamp()
      WHERE id = $1 AND fence = $2 AND state IN ('preparing','solving','checking')`,
    [id, fence],
  );
  return count === 1;
}

export async function requestCancel(manager: EntityManager, id: string): Promise<void> {
  await manager.query(
    `UPDATE run SET cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp()) WHERE id = $1`,
    [id],
  );
}

/** Stored once a run: a second row for the same run is refused by the primary key. */
export async function insertResult(
  manager: EntityManager,
  result: {
    readonly runId: string;
    readonly fence: number;
    readonly plan: Plan;
    readonly uncovered: readonly UncoveredInResult[];
    readonly leaders: readonly LeaderUsage[];
  },
): Promise<void> {
  await manager.query(
    `INSERT INTO run_result (run_id, fence, plan, uncovered, leaders)
     VALUES ($1, $2, $3::jsonb, $4::jsonb, $5::jsonb)`,
    [
      result.runId,
      result.fence,
      JSON.stringify(result.plan),
      JSON.stringify(result.uncovered),
      JSON.stringify(result.leaders),
    ],
  );
}
