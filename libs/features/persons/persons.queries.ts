import type { EntityManager } from 'typeorm';
import type { Holding, Person } from './person.js';

/** By a leader's reference, a user name, or an email address; undefined: nobody is known by it. */
export async function findPerson(manager: EntityManager, key: string): Promise<Person | undefined> {
  const [found] = await manager.query<Person[]>(
    `WITH refs AS (
       SELECT ref FROM leader WHERE lower(ref) = lower($1) OR lower(email) = lower($1)
       UNION SELECT leader_ref FROM app_user WHERE username = lower($1) AND leader_ref IS NOT NULL
       UNION SELECT leader_ref FROM invitation WHERE lower(email) = lower($1) AND leader_ref IS NOT NULL),
     users AS (
       SELECT id::text AS id FROM app_user WHERE username = lower($1) OR leader_ref IN (SELECT ref FROM refs)
       UNION SELECT accepted_by::text FROM invitation WHERE lower(email) = lower($1) AND accepted_by IS NOT NULL),
     emails AS (
       SELECT lower(email) AS email FROM leader WHERE ref IN (SELECT ref FROM refs) AND email IS NOT NULL
       UNION SELECT lower(email) FROM invitation WHERE accepted_by::text IN (SELECT id FROM users) AND email IS NOT NULL
       UNION SELECT lower($1) WHERE position('@' IN $1) > 0),
     parties AS (
       SELECT party || '/' || party_ref AS party FROM contact_address WHERE lower(email) IN (SELECT email FROM emails)),
     names AS (
       SELECT name FROM leader WHERE ref IN (SELECT ref FROM refs)
       UNION SELECT display_name FROM app_user WHERE id::text IN (SELECT id FROM users)
       UNION SELECT display_name FROM invitation WHERE lower(email) IN (SELECT email FROM emails)
       UNION SELECT name FROM contact_address WHERE lower(email) IN (SELECT email FROM emails)
       UNION SELECT s.row_data->>'name' FROM import_stage s JOIN import i ON i.id = s.import_id AND i.kind = 'contacts'
              WHERE lower(s.row_data->>'email') IN (SELECT email FROM emails)
       UNION SELECT was->>'name' FROM import i, jsonb_array_elements(i.undo_note->'replaced') AS was
              WHERE i.kind = 'contacts' AND lower(was->>'email') IN (SELECT email FROM emails))
     SELECT ARRAY(SELECT ref FROM refs ORDER BY 1) AS "leaderRefs", ARRAY(SELECT id FROM users ORDER BY 1) AS "userIds",
            ARRAY(SELECT email FROM emails ORDER BY 1) AS emails, ARRAY(SELECT name FROM names ORDER BY 1) AS names,
            ARRAY(SELECT party FROM parties ORDER BY 1) AS parties`,
    [key],
  );
  const isKnown =
    found !== undefined && [found.leaderRefs, found.userIds, found.names].some((part) => part.length > 0);
  return isKnown ? found : undefined;
}

type Known = 'refs' | 'users' | 'emails' | 'names' | 'parties';
const KNOWN: readonly Known[] = ['refs', 'users', 'emails', 'names', 'parties'];

interface Source {
  readonly table: string;
  /** Selects from the table `t` what is about the person. */
  readonly where: string;
  readonly joins?: string;
  /** Default: the whole row. */
  readonly row?: string;
}

const OF_THEIR_MATCHES = 'JOIN match m ON m.id = t.match_id';

