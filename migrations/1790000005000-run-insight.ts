import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is known of a solved run beyond its plan, and the effects of changes that reviewers think of. */
export class RunInsight1790000005000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE run_insight (
        run_id uuid NOT NULL,
        leaders jsonb NOT NULL,
        regions jsonb NOT NULL,
        CONSTRAINT run_insight_pk PRIMARY KEY (run_id),
        CONSTRAINT run_insight_run_fk FOREIGN KEY (run_id) REFERENCES run (id)
      )`);
    await q.query(`
      CREATE TABLE run_case_insight (
        run_id uuid NOT NULL,
        case_id text NOT NULL,
        content jsonb NOT NULL,
        CONSTRAINT run_case_insight_pk PRIMARY KEY (run_id, case_id),
        CONSTRAINT run_case_insight_run_fk FOREIGN KEY (run_id) REFERENCES run (id)
      )`);
    await q.query(`
      CREATE TABLE run_effect (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        run_id uuid NOT NULL,
        changes jsonb NOT NULL,
        state text NOT NULL,
        content jsonb,
        failure_code text,
        failure_facts jsonb,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        CONSTRAINT run_effect_pk PRIMARY KEY (id),
        CONSTRAINT run_effect_run_fk FOREIGN KEY (run_id) REFERENCES run (id),
        CONSTRAINT run_effect_state_known CHECK (state IN ('queued','known','refused','failed'))
      )`);
    await q.query(`CREATE INDEX run_effect_run_ix ON run_effect (run_id)`);
    await q.query(`CREATE INDEX run_effect_state_ix ON run_effect (state)`);
    const tables = 'run_insight, run_case_insight, run_effect';
    await q.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${tables} TO leader_match_app`);
    await q.query(`GRANT SELECT ON ${tables} TO leader_match_reader`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE run_effect, run_case_insight, run_insight');
  }
}
