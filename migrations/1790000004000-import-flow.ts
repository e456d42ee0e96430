import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files are recognised, mapped, previewed, confirmed and undone. */
export class ImportFlow1790000004000 implements MigrationInterface {
  name = 'ImportFlow1790000004000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE import
        ALTER COLUMN kind DROP NOT NULL,
        DROP CONSTRAINT import_state_known,
        ADD COLUMN version integer NOT NULL DEFAULT 1,
        ADD COLUMN takes integer NOT NULL DEFAULT 0,
        ADD COLUMN queued_at timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN review boolean NOT NULL DEFAULT false,
        ADD COLUMN kind_settled boolean NOT NULL DEFAULT false,
        ADD COLUMN recognition jsonb,
        ADD COLUMN header jsonb,
        ADD COLUMN change_counts jsonb,
        ADD COLUMN basis_n integer,
        ADD COLUMN stored_n integer,
        ADD COLUMN undone_n integer,
        ADD COLUMN undo_note jsonb,
        ADD COLUMN undo_refusal jsonb`);
    await q.query(
      `UPDATE import SET kind_settled = true, stored_n = ordered.n
       FROM (SELECT id, row_number() OVER (ORDER BY finished_at, created_at, id) AS n FROM import WHERE state = 'imported') ordered
       WHERE ordered.id = import.id`,
    );
    await q.query(`
      ALTER TABLE import
        ADD CONSTRAINT import_state_known CHECK (state IN ('received','reading','needs-kind','needs-columns','ready','confirmed','imported','undoing','failed','discarded','undone')),
        ADD CONSTRAINT import_kind_needed CHECK (kind IS NOT NULL OR state IN ('received','reading','needs-kind','failed','discarded'))`);
    await q.query(`
      CREATE TABLE import_change (
        import_id uuid NOT NULL,
        n integer NOT NULL,
        change text NOT NULL,
        subject text NOT NULL,
        label text,
        row_number integer,
        before jsonb,
        after jsonb,
        CONSTRAINT import_change_pk PRIMARY KEY (import_id, n),
        CONSTRAINT import_change_import_fk FOREIGN KEY (import_id) REFERENCES import (id) ON DELETE CASCADE,
        CONSTRAINT import_change_known CHECK (change IN ('added','changed','removed'))
      )`);
    await q.query(`
      CREATE TABLE column_map (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        kind text NOT NULL,
        header_sha256 text NOT NULL,
        header text[] NOT NULL,
        map jsonb NOT NULL,
        file_name text NOT NULL,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        used_at timestamptz NOT NULL DEFAULT now(),
        uses integer NOT NULL DEFAULT 0,
        CONSTRAINT column_map_pk PRIMARY KEY (id),
        CONSTRAINT column_map_source_uq UNIQUE (kind, header_sha256)
      )`);
    await q.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON import_change, column_map TO leader_match_app`);
    await q.query(`GRANT SELECT ON import_change, column_map TO leader_match_reader`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE column_map, import_change');
    await q.query(`UPDATE import SET state = 'imported' WHERE state = 'undoing'`);
    await q.query(
      `DELETE FROM import WHERE kind IS NULL OR state NOT IN ('received','reading','imported','failed')`,
    );
    await q.query(`
      ALTER TABLE import
        DROP CONSTRAINT import_kind_needed,
        DROP CONSTRAINT import_state_known,
        DROP COLUMN version, DROP COLUMN takes, DROP COLUMN queued_at, DROP COLUMN review, DROP COLUMN kind_settled,
        DROP COLUMN recognition, DROP COLUMN header, DROP COLUMN change_counts, DROP COLUMN basis_n,
        DROP COLUMN stored_n, DROP COLUMN undone_n, DROP COLUMN undo_note, DROP COLUMN undo_refusal,
        ALTER COLUMN kind SET NOT NULL`);
    await q.query(
      `ALTER TABLE import ADD CONSTRAINT import_state_known CHECK (state IN ('received','reading','imported','failed'))`,
    );
  }
}
