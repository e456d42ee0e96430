import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The outline of England that maps are drawn over, once somebody imports one. */
export class MapOutline1790000012000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE map_outline (
        id text NOT NULL,
        file_name text NOT NULL,
        sha256 text NOT NULL,
        content jsonb NOT NULL,
        imported_by text NOT NULL,
        imported_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT map_outline_pk PRIMARY KEY (id),
        CONSTRAINT map_outline_only_one CHECK (id = 'england')
      )`);
    await q.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON map_outline TO leader_match_app`);
    await q.query(`GRANT SELECT ON map_outline TO leader_match_reader`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE map_outline');
  }
}
