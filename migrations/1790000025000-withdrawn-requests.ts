import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A decision that was recorded by mistake is withdrawn by a row of its own; the rows stay as they are. */
export class WithdrawnRequests1790000025000 implements MigrationInterface {
  name = 'WithdrawnRequests1790000025000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE referral_record ADD COLUMN withdraws bigint,
        ADD CONSTRAINT referral_record_withdraws_fk FOREIGN KEY (withdraws) REFERENCES referral_record (id),
        ADD CONSTRAINT referral_record_withdraws_uq UNIQUE (withdraws)`);
  }

  async down(q: QueryRunner): Promise<void> {
    // Without the column they would read as decisions.
    await q.query('ALTER TABLE referral_record DISABLE TRIGGER USER');
    await q.query('DELETE FROM referral_record WHERE withdraws IS NOT NULL');
    await q.query('ALTER TABLE referral_record ENABLE TRIGGER USER');
    await q.query('ALTER TABLE referral_record DROP COLUMN withdraws');
  }
}
