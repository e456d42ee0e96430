import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows of stored files that could not be read: what they say is missing, not false. */
export class UnreadRows1790000010000 implements MigrationInterface {
  name = 'UnreadRows1790000010000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE import_unread (
        import_id uuid NOT NULL,
        n integer NOT NULL,
        subject_kind text,
        subject_id text,
        inspection_number text,
        row_number integer NOT NULL,
        CONSTRAINT import_unread_pk PRIMARY KEY (import_id, n),
        CONSTRAINT import_unread_import_fk FOREIGN KEY (import_id) REFERENCES import (id) ON DELETE CASCADE,
        CONSTRAINT import_unread_subject_known CHECK ((subject_kind IS NULL AND subject_id IS NULL)
          OR (subject_kind IN ('school','trust') AND subject_id IS NOT NULL))
      )`);
    await q.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON import_unread TO leader_match_app`);
    await q.query(`GRANT SELECT ON import_unread TO leader_match_reader`);
    await q.query('ALTER TABLE assessment ADD COLUMN unread_rows jsonb');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE assessment DROP COLUMN unread_rows');
    await q.query('DROP TABLE import_unread');
  }
}
