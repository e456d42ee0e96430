import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The service's own tables: people, imported facts, offers, budgets, runs and matches. */
export class Service1790000001000 implements MigrationInterface {
  name = 'Service1790000001000';

  async up(q: QueryRunner): Promise<void> {
    await this.people(q);
    await this.imports(q);
    await this.facts(q);
    await this.offers(q);
    await this.runs(q);
    await this.matches(q);
    await this.ledger(q);
    await this.grants(q);
  }

  private async people(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE app_user (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        username text NOT NULL,
        display_name text NOT NULL,
        password_hash text,
        roles text[] NOT NULL,
        leader_ref text,
        disabled_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT app_user_pk PRIMARY KEY (id),
        CONSTRAINT app_user_username_uq UNIQUE (username),
        CONSTRAINT app_user_roles_known CHECK (roles <@ ARRAY['coordinator','reviewer','leader','admin']),
        CONSTRAINT app_user_leader_has_ref CHECK (NOT ('leader' = ANY (roles)) OR leader_ref IS NOT NULL)
      )`);
    await q.query(`
      CREATE TABLE api_token (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        user_id uuid NOT NULL,
        name text NOT NULL,
        token_sha256 text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        revoked_at timestamptz,
        last_used_at timestamptz,
        CONSTRAINT api_token_pk PRIMARY KEY (id),
        CONSTRAINT api_token_sha256_uq UNIQUE (token_sha256),
        CONSTRAINT api_token_user_fk FOREIGN KEY (user_id) REFERENCES app_user (id)
      )`);
  }

  private async imports(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE import (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        kind text NOT NULL,
        offer text,
        file_name text NOT NULL,
        sha256 text NOT NULL,
        byte_size bigint NOT NULL,
        state text NOT NULL,
        fraction real NOT NULL DEFAULT 0,
        column_map jsonb NOT NULL DEFAULT '{}',
        row_count integer NOT NULL DEFAULT 0,
        stored_count integer NOT NULL DEFAULT 0,
        fault_count integer NOT NULL DEFAULT 0,
        failure_code text,
        failure_facts jsonb,
        fence integer NOT NULL DEFAULT 0,
        heartbeat_at timestamptz,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        CONSTRAINT import_pk PRIMARY KEY (id),
        CONSTRAINT import_kind_known CHECK (kind IN ('survey','schools','inspections','groups','group-links','school-links','places','2ri-plus','referrals')),
        CONSTRAINT import_state_known CHECK (state IN ('received','reading','imported','failed'))
      )`);
    await q.query(`CREATE INDEX import_sha256_ix ON import (sha256)`);
    await q.query(`
      CREATE TABLE import_chunk (
        import_id uuid NOT NULL,
        n integer NOT NULL,
        bytes bytea NOT NULL,
        CONSTRAINT import_chunk_pk PRIMARY KEY (import_id, n),
        CONSTRAINT import_chunk_import_fk FOREIGN KEY (import_id) REFERENCES import (id) ON DELETE CASCADE
      )`);
    await q.query(`
      CREATE TABLE import_fault (
        import_id uuid NOT NULL,
        n integer NOT NULL,
        row_number integer,
        column_name text,
        value text,
        code text NOT NULL,
        allowed text[] NOT NULL,
        effect text NOT NULL,
        facts jsonb NOT NULL,
        CONSTRAINT import_fault_pk PRIMARY KEY (import_id, n),
        CONSTRAINT import_fault_import_fk FOREIGN KEY (import_id) REFERENCES import (id) ON DELETE CASCADE,
        CONSTRAINT import_fault_effect_known CHECK (effect IN ('file-refused','row-refused','value-ignored','noted'))
      )`);
    await q.query(`
      CREATE UNLOGGED TABLE import_stage (
        import_id uuid NOT NULL,
        fence integer NOT NULL,
        n integer NOT NULL,
        row_data jsonb NOT NULL,
        CONSTRAINT import_stage_pk PRIMARY KEY (import_id, fence, n)
      )`);
  }

  private async facts(q: QueryRunner): Promise<void> {
    const table = async (name: string, columns: string, key: string): Promise<void> => {
      await q.query(`
        CREATE TABLE ${name} (
          ${columns},
          facts jsonb NOT NULL,
          import_id uuid NOT NULL,
          CONSTRAINT ${name}_pk PRIMARY KEY (${key}),
          CONSTRAINT ${name}_import_fk FOREIGN KEY (import_id) REFERENCES import (id)
        )`);
    };
    await table(
      'school',
      'urn text NOT NULL, name text NOT NULL, la_name text, region_name text, trust_uid text, status_code text NOT NULL',
      'urn',
    );
    await q.query(`CREATE INDEX school_trust_ix ON school (trust_uid)`);
    await table(
      'inspection',
      'urn text NOT NULL, inspection_key text NOT NULL, start_date date NOT NULL',
      'urn, inspection_key',
    );
    await table('uninspected_school', 'urn text NOT NULL', 'urn');
    await table('trust', 'uid text NOT NULL, name text NOT NULL', 'uid');
    await table('trust_membership', 'trust_uid text NOT NULL, urn text NOT NULL', 'trust_uid, urn');
    await table(
      'school_link',
      'urn text NOT NULL, linked_urn text NOT NULL, kind text NOT NULL',
      'urn, linked_urn, kind',
    );
    await table('place', 'outcode text NOT NULL', 'outcode');
    await table(
      'offer_list_entry',
      'offer text NOT NULL, list text NOT NULL, subject_id text NOT NULL',
      'offer, list, subject_id',
    );
    await q.query(`
      CREATE TABLE leader (
        ref text NOT NULL,
        name text NOT NULL,
        email text,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT leader_pk PRIMARY KEY (ref)
      )`);
    await q.query(`
      CREATE TABLE survey_answer (
        offer text NOT NULL,
        leader_ref text NOT NULL,
        state text NOT NULL DEFAULT 'submitted',
        version integer NOT NULL DEFAULT 1,
        facts jsonb NOT NULL,
        import_id uuid NOT NULL,
        CONSTRAINT survey_answer_pk PRIMARY KEY (offer, leader_ref),
        CONSTRAINT survey_answer_leader_fk FOREIGN KEY (leader_ref) REFERENCES leader (ref),
        CONSTRAINT survey_answer_import_fk FOREIGN KEY (import_id) REFERENCES import (id),
        CONSTRAINT survey_answer_state_known CHECK (state IN ('submitted','withdrawn'))
      )`);
  }

  private async offers(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE assessment (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        offer text NOT NULL,
        as_of date NOT NULL,
        state text NOT NULL,
        failure_code text,
        counts jsonb,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        CONSTRAINT assessment_pk PRIMARY KEY (id),
        CONSTRAINT assessment_state_known CHECK (state IN ('queued','done','failed'))
      )`);
    await q.query(`
      CREATE TABLE decision (
        offer text NOT NULL,
        subject_kind text NOT NULL,
        subject_id text NOT NULL,
        assessment_id uuid NOT NULL,
        eligible text NOT NULL,
        case_id text,
        facts jsonb NOT NULL,
        CONSTRAINT decision_pk PRIMARY KEY (offer, subject_kind, subject_id),
        CONSTRAINT decision_assessment_fk FOREIGN KEY (assessment_id) REFERENCES assessment (id),
        CONSTRAINT decision_eligible_known CHECK (eligible IN ('yes','no','undetermined'))
      )`);
    await q.query(`CREATE INDEX decision_eligible_ix ON decision (offer, eligible)`);
    await q.query(`
      CREATE TABLE support_case (
        offer text NOT NULL,
        case_id text NOT NULL,
        name text NOT NULL,
        priority integer NOT NULL,
        half_days integer NOT NULL,
        state text NOT NULL,
        version integer NOT NULL DEFAULT 1,
        eligible boolean NOT NULL DEFAULT true,
        facts jsonb NOT NULL,
        assessment_id uuid NOT NULL,
        CONSTRAINT support_case_pk PRIMARY KEY (offer, case_id),
        CONSTRAINT support_case_assessment_fk FOREIGN KEY (assessment_id) REFERENCES assessment (id),
        CONSTRAINT support_case_half_days_positive CHECK (half_days > 0),
        CONSTRAINT support_case_state_known CHECK (state IN ('eligible','contacting','offered','taken-up','turned-down','matched','active','closed'))
      )`);
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
    const everyday = [
      'app_user',
      'api_token',
      'import',
      'import_chunk',
      'import_fault',
      'import_stage',
      'school',
      'inspection',
      'uninspected_school',
      'trust',
      'trust_membership',
      'school_link',
      'place',
      'offer_list_entry',
      'leader',
      'survey_answer',
      'assessment',
      'decision',
      'support_case',
      'run',
      'run_snapshot',
      'run_result',
      'match',
    ];
    await q.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${everyday.join(', ')} TO leader_match_app`);
    // The right to update one column is what SELECT ... FOR UPDATE asks for; the trigger refuses the update itself.
    await q.query(`GRANT SELECT, INSERT, UPDATE (created_at) ON leader_budget TO leader_match_app`);
    await q.query(`GRANT SELECT, INSERT ON ledger_entry TO leader_match_app`);
    const readable = everyday.filter(
      (name) => !['app_user', 'api_token', 'import_chunk', 'import_stage'].includes(name),
    );
    await q.query(
      `GRANT SELECT ON ${readable.join(', ')}, leader_budget, ledger_entry TO leader_match_reader`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE ledger_entry, leader_budget, match, run_result, run_snapshot, run');
    await q.query('DROP TABLE support_case, decision, assessment, survey_answer, leader');
    await q.query(
      'DROP TABLE offer_list_entry, place, school_link, trust_membership, trust, uninspected_school, inspection, school',
    );
    await q.query('DROP TABLE import_stage, import_fault, import_chunk, import, api_token, app_user');
  }
}
