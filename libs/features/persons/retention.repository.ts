import type { EntityManager } from 'typeorm';
import type { IsoDate, OfferYear } from '../../domain/kernel/index.js';

/** What is to be blanked: everything of offers that ended long enough ago, and what belongs to no offer and is as old. */
export interface RetentionScope {
  readonly offers: readonly OfferYear[];
  /** Of what belongs to no offer: what is older than this day. */
  readonly before: IsoDate;
}

export interface BlankedTable {
  readonly table: string;
  readonly rows: number;
}

/** One table and what is done to it. `$1` is the offers, `$2` the day. */
interface Blanking {
  readonly table: string;
  /** Absent: the rows go. */
  readonly set?: string;
  /** On the table's own columns; false for what is blanked already. */
  readonly where: string;
}

/** What stands where a text was. */
export const BLANK = '(removed)';

const OF_MATCHES = `(SELECT m.id FROM match m WHERE m.offer = ANY ($1))`;
const OF_VISITS = `(SELECT v.id FROM visit v WHERE v.match_id IN ${OF_MATCHES})`;
const OF_SIGN_OFFS = `(SELECT s.id FROM sign_off s WHERE s.match_id IN ${OF_MATCHES})`;
/** Files with people in them; of unknown kind: whatever came to nothing. */
const OF_FILES = `(SELECT i.id FROM import i WHERE (i.kind = 'survey' AND i.offer = ANY ($1))
    OR (i.created_at < $2::date AND (i.kind = 'contacts' OR i.kind IS NULL OR i.state IN ('discarded','failed'))))`;
const GONE_USERS = `(SELECT u.id FROM app_user u WHERE u.disabled_at < $2::date)`;
const USED_ELSEWHERE = ['survey_answer', 'match', 'leader_budget', 'conflict_declaration']
  .map(
    (table) =>
      `NOT EXISTS (SELECT 1 FROM ${table} o WHERE o.leader_ref = leader.ref AND o.offer <> ALL ($1))`,
  )
  .join(' AND ');

/** What officials wrote in their own words about an offer: the database lets it be blanked a year after its end. */
const OWN_WORDS: readonly Blanking[] = [
  ['case_contact', 'note'],
  ['case_move', 'reason'],
  ['conflict_check', 'note'],
  ['case_need_edit', 'reason'],
  ['direct_support', 'reason'],
  ['match_decision', 'reason'],
  ['ruling', 'reason'],
].map(([table = '', text = '']) => ({
  table,
  set: `${text} = '${BLANK}'`,
  where: `offer = ANY ($1) AND ${text} <> '${BLANK}'`,
}));

/** What a run knows of where leaders come from, and of their ties; what it did with them stays. */
const UNPLACED = JSON.stringify({
  ...{ location: null, baseUrn: null, trustUid: null },
  ...{ excludedUrns: [], excludedTrustUids: [], conflictUrns: [], conflictTrustUids: [] },
});

