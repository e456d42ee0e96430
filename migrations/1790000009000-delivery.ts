import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Visits, their sign-off by the school, completions and claims. */
export class Delivery1790000009000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await this.signOffs(q);
    await this.visits(q);
    await this.completions(q);
    await this.claims(q);
    await this.grants(q);
  }

  private async signOffs(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE sign_off_link (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        match_id uuid NOT NULL,
        token_sha256 text NOT NULL,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz,
        used_at timestamptz,
        CONSTRAINT sign_off_link_pk PRIMARY KEY (id),
        CONSTRAINT sign_off_link_token_uq UNIQUE (token_sha256),
        CONSTRAINT sign_off_link_match_fk FOREIGN KEY (match_id) REFERENCES match (id),
        CONSTRAINT sign_off_link_one_end CHECK (revoked_at IS NULL OR used_at IS NULL)
      )`);
    await q.query(
      `CREATE UNIQUE INDEX sign_off_link_one_open_ux ON sign_off_link (match_id) WHERE revoked_at IS NULL AND used_at IS NULL`,
    );
    await q.query(`
      CREATE TABLE sign_off (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        match_id uuid NOT NULL,
        link_id uuid NOT NULL,
        signed_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT sign_off_pk PRIMARY KEY (id),
        CONSTRAINT sign_off_link_uq UNIQUE (link_id),
        CONSTRAINT sign_off_match_fk FOREIGN KEY (match_id) REFERENCES match (id),
        CONSTRAINT sign_off_link_fk FOREIGN KEY (link_id) REFERENCES sign_off_link (id)
      )`);
    await q.query(`
      CREATE TRIGGER sign_off_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON sign_off
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await q.query(`
      CREATE TABLE sign_off_note (
        sign_off_id uuid NOT NULL,
        signed_by text NOT NULL,
        role text NOT NULL,
        comment text NOT NULL,
        CONSTRAINT sign_off_note_pk PRIMARY KEY (sign_off_id),
        CONSTRAINT sign_off_note_sign_off_fk FOREIGN KEY (sign_off_id) REFERENCES sign_off (id)
      )`);
  }

  private async visits(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE visit (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        match_id uuid NOT NULL,
        visited_on date NOT NULL,
        half_days integer NOT NULL,
        state text NOT NULL DEFAULT 'draft',
        version integer NOT NULL DEFAULT 1,
        sign_off_id uuid,
        logged_by text NOT NULL,
        logged_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT visit_pk PRIMARY KEY (id),
        CONSTRAINT visit_match_fk FOREIGN KEY (match_id) REFERENCES match (id),
        CONSTRAINT visit_sign_off_fk FOREIGN KEY (sign_off_id) REFERENCES sign_off (id),
        CONSTRAINT visit_half_or_whole_day CHECK (half_days IN (1, 2)),
        CONSTRAINT visit_state_known CHECK (state IN ('draft','signed','withdrawn')),
        CONSTRAINT visit_signed_by_sign_off CHECK ((state = 'signed') = (sign_off_id IS NOT NULL))
      )`);
    await q.query(`CREATE INDEX visit_match_ix ON visit (match_id, visited_on)`);
    await q.query(`
      CREATE TRIGGER visit_stays_signed BEFORE UPDATE ON visit
        FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION refuse_change()`);
    await q.query(`
      CREATE TABLE visit_note (
        visit_id uuid NOT NULL,
        done text NOT NULL,
        done_by text NOT NULL,
        school_comment text,
        CONSTRAINT visit_note_pk PRIMARY KEY (visit_id),
        CONSTRAINT visit_note_visit_fk FOREIGN KEY (visit_id) REFERENCES visit (id)
      )`);
  }

  private async completions(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE completion (
        match_id uuid NOT NULL,
        outcome text NOT NULL,
        report text NOT NULL,
        ended_early_reason text,
        delivered_half_days integer NOT NULL,
        released_half_days integer NOT NULL,
        recorded_by text NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT completion_pk PRIMARY KEY (match_id),
        CONSTRAINT completion_match_fk FOREIGN KEY (match_id) REFERENCES match (id),
        CONSTRAINT completion_outcome_known CHECK (outcome IN ('aims-met','aims-partly-met','aims-not-met')),
        CONSTRAINT completion_early_says_why CHECK ((released_half_days > 0) = (ended_early_reason IS NOT NULL))
      )`);
  }

  private async claims(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE claim (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        offer text NOT NULL,
        leader_ref text,
        from_date date NOT NULL,
        to_date date NOT NULL,
        day_rate_pence integer NOT NULL,
        half_days integer NOT NULL,
        amount_pence integer NOT NULL,
        state text NOT NULL DEFAULT 'made',
        version integer NOT NULL DEFAULT 1,
        withdrawn_reason text,
        made_by text NOT NULL,
        made_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT claim_pk PRIMARY KEY (id),
        CONSTRAINT claim_leader_fk FOREIGN KEY (leader_ref) REFERENCES leader (ref),
        CONSTRAINT claim_period CHECK (from_date <= to_date),
        CONSTRAINT claim_state_known CHECK (state IN ('made','withdrawn')),
        CONSTRAINT claim_withdrawn_says_why CHECK ((state = 'withdrawn') = (withdrawn_reason IS NOT NULL)),
        CONSTRAINT claim_adds_up CHECK (half_days > 0 AND amount_pence::bigint * 2 = half_days::bigint * day_rate_pence)
      )`);
    await q.query(`CREATE INDEX claim_offer_ix ON claim (offer, made_at)`);
    await q.query(`
      CREATE TABLE claim_line (
        claim_id uuid NOT NULL,
        visit_id uuid NOT NULL,
        half_days integer NOT NULL,
        amount_pence integer NOT NULL,
        in_force boolean NOT NULL DEFAULT true,
        CONSTRAINT claim_line_pk PRIMARY KEY (claim_id, visit_id),
        CONSTRAINT claim_line_claim_fk FOREIGN KEY (claim_id) REFERENCES claim (id),
        CONSTRAINT claim_line_visit_fk FOREIGN KEY (visit_id) REFERENCES visit (id)
      )`);
    await q.query(`CREATE UNIQUE INDEX claim_line_visit_once_ux ON claim_line (visit_id) WHERE in_force`);
  }

  private async grants(q: QueryRunner): Promise<void> {
    const changing = 'sign_off_note, visit, visit_note, completion, claim, claim_line';
    await q.query(`GRANT SELECT, INSERT, UPDATE ON ${changing}, sign_off_link TO leader_match_app`);
    await q.query(`GRANT SELECT, INSERT ON sign_off TO leader_match_app`);
    await q.query(`GRANT SELECT ON ${changing}, sign_off TO leader_match_reader`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE claim_line, claim, completion, visit_note, visit');
    await q.query('DROP TABLE sign_off_note, sign_off, sign_off_link');
  }
}
