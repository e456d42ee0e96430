import type { EntityManager } from 'typeorm';

/** Keeps the secret of the message of this unique key, written in the same transaction. */
export async function keepSecret(manager: EntityManager, uniqueKey: string, secret: string): Promise<void> {
  await manager.query(
    `INSERT INTO message_secret (message_id, secret) SELECT id, $2 FROM message WHERE unique_key = $1
     ON CONFLICT ON CONSTRAINT message_secret_pk DO NOTHING`,
    [uniqueKey, secret],
  );
}

/** Undefined: no such message, or its secret was forgotten. */
export async function secretOf(manager: EntityManager, uniqueKey: string): Promise<string | undefined> {
  const rows = await manager.query<{ secret: string }[]>(
    `SELECT s.secret FROM message_secret s JOIN message m ON m.id = s.message_id WHERE m.unique_key = $1`,
    [uniqueKey],
  );
  return rows[0]?.secret;
}

/** Forgets the secrets told about a match, and stops what still waits to tell one: they are worth nothing now. */
export async function forgetSecretsOf(manager: EntityManager, matchId: string): Promise<void> {
  await manager.query(
    `WITH gone AS (
       DELETE FROM message_secret s USING message m WHERE m.id = s.message_id AND m.match_id = $1 RETURNING m.id)
     UPDATE message SET state = 'cancelled', reason = 'link-ended'
      WHERE id IN (SELECT id FROM gone) AND state IN ('waiting', 'failed', 'no-address')`,
    [matchId],
  );
}
