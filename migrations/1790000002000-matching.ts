import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Matching runs, matches, and the ledger of leaders' days. */
export class Matching1790000002000 implements MigrationInterface {
  name = 'Matching1790000002000';

  async up(q: QueryRunner): Promise<void> {
    await this.runs(q);
    await this.matches(q);
    await this.ledger(q);
    await this.grants(q);
  }

  private async runs(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE run (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        offer text NOT NULL,
        label text NOT NULL,
        state text NOT NULL,
        params jsonb NOT NULL,
        snapshot_sha256 text NOT NULL,
        fence integer NOT NULL DEFAULT 0,
        heartbeat_at timestamptz,
        cancel_requested_at timestamptz,
        phase text,
        fraction real NOT NULL DEFAULT 0,
        gap double precision,
        engine text,
        failure_code text,
        failure_facts jsonb,
        summary jsonb,
        version integer NOT NULL DEFAULT 1,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        started_at timestamptz,
        finished_at timestamptz,
        CONSTRAINT run_pk PRIMARY KEY (id),
        CONSTRAINT run_state_known CHECK (state IN ('queued','preparing','solving','checking','solved','failed','cancelled','published','discarded'))
      )`);
    await q.query(`CREATE INDEX run_state_ix ON run (state)`);
    await q.query(`
      CREATE TABLE run_snapshot (
        run_id uuid NOT NULL,
        content jsonb NOT NULL,
        CONSTRAINT run_snapshot_pk PRIMARY KEY (run_id),
        CONSTRAINT run_snapshot_run_fk FOREIGN KEY (run_id) REFERENCES run (id)
      )`);
    await q.query(`
      CREATE TABLE run_result (
        run_id uuid NOT NULL,
        fence integer NOT NULL,
        plan jsonb NOT NULL,
        uncovered jsonb NOT NULL,
        leaders jsonb NOT NULL,
        CONSTRAINT run_result_pk PRIMARY KEY (run_id),
        CONSTRAINT run_result_run_fk FOREIGN KEY (run_id) REFERENCES run (id)
      )`);
  }

  private async matches(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE match (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        offer text NOT NULL,
        run_id uuid NOT NULL,
        case_id text NOT NULL,
        leader_ref text NOT NULL,
        half_days integer NOT NULL,
        origin text NOT NULL,
        state text NOT NULL,
        version integer NOT NULL DEFAULT 1,
        distance_metres integer NOT NULL,
        facts jsonb NOT NULL,
        case_state_before text,
        state_reason text,
        created_at timestamptz NOT NULL DEFAULT now(),
        changed_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT match_pk PRIMARY KEY (id),
        CONSTRAINT match_run_fk FOREIGN KEY (run_id) REFERENCES run (id),
        CONSTRAINT match_case_fk FOREIGN KEY (offer, case_id) REFERENCES support_case (offer, case_id),
        CONSTRAINT match_leader_fk FOREIGN KEY (leader_ref) REFERENCES leader (ref),
        CONSTRAINT match_half_days_positive CHECK (half_days > 0),
        CONSTRAINT match_origin_known CHECK (origin IN ('run','reviewer')),
        CONSTRAINT match_state_known CHECK (state IN ('proposed','published','accepted','declined','lapsed','active','completed','ended-early','superseded','stopped')),
        CONSTRAINT match_case_state_before_known CHECK (case_state_before IN ('eligible','contacting','offered','taken-up')),
        CONSTRAINT match_live_knows_case_state CHECK (state NOT IN ('published','accepted','active') OR case_state_before IS NOT NULL)
      )`);
    await q.query(
      `CREATE UNIQUE INDEX match_one_proposal_ux ON match (run_id, case_id) WHERE state = 'proposed'`,
    );
    await q.query(
      `CREATE UNIQUE INDEX match_one_live_ux ON match (offer, case_id) WHERE state IN ('published','accepted','active')`,
    );
    await q.query(`CREATE INDEX match_leader_ix ON match (offer, leader_ref)`);
  }

  /** reliability: a chain of rows that the database itself defends; whole half-days. */
  private async ledger(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE leader_budget (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        offer text NOT NULL,
        leader_ref text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT leader_budget_pk PRIMARY KEY (id),
        CONSTRAINT leader_budget_leader_uq UNIQUE (offer, leader_ref),
        CONSTRAINT leader_budget_leader_fk FOREIGN KEY (leader_ref) REFERENCES leader (ref)
      )`);
    await q.query(`
      CREATE TABLE ledger_entry (
        budget_id uuid NOT NULL,
        n integer NOT NULL,
        kind text NOT NULL,
        delta_half_days integer NOT NULL,
        prev_n integer,
        prev_balance integer NOT NULL,
        balance integer NOT NULL,
        idempotency_key text NOT NULL,
        actor_id text NOT NULL,
        reason text NOT NULL,
        match_id uuid,
        run_id uuid,
        at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT ledger_entry_pk PRIMARY KEY (budget_id, n),
        CONSTRAINT ledger_entry_balance_uq UNIQUE (budget_id, n, balance),
        CONSTRAINT ledger_entry_idempotency_uq UNIQUE (idempotency_key),
        CONSTRAINT ledger_entry_budget_fk FOREIGN KEY (budget_id) REFERENCES leader_budget (id),
        CONSTRAINT ledger_entry_match_fk FOREIGN KEY (match_id) REFERENCES match (id),
        CONSTRAINT ledger_entry_chain_fk FOREIGN KEY (budget_id, prev_n, prev_balance) REFERENCES ledger_entry (budget_id, n, balance),
        CONSTRAINT ledger_entry_kind_known CHECK (kind IN ('grant','adjust','reserve','release','deliver')),
        CONSTRAINT ledger_entry_grant_opens CHECK ((kind = 'grant') = (n = 1)),
        CONSTRAINT ledger_entry_never_below_zero CHECK (balance >= 0),
        CONSTRAINT ledger_entry_moves CHECK (delta_half_days <> 0),
        CONSTRAINT ledger_entry_sign CHECK ((kind IN ('reserve','deliver') AND delta_half_days < 0) OR (kind IN ('grant','release') AND delta_half_days > 0) OR kind = 'adjust'),
        CONSTRAINT ledger_entry_adds_up CHECK (balance = prev_balance + delta_half_days),
        CONSTRAINT ledger_entry_chained CHECK ((n = 1 AND prev_n IS NULL AND prev_balance = 0) OR (n > 1 AND prev_n IS NOT NULL AND prev_n = n - 1))
      )`);
    await q.query(`CREATE INDEX ledger_entry_match_ix ON ledger_entry (match_id)`);
    for (const table of ['ledger_entry', 'leader_budget']) {
      await q.query(
        `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
           FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
      );
    }
  }

  private async grants(q: QueryRunner): Promise<void> {
    const everyday = 'run, run_snapshot, run_result, match';
    await q.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${everyday} TO leader_match_app`);
    // The right to update one column is what SELECT ... FOR UPDATE asks for; the trigger refuses the update itself.
    await q.query(`GRANT SELECT, INSERT, UPDATE (created_at) ON leader_budget TO leader_match_app`);
    await q.query(`GRANT SELECT, INSERT ON ledger_entry TO leader_match_app`);
    await q.query(`GRANT SELECT ON ${everyday}, leader_budget, ledger_entry TO leader_match_reader`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE ledger_entry, leader_budget, match, run_result, run_snapshot, run');
  }
}
