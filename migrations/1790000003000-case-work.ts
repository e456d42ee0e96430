import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each assessment decided and changed, the work on each case, and what coordinators set and record by hand. */
export class CaseWork1790000003000 implements MigrationInterface {
  name = 'CaseWork1790000003000';

  async up(q: QueryRunner): Promise<void> {
    await this.decisions(q);
    await this.cases(q);
    await this.records(q);
    await this.settings(q);
  }

  private async decisions(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE assessment
        ADD COLUMN rule_set text,
        ADD COLUMN options jsonb,
        ADD COLUMN sources jsonb,
        ADD COLUMN previous_id uuid,
        ADD CONSTRAINT assessment_previous_fk FOREIGN KEY (previous_id) REFERENCES assessment (id)`);
    await appendOnly(
      q,
      'decision_record',
      `offer text NOT NULL,
       subject_kind text NOT NULL,
       subject_id text NOT NULL,
       assessment_id uuid NOT NULL,
       facts jsonb,
       CONSTRAINT decision_record_assessment_fk FOREIGN KEY (assessment_id) REFERENCES assessment (id)`,
    );
    await q.query(
      `CREATE INDEX decision_record_subject_ix ON decision_record (offer, subject_kind, subject_id, id)`,
    );
    await q.query(`
      INSERT INTO decision_record (offer, subject_kind, subject_id, assessment_id, facts)
      SELECT offer, subject_kind, subject_id, assessment_id, facts FROM decision ORDER BY offer, subject_kind, subject_id`);
    await appendOnly(
      q,
      'decision_change',
      `assessment_id uuid NOT NULL,
       offer text NOT NULL,
       subject_kind text NOT NULL,
       subject_id text NOT NULL,
       name text NOT NULL,
       change text NOT NULL,
       reasons jsonb NOT NULL,
       before jsonb,
       after jsonb,
       case_id text,
       case_state text,
       underway boolean NOT NULL,
       CONSTRAINT decision_change_subject_uq UNIQUE (assessment_id, subject_kind, subject_id),
       CONSTRAINT decision_change_assessment_fk FOREIGN KEY (assessment_id) REFERENCES assessment (id),
       CONSTRAINT decision_change_known CHECK (change IN ('added','removed','changed'))`,
    );
  }

  private async cases(q: QueryRunner): Promise<void> {
    const of = (table: string): string =>
      `CONSTRAINT ${table}_case_fk FOREIGN KEY (offer, case_id) REFERENCES support_case (offer, case_id)`;
    await appendOnly(
      q,
      'case_contact',
      `offer text NOT NULL,
       case_id text NOT NULL,
       party text NOT NULL,
       contacted_on date NOT NULL,
       means text NOT NULL,
       result text NOT NULL,
       responded_on date,
       note text,
       replaces bigint,
       void boolean NOT NULL DEFAULT false,
       ${RECORDED},
       ${of('case_contact')},
       CONSTRAINT case_contact_replaces_fk FOREIGN KEY (replaces) REFERENCES case_contact (id),
       CONSTRAINT case_contact_replaces_uq UNIQUE (replaces),
       CONSTRAINT case_contact_party_known CHECK (party IN ('local-authority','diocese','trust','school')),
       CONSTRAINT case_contact_result_known CHECK (result IN ('reached','no-answer','responded')),
       CONSTRAINT case_contact_response_dated CHECK ((result = 'responded') = (responded_on IS NOT NULL)),
       CONSTRAINT case_contact_response_after CHECK (responded_on >= contacted_on)`,
    );
    await q.query(`CREATE INDEX case_contact_case_ix ON case_contact (offer, case_id)`);
    await appendOnly(
      q,
      'case_move',
      `offer text NOT NULL,
       case_id text NOT NULL,
       event text NOT NULL,
       state_from text NOT NULL,
       state_to text NOT NULL,
       happened_on date NOT NULL,
       reason text,
       ${RECORDED}`,
    );
    await q.query(`CREATE INDEX case_move_case_ix ON case_move (offer, case_id, id)`);
    await q.query(`
      INSERT INTO case_move (offer, case_id, event, state_from, state_to, happened_on, reason, recorded_by, recorded_at)
      SELECT split_part(subject_id, '/', 1), substr(subject_id, strpos(subject_id, '/') + 1), substr(action, 6),
        before->>'state', after->>'state', at::date, reason, actor_id, at
      FROM audit_event
      WHERE subject_kind = 'case' AND before ? 'state' AND after ? 'state' ORDER BY id`);
    await appendOnly(
      q,
      'conflict_check',
      `offer text NOT NULL,
       case_id text NOT NULL,
       leader_ref text NOT NULL,
       checked_on date NOT NULL,
       result text NOT NULL,
       note text,
       ${RECORDED},
       ${of('conflict_check')},
       CONSTRAINT conflict_check_leader_fk FOREIGN KEY (leader_ref) REFERENCES leader (ref),
       CONSTRAINT conflict_check_result_known CHECK (result IN ('clear','conflict'))`,
    );
    await q.query(`CREATE INDEX conflict_check_case_ix ON conflict_check (offer, case_id)`);
    await appendOnly(
      q,
      'case_need_edit',
      `offer text NOT NULL,
       case_id text NOT NULL,
       need text NOT NULL,
       edit text NOT NULL,
       reason text NOT NULL,
       ${RECORDED},
       ${of('case_need_edit')},
       CONSTRAINT case_need_edit_known CHECK (edit IN ('add','remove'))`,
    );
    await q.query(`CREATE INDEX case_need_edit_case_ix ON case_need_edit (offer, case_id, id)`);
  }

  private async records(q: QueryRunner): Promise<void> {
    await appendOnly(
      q,
      'direct_support',
      `offer text NOT NULL,
       urn text NOT NULL,
       agreed boolean NOT NULL,
       trust_uid text,
       leader_ref text,
       decided_on date NOT NULL,
       reason text NOT NULL,
       ${RECORDED},
       CONSTRAINT direct_support_leader_fk FOREIGN KEY (leader_ref) REFERENCES leader (ref)`,
    );
    await q.query(`CREATE INDEX direct_support_school_ix ON direct_support (offer, urn, id)`);
    await appendOnly(
      q,
      'referral_record',
      `offer text NOT NULL,
       subject_kind text NOT NULL,
       subject_id text NOT NULL,
       decision text NOT NULL,
       decided_on date NOT NULL,
       decided_by text,
       reason text NOT NULL,
       ${RECORDED},
       CONSTRAINT referral_record_subject_known CHECK (subject_kind IN ('school','trust')),
       CONSTRAINT referral_record_decision_known CHECK (decision IN ('accepted','declined','pending'))`,
    );
    await q.query(
      `CREATE INDEX referral_record_subject_ix ON referral_record (offer, subject_kind, subject_id, id)`,
    );
  }

  private async settings(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE offer_setting (
        offer text NOT NULL,
        settings jsonb NOT NULL,
        version integer NOT NULL DEFAULT 1,
        changed_by text NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT offer_setting_pk PRIMARY KEY (offer)
      )`);
    await q.query(`
      CREATE TABLE term_dates (
        authority text NOT NULL,
        ends date[] NOT NULL,
        version integer NOT NULL DEFAULT 1,
        changed_by text NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT term_dates_pk PRIMARY KEY (authority),
        CONSTRAINT term_dates_authority_code CHECK (authority ~ '^([0-9]{3}|national)$')
      )`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON offer_setting, term_dates TO leader_match_app`);
    await q.query(`GRANT SELECT ON offer_setting, term_dates TO leader_match_reader`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE term_dates, offer_setting, referral_record, direct_support');
    await q.query('DROP TABLE case_need_edit, conflict_check, case_move, case_contact');
    await q.query('DROP TABLE decision_change, decision_record');
    await q.query(
      `ALTER TABLE assessment DROP COLUMN previous_id, DROP COLUMN sources, DROP COLUMN options, DROP COLUMN rule_set`,
    );
  }
}

const RECORDED = `recorded_by text NOT NULL,
       recorded_at timestamptz NOT NULL DEFAULT now()`;

/** A table with a number of its own that gives the order, whose rows are only ever added. */
async function appendOnly(q: QueryRunner, table: string, columns: string): Promise<void> {
  await q.query(`
    CREATE TABLE ${table} (
       id bigint GENERATED ALWAYS AS IDENTITY,
       ${columns},
       CONSTRAINT ${table}_pk PRIMARY KEY (id)
    )`);
  await q.query(
    `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  );
  await q.query(`GRANT SELECT, INSERT ON ${table} TO leader_match_app`);
  await q.query(`GRANT SELECT ON ${table} TO leader_match_reader`);
}
