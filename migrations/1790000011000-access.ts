import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The role auditor, sign-ins at an identity provider, invitations, sessions that end together, tokens that only read,
 * and what the limits on attempts count.
 */
export class Access1790000011000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE app_user ADD COLUMN session_epoch integer NOT NULL DEFAULT 0,
        DROP CONSTRAINT app_user_roles_known,
        ADD CONSTRAINT app_user_roles_known
          CHECK (roles <@ ARRAY['coordinator','reviewer','leader','admin','auditor'])`);
    await q.query(`
      ALTER TABLE api_token ADD COLUMN scope text NOT NULL DEFAULT 'write',
        ADD CONSTRAINT api_token_scope_known CHECK (scope IN ('read','write'))`);
    await q.query(`
      CREATE TABLE user_identity (
        issuer text NOT NULL,
        subject text NOT NULL,
        user_id uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz,
        CONSTRAINT user_identity_pk PRIMARY KEY (issuer, subject),
        CONSTRAINT user_identity_user_fk FOREIGN KEY (user_id) REFERENCES app_user (id) ON DELETE CASCADE
      )`);
    await q.query(`CREATE INDEX user_identity_user_ix ON user_identity (user_id)`);
    await q.query(`
      CREATE TABLE invitation (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        token_sha256 text NOT NULL,
        display_name text NOT NULL,
        email text,
        roles text[] NOT NULL,
        leader_ref text,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        withdrawn_at timestamptz,
        accepted_at timestamptz,
        accepted_by uuid,
        CONSTRAINT invitation_pk PRIMARY KEY (id),
        CONSTRAINT invitation_token_uq UNIQUE (token_sha256),
        CONSTRAINT invitation_user_fk FOREIGN KEY (accepted_by) REFERENCES app_user (id) ON DELETE SET NULL,
        CONSTRAINT invitation_ends_once CHECK (withdrawn_at IS NULL OR accepted_at IS NULL)
      )`);
    // The columns and types that rate-limiter-flexible reads and writes.
    await q.query(`
      CREATE TABLE rate_limit (
        key varchar(255) NOT NULL,
        points integer NOT NULL DEFAULT 0,
        expire bigint,
        CONSTRAINT rate_limit_pk PRIMARY KEY (key)
      )`);
    await q.query(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON user_identity, invitation, rate_limit TO leader_match_app`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE rate_limit, invitation, user_identity');
    await q.query('ALTER TABLE api_token DROP COLUMN scope');
    await q.query(`UPDATE app_user SET roles = array_remove(roles, 'auditor')`);
    await q.query(`
      ALTER TABLE app_user DROP COLUMN session_epoch,
        DROP CONSTRAINT app_user_roles_known,
        ADD CONSTRAINT app_user_roles_known CHECK (roles <@ ARRAY['coordinator','reviewer','leader','admin'])`);
  }
}
