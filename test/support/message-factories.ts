import { type DataSource } from 'typeorm';

/** The day in England by the database's clock. */
export async function todayOf(source: DataSource): Promise<string> {
  const rows = await source.query<{ today: string }[]>(
    `SELECT (now() AT TIME ZONE 'Europe/London')::date::text AS today`,
  );
  return rows[0]?.today ?? '';
}

/** As if the match had been published long ago and was to be answered `days` ago (or in as many days). */
export async function dueDaysAgo(source: DataSource, matchId: string, days: number): Promise<void> {
  await source.query(
    `UPDATE match SET answer_by = (now() AT TIME ZONE 'Europe/London')::date - $2::integer,
            published_at = now() - interval '10 days' WHERE id = $1`,
    [matchId, days],
  );
}

/** `template to_kind/to_ref state` of every message, in the order written. */
export async function messagesOf(source: DataSource): Promise<readonly string[]> {
  const rows = await source.query<{ line: string }[]>(
    `SELECT template || ' ' || to_kind || '/' || to_ref || ' ' || state AS line FROM message ORDER BY n`,
  );
  return rows.map(({ line }) => line);
}

/** As if what waits had been sent, to everybody or to these kinds. */
export async function areTold(source: DataSource, ...kinds: readonly string[]): Promise<void> {
  await source.query(
    `UPDATE message SET state = 'sent', sent_at = now(), sent_through = 'outbox'
      WHERE state = 'waiting' AND (to_kind = ANY ($1) OR cardinality($1::text[]) = 0)`,
    [kinds],
  );
}

/** Makes of the case an eligible school 100001 of authority 201 and diocese CE01 whose plan names authority, diocese and school. */
export async function planForCase(source: DataSource, caseId: string): Promise<void> {
  await source.query(
    `UPDATE support_case SET case_id = 'school-100001', facts = '{"urns": ["100001"]}' WHERE case_id = $1`,
    [caseId],
  );
  await source.query(
    `WITH imported AS (
       INSERT INTO import (kind, state, file_name, sha256, byte_size, created_by)
       VALUES ('schools', 'imported', 'a.csv', 'x', 1, 'test') RETURNING id)
     INSERT INTO school (urn, name, status_code, facts, import_id)
     SELECT '100001', 'Hill School', '1', '{"laCode": "201", "dioceseCode": "CE01"}', id FROM imported`,
  );
  await source.query(
    `INSERT INTO decision_record (offer, subject_kind, subject_id, assessment_id, facts)
     SELECT offer, 'school', '100001', assessment_id,
            '{"eligible": "yes", "contacts": ["local-authority", "diocese", "school"]}'
       FROM support_case WHERE case_id = 'school-100001'`,
  );
}
