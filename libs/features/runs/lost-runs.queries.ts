import type { EntityManager } from 'typeorm';
import { LOST_AFTER_SECONDS } from './run-timing.js';

/**
 * Runs that nobody works on: queued for longer than a queue takes, or in a worker's hands and silent. By the
 * database's clock. The reconciler sends them to the queue again.
 */
export async function findLostRuns(manager: EntityManager): Promise<readonly string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM run
      WHERE (state = 'queued' AND created_at < clock_timestamp() - make_interval(secs => $1))
         OR (state IN ('preparing','solving','checking')
             AND coalesce(heartbeat_at < clock_timestamp() - make_interval(secs => $1), true))
      ORDER BY created_at, id`,
    [LOST_AFTER_SECONDS],
  );
  return rows.map(({ id }) => id);
}
