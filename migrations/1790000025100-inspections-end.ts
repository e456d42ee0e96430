import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An assessment says where its inspection files ended long before the day that was asked about. */
export class InspectionsEnd1790000025100 implements MigrationInterface {
  name = 'InspectionsEnd1790000025100';

  async up(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE assessment ADD COLUMN inspections_end date');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE assessment DROP COLUMN inspections_end');
  }
}
