import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A file that is stored without a preview says itself whether it is meant that most of what is stored goes. */
export class AcceptedRemoval1790000015000 implements MigrationInterface {
  name = 'AcceptedRemoval1790000015000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE import ADD COLUMN accept_removal boolean NOT NULL DEFAULT false`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE import DROP COLUMN accept_removal');
  }
}
