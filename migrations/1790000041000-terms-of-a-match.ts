import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What becomes of a match; who supports whom, for how many days and why, stands for good. */
const CHANGES = `state, version, changed_at, case_state_before, state_reason, answer_by, published_at, other_dates,
  other_dates_note`;
const KEPT = 'match, run, run_snapshot, run_result';

/** The services neither rewrite a match nor remove one or its run, and days move only in the budget of the match's leader. */
export class TermsOfAMatch1790000041000 implements MigrationInterface {
  name = 'TermsOfAMatch1790000041000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`REVOKE DELETE ON ${KEPT} FROM leader_match_app`);
    await q.query('REVOKE UPDATE ON match FROM leader_match_app');
    await q.query(`GRANT UPDATE (${CHANGES}) ON match TO leader_match_app`);
    await q.query(`
      CREATE FUNCTION refuse_days_of_another() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM match m, leader_budget b WHERE m.id = NEW.match_id AND b.id = NEW.budget_id
                      AND (m.offer, m.leader_ref) <> (b.offer, b.leader_ref)) THEN
          RAISE EXCEPTION 'days of match % are not moved in the budget of another leader', NEW.match_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_days_of_its_leader', TABLE = 'ledger_entry';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER ledger_entry_days_of_its_leader BEFORE INSERT ON ledger_entry
        FOR EACH ROW WHEN (NEW.match_id IS NOT NULL) EXECUTE FUNCTION refuse_days_of_another()`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TRIGGER ledger_entry_days_of_its_leader ON ledger_entry');
    await q.query('DROP FUNCTION refuse_days_of_another()');
    await q.query(`REVOKE UPDATE (${CHANGES}) ON match FROM leader_match_app`);
    await q.query('GRANT UPDATE ON match TO leader_match_app');
    await q.query(`GRANT DELETE ON ${KEPT} TO leader_match_app`);
  }
}
