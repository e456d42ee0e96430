import { type EntityManager } from 'typeorm';
import { checkedPayload, type JobName, type JobPayload } from './job-catalogue.js';

/** On which PostgreSQL tells that there is a job to send. */
export const OUTBOX_CHANNEL = 'leader_match_outbox';

/**
 * Decides on a job in the caller's transaction: the relay sends it once that has committed, and not at all when it
 * rolls back. Throws when the catalogue knows no such job or payload. Of two transactions that enqueue a job for the
 * same subject at the same moment, the later adds nothing.
 */
export async function enqueue<Name extends JobName>(
  manager: EntityManager,
  name: Name,
  payload: JobPayload<Name>,
): Promise<void> {
  const checked = checkedPayload(name, payload);
  await manager.query(
    `INSERT INTO outbox (job_name, subject_id, attempt, payload)
     SELECT $1, $2, COALESCE(max(attempt), 0) + 1, $3::jsonb
       FROM outbox WHERE job_name = $1 AND subject_id = $2
     ON CONFLICT ON CONSTRAINT outbox_attempt DO NOTHING`,
    [name, checked.subjectId, JSON.stringify(checked.payload)],
  );
  // Heard once the transaction has committed.
  await manager.query('SELECT pg_notify($1, $2)', [OUTBOX_CHANNEL, name]);
}
