import type { EntityManager } from 'typeorm';
import type { Facts } from '../../domain/kernel/index.js';
import type { PlanChange } from '../../domain/planning/index.js';
import type { EffectContent, EffectView } from './run-effect.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A question that a worker has not answered by then is sent again. */
const LOST_AFTER_SECONDS = 20;

/** Inserts the question as queued; returns its id. */
export async function insertEffect(
  manager: EntityManager,
  effect: { readonly runId: string; readonly changes: readonly PlanChange[]; readonly createdBy: string },
): Promise<string> {
  const rows = await manager.query<{ id: string }[]>(
    `INSERT INTO run_effect (run_id, changes, state, created_by)
     VALUES ($1, $2::jsonb, 'queued', $3) RETURNING id`,
    [effect.runId, JSON.stringify(effect.changes), effect.createdBy],
  );
  return rows[0]?.id ?? '';
}

/** Null: there is no such question. */
export async function findEffect(manager: EntityManager, id: string): Promise<EffectView | null> {
  if (!UUID.test(id)) return null;
  const rows = await manager.query<EffectView[]>(
    `SELECT id, run_id AS "runId", changes, state, content, failure_code AS "failureCode",
            failure_facts AS "failureFacts", created_by AS "createdBy",
            to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"
       FROM run_effect WHERE id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** Writes the answer once: false when there already is one. */
export async function answerEffect(
  manager: EntityManager,
  id: string,
  answer:
    | { readonly state: 'known'; readonly content: EffectContent }
    | { readonly state: 'refused' | 'failed'; readonly code: string; readonly facts: Facts },
): Promise<boolean> {
  const [content, code, facts] =
    answer.state === 'known'
      ? [JSON.stringify(answer.content), null, null]
      : [null, answer.code, JSON.stringify(answer.facts)];
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE run_effect SET state = $2, content = $3::jsonb, failure_code = $4, failure_facts = $5::jsonb,
            finished_at = clock_timestamp()
      WHERE id = $1 AND state = 'queued'`,
    [id, answer.state, content, code, facts],
  );
  return count === 1;
}

/** Questions that nobody has answered for longer than a queue takes. By the database's clock. */
export async function findLostEffects(manager: EntityManager): Promise<readonly string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM run_effect
      WHERE state = 'queued' AND created_at < clock_timestamp() - make_interval(secs => $1)
      ORDER BY created_at, id`,
    [LOST_AFTER_SECONDS],
  );
  return rows.map(({ id }) => id);
}

/** Deletes those asked more than so many days ago that no decision names; returns how many. By the database's clock. */
export async function deleteOldEffects(manager: EntityManager, keptDays: number): Promise<number> {
  const [, count] = await manager.query<[unknown, number]>(
    `DELETE FROM run_effect e
      WHERE e.created_at < clock_timestamp() - make_interval(days => $1)
        AND NOT EXISTS (SELECT FROM match_decision d WHERE d.effect_id = e.id)`,
    [keptDays],
  );
  return count;
}
