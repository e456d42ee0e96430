import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = `'survey','schools','inspections','groups','group-links','school-links','places','2ri-plus','referrals','below-floor','applications'`;

/** Files of contacts, and which of them brought an address. */
export class ContactFiles1790000017000 implements MigrationInterface {
  name = 'ContactFiles1790000017000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE import DROP CONSTRAINT import_kind_known,
        ADD CONSTRAINT import_kind_known CHECK (kind IN (${KINDS},'contacts'))`);
    await q.query(`
      ALTER TABLE contact_address
        ADD COLUMN import_id uuid CONSTRAINT contact_address_import_fk REFERENCES import (id)`);
    await q.query('CREATE INDEX contact_address_import_ix ON contact_address (import_id)');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE contact_address DROP COLUMN import_id');
    await q.query(`DELETE FROM import WHERE kind = 'contacts'`);
    await q.query(`
      ALTER TABLE import DROP CONSTRAINT import_kind_known,
        ADD CONSTRAINT import_kind_known CHECK (kind IN (${KINDS}))`);
  }
}