/** Every table that may hold something on a person. Hashes of passwords and tokens are left out: they say nothing. */
const SOURCES: readonly Source[] = [
  { table: 'leader', where: 't.ref = ANY (refs)' },
  { table: 'survey_answer', where: 't.leader_ref = ANY (refs)' },
  { table: 'match', where: 't.leader_ref = ANY (refs)' },
  { table: 'leader_budget', where: 't.leader_ref = ANY (refs)' },
  {
    table: 'ledger_entry',
    joins: 'JOIN leader_budget b ON b.id = t.budget_id',
    where: 'b.leader_ref = ANY (refs) OR t.actor_id = ANY (users)',
  },
  {
    table: 'visit',
    joins: OF_THEIR_MATCHES,
    where: 'm.leader_ref = ANY (refs) OR t.logged_by = ANY (users)',
  },
  {
    table: 'visit_note',
    joins: 'JOIN visit v ON v.id = t.visit_id JOIN match m ON m.id = v.match_id',
    where: 'm.leader_ref = ANY (refs) OR t.done_by = ANY (names)',
  },
  {
    table: 'completion',
    joins: OF_THEIR_MATCHES,
    where: 'm.leader_ref = ANY (refs) OR t.recorded_by = ANY (users)',
  },
  { table: 'sign_off_note', where: 't.signed_by = ANY (names)' },
  { table: 'claim', where: 't.leader_ref = ANY (refs) OR t.made_by = ANY (users)' },
  { table: 'conflict_declaration', where: 't.leader_ref = ANY (refs) OR t.recorded_by = ANY (users)' },
  { table: 'conflict_check', where: 't.leader_ref = ANY (refs) OR t.recorded_by = ANY (users)' },
  { table: 'direct_support', where: 't.leader_ref = ANY (refs) OR t.recorded_by = ANY (users)' },
  { table: 'ruling', where: 't.leader_ref = ANY (refs) OR t.ruled_by = ANY (users)' },
  { table: 'contact_address', where: 'lower(t.email) = ANY (emails)' },
  {
    table: 'message',
    where: `(t.to_kind = 'leader' AND t.to_ref = ANY (refs)) OR t.facts->>'leaderRef' = ANY (refs)
         OR t.to_kind || '/' || t.to_ref = ANY (parties)`,
  },
  { table: 'app_user', where: 't.id::text = ANY (users)', row: `to_jsonb(t) - 'password_hash'` },
  { table: 'user_identity', where: 't.user_id::text = ANY (users)' },
  {
    table: 'invitation',
    where: 'lower(t.email) = ANY (emails) OR t.accepted_by::text = ANY (users) OR t.leader_ref = ANY (refs)',
    row: `to_jsonb(t) - 'token_sha256'`,
  },
  { table: 'api_token', where: 't.user_id::text = ANY (users)', row: `to_jsonb(t) - 'token_sha256'` },
  {
    table: 'import_stage',
    joins: 'JOIN import i ON i.id = t.import_id AND i.fence = t.fence',
    where: `(i.kind = 'survey' AND t.row_data->>'ref' = ANY (refs))
         OR (i.kind IN ('survey', 'contacts') AND lower(t.row_data->>'email') = ANY (emails))`,
    row: `jsonb_build_object('file', i.file_name, 'imported_at', i.finished_at) || t.row_data`,
  },
  {
    table: 'import',
    joins: `CROSS JOIN LATERAL jsonb_array_elements(t.undo_note->'replaced') AS was`,
    where: `t.kind = 'contacts' AND lower(was->>'email') = ANY (emails)`,
    row: `jsonb_build_object('replaced_by_file', t.file_name, 'imported_at', t.finished_at) || was`,
  },
  // Of a contact that took another's place each side is somebody else's.
  {
    table: 'import_change',
    where: `t.subject = ANY (refs) OR lower(t.before->>'email') = ANY (emails) OR lower(t.after->>'email') = ANY (emails)`,
    row: `to_jsonb(t)
      || CASE WHEN lower(t.before->>'email') <> ALL (emails) THEN '{"before": null}'::jsonb ELSE '{}' END
      || CASE WHEN lower(t.after->>'email') <> ALL (emails) THEN '{"after": null}'::jsonb ELSE '{}' END`,
  },
  { table: 'import_fault', where: 'lower(t.value) = ANY (emails) OR t.value = ANY (refs || names)' },
  {
    table: 'match_decision',
    where: `t.decided_by = ANY (users) OR t.answered_by = ANY (users)
         OR EXISTS (SELECT 1 FROM unnest(refs) AS known (ref) WHERE position(to_json(known.ref)::text IN t.changes::text) > 0)`,
    row: `to_jsonb(t) - 'effect' - 'versions' - 'outcome'`,
  },
  {
    table: 'run_snapshot',
    joins: `CROSS JOIN LATERAL jsonb_array_elements(t.content->'leaders') AS one (leader)`,
    where: `one.leader->>'leaderRef' = ANY (refs)`,
    row: `jsonb_build_object('run_id', t.run_id) || one.leader`,
  },
  { table: 'referral_record', where: 't.recorded_by = ANY (users) OR t.decided_by = ANY (names)' },
  ...['case_contact', 'case_move', 'case_need_edit'].map((table) => ({
    table,
    where: 't.recorded_by = ANY (users)',
  })),
  {
    table: 'audit_event',
    where: `t.actor_id = ANY (users) OR t.subject_id = ANY (refs || users || parties)
         OR EXISTS (SELECT 1 FROM unnest(refs || users) AS known (id)
                     WHERE position(to_json(known.id)::text IN COALESCE(t.before::text, '') || COALESCE(t.after::text, '')) > 0)`,
  },
];

/** Everything that is held on the person, table by table; a table that holds nothing is there with no row. */
export async function holdingsOn(manager: EntityManager, person: Person): Promise<readonly Holding[]> {
  const { leaderRefs, userIds, emails, names, parties } = person;
  const holdings: Holding[] = [];
  for (const { table, where, joins = '', row = 'to_jsonb(t)' } of SOURCES) {
    const given = KNOWN.map((name, place) => `$${String(place + 1)}::text[] AS ${name}`).join(', ');
    const found = await manager.query<{ row: Holding['rows'][number] }[]>(
      `WITH person AS (SELECT ${given})
       SELECT ${row} AS row FROM person, ${table} t ${joins} WHERE ${where} ORDER BY 1`,
      [leaderRefs, userIds, emails, names, parties],
    );
    holdings.push({ table, rows: found.map((one) => one.row) });
  }
  return holdings;
}
