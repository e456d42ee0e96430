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
  await enqueueEach(manager, name, [payload]);
}

/** `enqueue` for many subjects, each named once, in one statement. */
export async function enqueueEach<Name extends JobName>(
  manager: EntityManager,
  name: Name,
  payloads: readonly JobPayload<Name>[],
): Promise<void> {
  if (payloads.length === 0) return;
  const checked = payloads.map((payload) => checkedPayload(name, payload));
  // The bell is heard once the transaction has committed.
  await manager.query(
    `WITH added AS (
     INSERT INTO outbox (job_name, subject_id, attempt, payload)
     SELECT $1, given."subjectId",
            (SELECT COALESCE(max(o.attempt), 0) + 1 FROM outbox o
              WHERE o.job_name = $1 AND o.subject_id = given."subjectId"),
            given.payload
       FROM jsonb_to_recordset($2::jsonb) AS given ("subjectId" text, payload jsonb)
     ON CONFLICT ON CONSTRAINT outbox_attempt DO NOTHING)
     SELECT pg_notify($3, $1)`,
    [name, JSON.stringify(checked), OUTBOX_CHANNEL],
  );
}
