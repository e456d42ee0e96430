import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People, imported facts, and what an offer decides about them. */
export class Facts1790000001000 implements MigrationInterface {
  name = 'Facts1790000001000';

  async up(q: QueryRunner): Promise<void> {
    await this.people(q);
    await this.imports(q);
    await this.facts(q);
    await this.offers(q);
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

  private async grants(q: QueryRunner): Promise<void> {
    const hidden = ['app_user', 'api_token', 'import_chunk', 'import_stage'];
    const readable = [
      ...[
        'import',
        'import_fault',
        'school',
        'inspection',
        'uninspected_school',
        'trust',
        'trust_membership',
      ],
      ...['school_link', 'place', 'offer_list_entry', 'leader', 'survey_answer', 'assessment', 'decision'],
      'support_case',
    ];
    await q.query(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ${[...hidden, ...readable].join(', ')} TO leader_match_app`,
    );
    await q.query(`GRANT SELECT ON ${readable.join(', ')} TO leader_match_reader`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE support_case, decision, assessment, survey_answer, leader');
    await q.query(
      'DROP TABLE offer_list_entry, place, school_link, trust_membership, trust, uninspected_school, inspection, school',
    );
    await q.query('DROP TABLE import_stage, import_fault, import_chunk, import, api_token, app_user');
  }
}
