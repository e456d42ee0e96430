import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables whose rows are only ever added, their free text, and when it was written. */
const APPEND_ONLY = [
  ['audit_event', 'reason', 'at'],
  ['case_contact', 'note', 'recorded_at'],
  ['case_move', 'reason', 'recorded_at'],
  ['conflict_check', 'note', 'recorded_at'],
  ['case_need_edit', 'reason', 'recorded_at'],
  ['direct_support', 'reason', 'recorded_at'],
  ['referral_record', 'reason,decided_by', 'recorded_at'],
] as const;

/** Rows that have a later life of their own, but whose reason is never rewritten. */
const KEPT_WORDS = [
  ['match_decision', 'reason', 'decided_at'],
  ['ruling', 'reason', 'ruled_at'],
] as const;

/**
 * What officials wrote in their own words can be blanked in place once it is old, and in no other way altered: the
 * database itself sees to it. What a run looked at says whether it was blanked.
 */
export class FreeText1790000020000 implements MigrationInterface {
  name = 'FreeText1790000020000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE FUNCTION refuse_rewording() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        texts text[] := string_to_array(TG_ARGV[0], ',');
        old_row jsonb := to_jsonb(OLD);
        new_row jsonb := to_jsonb(NEW);
        is_old boolean := (old_row->>TG_ARGV[1])::timestamptz < now() - interval '364 days';
        one text;
      BEGIN
        IF TG_ARGV[2] = 'append-only' AND old_row - texts IS DISTINCT FROM new_row - texts THEN
          RAISE EXCEPTION 'UPDATE of % is refused: rows are only ever added', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
        END IF;
        FOREACH one IN ARRAY texts LOOP
          IF old_row->one IS DISTINCT FROM new_row->one
             AND NOT (is_old AND new_row->>one = '(removed)' AND old_row->>one IS NOT NULL) THEN
            RAISE EXCEPTION 'UPDATE of % is refused: % is only ever blanked, after a year', TG_TABLE_NAME, one
              USING ERRCODE = 'restrict_violation';
          END IF;
        END LOOP;
        RETURN NEW;
      END
      $$`);
    for (const [table, texts, at] of APPEND_ONLY) {
      await q.query(`DROP TRIGGER ${table}_append_only ON ${table}`);
      await q.query(
        `CREATE TRIGGER ${table}_append_only BEFORE DELETE OR TRUNCATE ON ${table}
           FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
      );
      await keepWords(q, table, `'${texts}', '${at}', 'append-only'`);
      await q.query(`GRANT UPDATE (${texts}) ON ${table} TO leader_match_app`);
    }
    for (const [table, texts, at] of KEPT_WORDS) {
      await keepWords(q, table, `'${texts}', '${at}', 'words'`);
      await q.query(`GRANT UPDATE (${texts}) ON ${table} TO leader_match_app`);
    }
    await q.query(`ALTER TABLE run_snapshot ADD COLUMN blanked_at timestamptz`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE run_snapshot DROP COLUMN blanked_at`);
    for (const [table, texts] of KEPT_WORDS) {
      await q.query(`REVOKE UPDATE (${texts}) ON ${table} FROM leader_match_app`);
      await q.query(`DROP TRIGGER ${table}_words_kept ON ${table}`);
    }
    for (const [table, texts] of APPEND_ONLY) {
      await q.query(`REVOKE UPDATE (${texts}) ON ${table} FROM leader_match_app`);
      await q.query(`DROP TRIGGER ${table}_words_kept ON ${table}`);
      await q.query(`DROP TRIGGER ${table}_append_only ON ${table}`);
      await q.query(
        `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
           FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
      );
    }
    await q.query(`DROP FUNCTION refuse_rewording()`);
  }
}

async function keepWords(q: QueryRunner, table: string, given: string): Promise<void> {
  await q.query(
    `CREATE TRIGGER ${table}_words_kept BEFORE UPDATE ON ${table}
       FOR EACH ROW EXECUTE FUNCTION refuse_rewording(${given})`,
  );
}
