import type { EntityManager } from 'typeorm';

/** An answer that was given under a key. */
export interface GivenAnswer {
  /** SHA-256 of the request that it answered. */
  readonly requestHash: string;
  readonly status: number;
  /** JSON: whatever the edge needs to give it again. */
  readonly body: unknown;
}

/** A key stands for its request this long; after that it may be used anew. */
export const KEYS_KEPT_HOURS = 24;

/** The answer that is stored under this key of this person, if any. */
export async function givenAnswer(
  manager: EntityManager,
  actorId: string,
  key: string,
): Promise<GivenAnswer | undefined> {
  const rows = await manager.query<GivenAnswer[]>(
    `SELECT request_hash AS "requestHash", response_status AS status, response_body AS body
     FROM idempotency_key
     WHERE actor_id = $1 AND key = $2 AND created_at > now() - make_interval(hours => $3)`,
    [actorId, key, KEYS_KEPT_HOURS],
  );
  return rows[0];
}

/** Breaks when somebody else answered under the key meanwhile: then the effect must be rolled back, too. */
export const KEY_TAKEN = 'idempotency_key_pk';

/** Stores the answer in the transaction of its effect; keys of the past are swept away, some at a time. */
export async function storeAnswer(
  manager: EntityManager,
  actorId: string,
  key: string,
  { requestHash, status, body }: GivenAnswer,
): Promise<void> {
  await manager.query(
    `DELETE FROM idempotency_key WHERE (actor_id, key) IN (
       SELECT actor_id, key FROM idempotency_key WHERE created_at <= now() - make_interval(hours => $1)
       ORDER BY actor_id, key LIMIT 100)
       OR (actor_id = $2 AND key = $3 AND created_at <= now() - make_interval(hours => $1))`,
    [KEYS_KEPT_HOURS, actorId, key],
  );
  await manager.query(
    `INSERT INTO idempotency_key (actor_id, key, request_hash, response_status, response_body)
     VALUES ($1, $2, $3, $4, $5::jsonb)`,
    [actorId, key, requestHash, status, JSON.stringify(body)],
  );
}
