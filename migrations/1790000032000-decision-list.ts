import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the list of decisions is sorted and filtered by, beside the facts that hold it: unpacking those of 22,000
 * schools for each page takes too long. The database keeps them alike, whoever writes.
 */
export class DecisionList1790000032000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE decision ADD COLUMN name text NOT NULL DEFAULT '', ADD COLUMN criterion text,
      ADD COLUMN half_days integer, ADD COLUMN contact_by text`);
    await q.query(`
      CREATE FUNCTION list_decision() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.name := coalesce(NEW.facts->>'name', '');
        NEW.criterion := NEW.facts->>'criterion';
        NEW.half_days := (NEW.facts->>'halfDays')::integer;
        NEW.contact_by := NEW.facts->>'contactBy';
        RETURN NEW;
      END $$`);
    await q.query(`CREATE TRIGGER decision_listed BEFORE INSERT OR UPDATE ON decision
      FOR EACH ROW EXECUTE FUNCTION list_decision()`);
    await q.query(`UPDATE decision SET facts = facts`);
    await q.query(`CREATE INDEX decision_name_ix ON decision (offer, eligible, name)`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TRIGGER decision_listed ON decision');
    await q.query('DROP FUNCTION list_decision()');
    await q.query('DROP INDEX decision_name_ix');
    await q.query(`ALTER TABLE decision DROP COLUMN name, DROP COLUMN criterion, DROP COLUMN half_days,
      DROP COLUMN contact_by`);
  }
}