/** In an order in which no step takes away what a later one goes by. The trail, the ledger and states stay whole. */
const BLANKINGS: readonly Blanking[] = [
  {
    table: 'leader',
    set: `name = '${BLANK}', email = NULL`,
    where: `name <> '${BLANK}' AND (SELECT count(*) FROM leader_budget b WHERE b.leader_ref = leader.ref) > 0 AND ${USED_ELSEWHERE}`,
  },
  { table: 'survey_answer', where: 'offer = ANY ($1)' },
  {
    table: 'match',
    set: 'state_reason = NULL, other_dates_note = NULL',
    where: 'offer = ANY ($1) AND (state_reason IS NOT NULL OR other_dates_note IS NOT NULL)',
  },
  {
    table: 'visit_note',
    set: `done = '${BLANK}', done_by = '${BLANK}', school_comment = NULL`,
    where: `visit_id IN ${OF_VISITS} AND done_by <> '${BLANK}'`,
  },
  {
    table: 'sign_off_note',
    set: `signed_by = '${BLANK}', role = '${BLANK}', comment = ''`,
    where: `sign_off_id IN ${OF_SIGN_OFFS} AND signed_by <> '${BLANK}'`,
  },
  {
    table: 'completion',
    set: `report = '${BLANK}', ended_early_reason = CASE WHEN ended_early_reason IS NOT NULL THEN '${BLANK}' END`,
    where: `match_id IN ${OF_MATCHES} AND report <> '${BLANK}'`,
  },
  {
    table: 'claim',
    set: `withdrawn_reason = '${BLANK}'`,
    where: `offer = ANY ($1) AND withdrawn_reason <> '${BLANK}'`,
  },
  {
    table: 'conflict_declaration',
    set: `reason = '${BLANK}', withdrawn_reason = CASE WHEN withdrawn_reason IS NOT NULL THEN '${BLANK}' END`,
    where: `offer = ANY ($1) AND reason <> '${BLANK}'`,
  },
  { table: 'import_chunk', where: `import_id IN ${OF_FILES}` },
  { table: 'import_stage', where: `import_id IN ${OF_FILES}` },
  { table: 'import_change', where: `import_id IN ${OF_FILES}` },
  { table: 'import_fault', where: `import_id IN ${OF_FILES}` },
  {
    table: 'import',
    set: `file_name = '${BLANK}', header = NULL, undo_note = NULL, failure_facts = NULL`,
    where: `id IN ${OF_FILES} AND file_name <> '${BLANK}'`,
  },
  {
    table: 'column_map',
    set: `file_name = '${BLANK}'`,
    where: `kind IN ('survey','contacts') AND created_at < $2::date AND file_name <> '${BLANK}'`,
  },
  { table: 'contact_address', where: 'entered_at < $2::date' },
  {
    table: 'message_secret',
    where: `message_id IN (SELECT m.id FROM message m WHERE m.created_at < $2::date OR m.offer = ANY ($1))`,
  },
  { table: 'user_identity', where: `user_id IN ${GONE_USERS}` },
  {
    table: 'api_token',
    set: `name = '${BLANK}'`,
    where: `user_id IN ${GONE_USERS} AND name <> '${BLANK}'`,
  },
  {
    table: 'app_user',
    set: `username = 'removed-' || id, display_name = '${BLANK}', password_hash = NULL`,
    where: `id IN ${GONE_USERS} AND display_name <> '${BLANK}'`,
  },
  {
    table: 'invitation',
    set: `display_name = '${BLANK}', email = NULL`,
    where: `created_at < $2::date AND display_name <> '${BLANK}'`,
  },
  { table: 'idempotency_key', where: 'created_at < $2::date' },
  {
    table: 'run_snapshot',
    set: `blanked_at = now(), content = jsonb_set(content, '{leaders}', COALESCE(
            (SELECT jsonb_agg(one || '${UNPLACED}'::jsonb) FROM jsonb_array_elements(content->'leaders') AS one), '[]'))`,
    where: `run_id IN (SELECT r.id FROM run r WHERE r.offer = ANY ($1)) AND blanked_at IS NULL`,
  },
  {
    table: 'referral_record',
    set: `reason = '${BLANK}', decided_by = CASE WHEN decided_by IS NOT NULL THEN '${BLANK}' END`,
    where: `offer = ANY ($1) AND reason <> '${BLANK}'`,
  },
  {
    table: 'match_decision',
    set: `answer_reason = '${BLANK}'`,
    where: `offer = ANY ($1) AND answer_reason <> '${BLANK}'`,
  },
  {
    table: 'audit_event',
    set: `reason = '${BLANK}'`,
    where: `reason <> '${BLANK}' AND CASE WHEN offer_of_event(subject_kind, subject_id) IS NULL THEN at < $2::date
      ELSE offer_of_event(subject_kind, subject_id) = ANY ($1) END`,
  },
  ...OWN_WORDS,
];

/** How many rows of each table would be blanked now. */
export async function countToBlank(
  manager: EntityManager,
  scope: RetentionScope,
): Promise<readonly BlankedTable[]> {
  const counted: BlankedTable[] = [];
  for (const { table, where } of BLANKINGS) {
    const [found] = await manager.query<{ rows: number }[]>(
      `${GIVEN} SELECT count(*)::integer AS rows FROM ${table}, given WHERE ${where}`,
      [scope.offers, scope.before],
    );
    counted.push({ table, rows: found?.rows ?? 0 });
  }
  return counted;
}

/** Blanks them; how many rows of each table. */
export async function blank(manager: EntityManager, scope: RetentionScope): Promise<readonly BlankedTable[]> {
  const blanked: BlankedTable[] = [];
  for (const { table, set, where } of BLANKINGS) {
    const change =
      set === undefined ? `DELETE FROM ${table} USING given` : `UPDATE ${table} SET ${set} FROM given`;
    const [, rows] = await manager.query<[unknown, number]>(`${GIVEN} ${change} WHERE ${where}`, [
      scope.offers,
      scope.before,
    ]);
    blanked.push({ table, rows });
  }
  return blanked;
}

/** Gives both parameters a type where a step uses only one of them. */
const GIVEN = 'WITH given AS (SELECT $1::text[] AS the_offers, $2::date AS the_day)';
