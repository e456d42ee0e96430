import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers given online, which no file brought, and declared conflicts of interest. */
export class Conflicts1790000013000 implements MigrationInterface {
  name = 'Conflicts1790000013000';

  async up(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE survey_answer ALTER COLUMN import_id DROP NOT NULL');
    await q.query(`
      CREATE TABLE conflict_declaration (
        id bigint GENERATED ALWAYS AS IDENTITY,
        offer text NOT NULL,
        leader_ref text NOT NULL,
        subject_kind text NOT NULL,
        subject_id text NOT NULL,
        declared_by text NOT NULL,
        reason text NOT NULL,
        recorded_by text NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT now(),
        withdrawn_at timestamptz,
        withdrawn_by text,
        withdrawn_reason text,
        CONSTRAINT conflict_declaration_pk PRIMARY KEY (id),
        CONSTRAINT conflict_declaration_leader_fk FOREIGN KEY (leader_ref) REFERENCES leader (ref),
        CONSTRAINT conflict_declaration_subject_known CHECK (subject_kind IN ('case','school','trust')),
        CONSTRAINT conflict_declaration_side_known CHECK (declared_by IN ('leader','school','responsible-body')),
        CONSTRAINT conflict_declaration_withdrawn_whole
          CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
      )`);
    await q.query(`
      CREATE UNIQUE INDEX conflict_declaration_standing_ux
        ON conflict_declaration (offer, leader_ref, subject_kind, subject_id, declared_by) WHERE withdrawn_at IS NULL`);
    await q.query(`GRANT SELECT, INSERT, UPDATE (withdrawn_at, withdrawn_by, withdrawn_reason)
      ON conflict_declaration TO leader_match_app`);
    await q.query('GRANT SELECT ON conflict_declaration TO leader_match_reader');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE conflict_declaration');
    await q.query('DELETE FROM survey_answer WHERE import_id IS NULL');
    await q.query('ALTER TABLE survey_answer ALTER COLUMN import_id SET NOT NULL');
  }
}
