import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Outbox, audit trail, idempotency keys, browser sessions, and the function behind append-only tables. */
export class Platform1790000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY,
        job_name text NOT NULL,
        subject_id text NOT NULL,
        attempt integer NOT NULL,
        payload jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        sent_at timestamptz,
        CONSTRAINT outbox_pk PRIMARY KEY (id),
        CONSTRAINT outbox_attempt UNIQUE (job_name, subject_id, attempt),
        CONSTRAINT outbox_attempt_counts CHECK (attempt >= 1)
      );
      CREATE INDEX outbox_unsent ON outbox (id) WHERE sent_at IS NULL;
      GRANT SELECT, INSERT, UPDATE, DELETE ON outbox TO leader_match_app;
      GRANT SELECT ON outbox TO leader_match_reader;
    `);
    await queryRunner.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% of % is refused: rows are only ever added', TG_OP, TG_TABLE_NAME
          USING ERRCODE = 'restrict_violation';
      END
      $$;
    `);
    await queryRunner.query(`
      CREATE TABLE audit_event (
        id bigint GENERATED ALWAYS AS IDENTITY,
        at timestamptz NOT NULL DEFAULT now(),
        actor_id text NOT NULL,
        actor_roles text[] NOT NULL,
        action text NOT NULL,
        subject_kind text NOT NULL,
        subject_id text NOT NULL,
        before jsonb,
        after jsonb,
        reason text,
        correlation_id text,
        CONSTRAINT audit_event_pk PRIMARY KEY (id)
      );
      CREATE INDEX audit_event_subject ON audit_event (subject_kind, subject_id, id);
      CREATE INDEX audit_event_actor ON audit_event (actor_id, id);
      CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      GRANT SELECT, INSERT ON audit_event TO leader_match_app;
      GRANT SELECT ON audit_event TO leader_match_reader;
    `);
    await queryRunner.query(`
      CREATE TABLE idempotency_key (
        actor_id text NOT NULL,
        key text NOT NULL,
        request_hash text NOT NULL,
        response_status smallint NOT NULL,
        response_body jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT idempotency_key_pk PRIMARY KEY (actor_id, key),
        CONSTRAINT idempotency_key_status CHECK (response_status BETWEEN 100 AND 599)
      );
      CREATE INDEX idempotency_key_created_at ON idempotency_key (created_at);
      GRANT SELECT, INSERT, DELETE ON idempotency_key TO leader_match_app;
    `);
    await queryRunner.query(`
      CREATE TABLE session (
        sid text NOT NULL,
        sess json NOT NULL,
        expire timestamptz NOT NULL,
        CONSTRAINT session_pk PRIMARY KEY (sid)
      );
      CREATE INDEX session_expire ON session (expire);
      GRANT SELECT, INSERT, UPDATE, DELETE ON session TO leader_match_app;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE session, idempotency_key, audit_event, outbox;
      DROP FUNCTION refuse_change();
    `);
  }
}
