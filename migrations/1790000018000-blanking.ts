import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was said about a conflict of interest can be blanked when its offer ended long ago. */
export class Blanking1790000018000 implements MigrationInterface {
  name = 'Blanking1790000018000';

  async up(q: QueryRunner): Promise<void> {
    await q.query('GRANT UPDATE (reason) ON conflict_declaration TO leader_match_app');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('REVOKE UPDATE (reason) ON conflict_declaration FROM leader_match_app');
  }
}
