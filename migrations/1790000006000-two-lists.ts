import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = `'survey','schools','inspections','groups','group-links','school-links','places','2ri-plus','referrals'`;

/**
 * Two more lists of one offer: schools below the floor (2018 to 2019), applications for support (2020 to 2021); and
 * what an assessment found on lists and in no file.
 */
export class TwoLists1790000006000 implements MigrationInterface {
  name = 'TwoLists1790000006000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE import DROP CONSTRAINT import_kind_known,
        ADD CONSTRAINT import_kind_known CHECK (kind IN (${KINDS},'below-floor','applications'))`);
    await q.query('ALTER TABLE assessment ADD COLUMN unknown_subjects jsonb');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE assessment DROP COLUMN unknown_subjects');
    await q.query(`DELETE FROM offer_list_entry WHERE list IN ('below-floor','applications')`);
    await q.query(`DELETE FROM import WHERE kind IN ('below-floor','applications')`);
    await q.query(`
      ALTER TABLE import DROP CONSTRAINT import_kind_known,
        ADD CONSTRAINT import_kind_known CHECK (kind IN (${KINDS}))`);
  }
}
