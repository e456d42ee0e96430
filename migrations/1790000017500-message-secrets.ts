import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The part of a message that only its reader may know, apart from the message, so that it can be forgotten. */
export class MessageSecrets1790000017500 implements MigrationInterface {
  name = 'MessageSecrets1790000017500';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE message_secret (
        message_id uuid NOT NULL,
        secret text NOT NULL,
        CONSTRAINT message_secret_pk PRIMARY KEY (message_id),
        CONSTRAINT message_secret_message_fk FOREIGN KEY (message_id) REFERENCES message (id)
      )`);
    // The reader gets nothing: who has the secret may sign for a school.
    await q.query('GRANT SELECT, INSERT, DELETE ON message_secret TO leader_match_app');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE message_secret');
  }
}
