import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By when a leader answers and what a decline says of other dates; messages to everybody concerned, and addresses. */
export class AnswersAndMessages1790000008000 implements MigrationInterface {
  name = 'AnswersAndMessages1790000008000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE match
        ADD COLUMN published_at timestamptz,
        ADD COLUMN answer_by date,
        ADD COLUMN other_dates boolean,
        ADD COLUMN other_dates_note text`);
    // Who was asked before there was a date has a week from now.
    await q.query(`
      UPDATE match SET published_at = changed_at, answer_by = (now() AT TIME ZONE 'Europe/London')::date + 7
       WHERE state IN ('published','accepted','active')`);
    await q.query(`
      ALTER TABLE match
        ADD CONSTRAINT match_published_dated
          CHECK (state <> 'published' OR (published_at IS NOT NULL AND answer_by IS NOT NULL))`);
    await q.query(`CREATE INDEX match_answer_by_ix ON match (answer_by) WHERE state = 'published'`);
    await this.messages(q);
    await q.query(`
      CREATE TABLE contact_address (
        party text NOT NULL,
        party_ref text NOT NULL,
        name text NOT NULL,
        email text NOT NULL,
        source text NOT NULL,
        purpose text NOT NULL,
        entered_by text NOT NULL,
        entered_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT contact_address_pk PRIMARY KEY (party, party_ref),
        CONSTRAINT contact_address_party_known CHECK (party IN ('local-authority','diocese','trust','school','coordinator')),
        CONSTRAINT contact_address_purpose_known CHECK (purpose = 'improvement-offer')
      )`);
    await q.query(`GRANT SELECT, INSERT, UPDATE ON message TO leader_match_app`);
    await q.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON contact_address TO leader_match_app`);
    await q.query(`GRANT SELECT ON message TO leader_match_reader`);
  }

  private async messages(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE message (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        n bigint GENERATED ALWAYS AS IDENTITY,
        template text NOT NULL,
        to_kind text NOT NULL,
        to_ref text NOT NULL,
        offer text,
        case_id text,
        match_id uuid,
        facts jsonb NOT NULL,
        follows uuid,
        unique_key text,
        state text NOT NULL DEFAULT 'waiting',
        reason text,
        sent_through text,
        attempts integer NOT NULL DEFAULT 0,
        sending integer NOT NULL DEFAULT 1,
        claimed_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        sent_at timestamptz,
        CONSTRAINT message_pk PRIMARY KEY (id),
        CONSTRAINT message_order_uq UNIQUE (n),
        CONSTRAINT message_once_uq UNIQUE (unique_key),
        CONSTRAINT message_follows_fk FOREIGN KEY (follows) REFERENCES message (id),
        CONSTRAINT message_follows_uq UNIQUE (follows),
        CONSTRAINT message_to_known CHECK (to_kind IN ('leader','local-authority','diocese','trust','school','coordinator')),
        CONSTRAINT message_state_known CHECK (state IN ('waiting','sent','failed','no-address','cancelled')),
        CONSTRAINT message_sent_dated CHECK ((state = 'sent') = (sent_at IS NOT NULL AND sent_through IS NOT NULL)),
        CONSTRAINT message_sent_through_known CHECK (sent_through IN ('outbox','notify'))
      )`);
    await q.query(`CREATE INDEX message_match_ix ON message (match_id)`);
    await q.query(`CREATE INDEX message_waiting_ix ON message (n) WHERE state = 'waiting'`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE contact_address, message');
    await q.query('DROP INDEX match_answer_by_ix');
    await q.query(`
      ALTER TABLE match
        DROP CONSTRAINT match_published_dated,
        DROP COLUMN other_dates_note, DROP COLUMN other_dates, DROP COLUMN answer_by, DROP COLUMN published_at`);
  }
}
