import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until when a secret is worth anything: from then on nobody is shown it, also before it is forgotten. */
export class MessageSecretEnd1790000040000 implements MigrationInterface {
  name = 'MessageSecretEnd1790000040000';

  async up(q: QueryRunner): Promise<void> {
    // A service of before that still runs names no end: links live for 14 days.
    await q.query(
      `ALTER TABLE message_secret ADD COLUMN ends_at timestamptz NOT NULL DEFAULT (now() + interval '14 days')`,
    );
    await q.query(`
      UPDATE message_secret s SET ends_at = k.expires_at
        FROM message m, (SELECT match_id, max(expires_at) AS expires_at FROM sign_off_link GROUP BY match_id) k
       WHERE m.id = s.message_id AND k.match_id = m.match_id`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE message_secret DROP COLUMN ends_at');
  }
}
