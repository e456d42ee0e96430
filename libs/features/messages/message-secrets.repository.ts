import type { EntityManager } from 'typeorm';

export interface MessageSecret {
  readonly secret: string;
  readonly endsAt: Date;
}

/** Keeps the secret of the message of this unique key, written in the same transaction. */
export async function keepSecret(
  manager: EntityManager,
  uniqueKey: string,
  { secret, endsAt }: MessageSecret,
): Promise<void> {
  await manager.query(
    `INSERT INTO message_secret (message_id, secret, ends_at) SELECT id, $2, $3 FROM message WHERE unique_key = $1
     ON CONFLICT ON CONSTRAINT message_secret_pk DO NOTHING`,
    [uniqueKey, secret, endsAt],
  );
}

/** Undefined: no such message, or its secret was forgotten. */
export async function secretOf(
  manager: EntityManager,
  uniqueKey: string,
): Promise<MessageSecret | undefined> {
  const rows = await manager.query<MessageSecret[]>(
    `SELECT s.secret, s.ends_at AS "endsAt" FROM message_secret s JOIN message m ON m.id = s.message_id
      WHERE m.unique_key = $1`,
    [uniqueKey],
  );
  return rows[0];
}

/** Forgets the secrets that have ended, and stops what still waits to tell one. */
export async function forgetEndedSecrets(manager: EntityManager): Promise<void> {
  await manager.query(
    `WITH gone AS (DELETE FROM message_secret WHERE ends_at <= now() RETURNING message_id)
     UPDATE message SET state = 'cancelled', reason = 'link-ended'
      WHERE id IN (SELECT message_id FROM gone) AND state IN ('waiting', 'failed', 'no-address')`,
  );
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
