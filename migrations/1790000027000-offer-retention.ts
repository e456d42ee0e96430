import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an event of the trail is about, by the kind of its subject, and where its offer stands. */
const SUBJECTS: readonly (readonly [kind: string, offer: string])[] = [
  ['match', 'SELECT m.offer FROM match m WHERE m.id = subject'],
  ['visit', 'SELECT m.offer FROM visit v JOIN match m ON m.id = v.match_id WHERE v.id = subject'],
  ['match-decision', 'SELECT d.offer FROM match_decision d WHERE d.id = subject'],
  ['ruling', 'SELECT r.offer FROM ruling r WHERE r.id = subject'],
  ['claim', 'SELECT c.offer FROM claim c WHERE c.id = subject'],
  ['budget', 'SELECT b.offer FROM leader_budget b WHERE b.id = subject'],
  ['run', 'SELECT r.offer FROM run r WHERE r.id = subject'],
  ['run-effect', 'SELECT r.offer FROM run_effect e JOIN run r ON r.id = e.run_id WHERE e.id = subject'],
  ['assessment', 'SELECT a.offer FROM assessment a WHERE a.id = subject'],
  ['import', 'SELECT i.offer FROM import i WHERE i.id = subject'],
  ['message', 'SELECT m.offer FROM message m WHERE m.id = subject'],
];

const BY_AGE = `(old_row->>TG_ARGV[1])::timestamptz < now() - interval '364 days'`;
/** An offer ends with its academic year. */
const BY_OFFER = `CASE WHEN the_offer IS NULL THEN ${BY_AGE}
  ELSE make_date(left(the_offer, 4)::integer + 1, 8, 31) < now() - interval '364 days' END`;
const THE_OFFER = `the_offer text := CASE TG_TABLE_NAME
  WHEN 'audit_event' THEN offer_of_event(old_row->>'subject_kind', old_row->>'subject_id')
  ELSE old_row->>'offer' END;`;

/**
 * What officials wrote in their own words is kept as long as the other data of its offer: it can be blanked once the offer
 * has been over for a year, and what belongs to no offer once it is a year old itself.
 */
export class OfferRetention1790000027000 implements MigrationInterface {
  name = 'OfferRetention1790000027000';

  async up(q: QueryRunner): Promise<void> {
    const cases = SUBJECTS.map(([kind, offer]) => `WHEN '${kind}' THEN (${offer})`).join('\n          ');
    // Subjects are named by their id, or begin with the offer: 2024-25/school-100001.
    await q.query(`
      CREATE FUNCTION offer_of_event(kind text, named text) RETURNS text LANGUAGE plpgsql STABLE AS $$
      DECLARE
        subject uuid;
      BEGIN
        IF named ~ '^[0-9]{4}-[0-9]{2}(/|$)' THEN
          RETURN left(named, 7);
        END IF;
        IF kind = 'conflict' AND named ~ '^[0-9]{1,18}$' THEN
          RETURN (SELECT c.offer FROM conflict_declaration c WHERE c.id = named::bigint);
        END IF;
        IF named !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN
          RETURN NULL;
        END IF;
        subject := named::uuid;
        RETURN CASE kind
          ${cases}
        END;
      END
      $$`);
    await q.query(refuseRewording(THE_OFFER, BY_OFFER));
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(refuseRewording('', BY_AGE));
    await q.query(`DROP FUNCTION offer_of_event(text, text)`);
  }
}

function refuseRewording(declared: string, isOld: string): string {
  return `
    CREATE OR REPLACE FUNCTION refuse_rewording() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      texts text[] := string_to_array(TG_ARGV[0], ',');
      old_row jsonb := to_jsonb(OLD);
      new_row jsonb := to_jsonb(NEW);
      ${declared}
      is_old boolean := ${isOld};
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
    $$`;
}
