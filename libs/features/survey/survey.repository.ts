import type { EntityManager } from 'typeorm';
import type { LeaderRef, OfferYear } from '../../domain/kernel/index.js';
import { postgresJson } from '../imports/index.js';
import type { AnswerState } from './survey-answer.entity.js';
import type { StoredAnswer } from './stored-answer.js';
import type { SurveyAnswer } from './survey-answer.js';

export interface AnswerToStore {
  readonly leaderRef: LeaderRef;
  readonly facts: StoredAnswer;
}

/** The good rows of the file, in its order. */
export async function stagedAnswers(
  manager: EntityManager,
  staged: { readonly importId: string; readonly fence: number },
): Promise<readonly SurveyAnswer[]> {
  const rows = await manager.query<{ answer: SurveyAnswer }[]>(
    `SELECT row_data AS answer FROM import_stage WHERE import_id = $1 AND fence = $2 ORDER BY n`,
    [staged.importId, staged.fence],
  );
  return rows.map(({ answer }) => answer);
}

/** How each given reference is spelt where that leader is known already, in whatever case. */
export async function knownSpellings(
  manager: EntityManager,
  refs: readonly string[],
): Promise<ReadonlyMap<string, { readonly ref: LeaderRef; readonly name: string }>> {
  const rows = await manager.query<{ ref: LeaderRef; name: string }[]>(
    `SELECT ref, name FROM leader WHERE lower(ref) = ANY ($1)`,
    [refs.map((ref) => ref.toLowerCase())],
  );
  return new Map(rows.map((row) => [row.ref.toLowerCase(), row]));
}

/** Stores the answers of one offer; those that say what is stored already stay as they are. */
export async function upsertAnswers(
  manager: EntityManager,
  offer: OfferYear,
  importId: string,
  answers: readonly AnswerToStore[],
): Promise<{ readonly added: number; readonly changed: number }> {
  const [row] = await manager.query<{ added: number; changed: number }[]>(
    `WITH stored AS (
       INSERT INTO survey_answer AS mine (offer, leader_ref, facts, import_id)
       SELECT $1, a->>'leaderRef', a->'facts', $2
       FROM jsonb_array_elements($3::jsonb) AS given (a) ORDER BY a->>'leaderRef'
       ON CONFLICT ON CONSTRAINT survey_answer_pk DO UPDATE
         SET facts = EXCLUDED.facts, import_id = EXCLUDED.import_id, state = 'submitted', version = mine.version + 1
         WHERE mine.facts - 'source' <> EXCLUDED.facts - 'source' OR mine.state <> 'submitted'
       RETURNING xmax = 0 AS is_new)
     SELECT count(*) FILTER (WHERE is_new)::integer AS added,
       count(*) FILTER (WHERE NOT is_new)::integer AS changed FROM stored`,
    [offer, importId, postgresJson(answers)],
  );
  return row ?? { added: 0, changed: 0 };
}

/** For `compareFacts`, `$5` being the offer: a withdrawn answer differs from the same answer given again. */
export const STORED_ANSWERS_TO_COMPARE = `SELECT lower(leader_ref) AS key, leader_ref AS subject,
  CASE state WHEN 'withdrawn' THEN facts || '{"withdrawn": true}' ELSE facts END AS facts
  FROM survey_answer WHERE offer = $5`;

/**
 * For `compareFacts`: what a staged row says, and by a word alone that it names a leader anew or writes to another
 * address. Previews are kept, and names and addresses stand in one table.
 */
export const STAGED_ANSWER_TO_COMPARE = `row_data - 'ref' - 'name' - 'email'
  || CASE WHEN row_data->>'name' IS NOT NULL AND lower(row_data->>'ref') IN (SELECT lower(ref) FROM leader)
       AND (lower(row_data->>'ref'), row_data->>'name') NOT IN (SELECT lower(ref), name FROM leader)
     THEN '{"anotherName": true}'::jsonb ELSE '{}' END
  || CASE WHEN row_data->>'email' IS NOT NULL AND lower(row_data->>'ref') IN (SELECT lower(ref) FROM leader)
       AND (lower(row_data->>'ref'), row_data->>'email')
         NOT IN (SELECT lower(ref), email FROM leader WHERE email IS NOT NULL)
     THEN '{"anotherEmail": true}'::jsonb ELSE '{}' END`;

/** Which of these leaders have withdrawn. */
export async function withdrawnLeaders(
  manager: EntityManager,
  offer: OfferYear,
  leaderRefs: readonly LeaderRef[],
): Promise<readonly LeaderRef[]> {
  const rows = await manager.query<{ ref: LeaderRef }[]>(
    `SELECT leader_ref AS ref FROM survey_answer
     WHERE offer = $1 AND state = 'withdrawn' AND leader_ref = ANY ($2) ORDER BY leader_ref`,
    [offer, leaderRefs],
  );
  return rows.map(({ ref }) => ref);
}

/** Whose answers stand as this file gave them; without a lock, to know what to lock first. */
export async function leadersOfImport(
  manager: EntityManager,
  offer: OfferYear,
  importId: string,
): Promise<readonly LeaderRef[]> {
  const rows = await manager.query<{ ref: LeaderRef }[]>(
    `SELECT leader_ref AS ref FROM survey_answer WHERE offer = $1 AND import_id = $2 ORDER BY leader_ref`,
    [offer, importId],
  );
  return rows.map(({ ref }) => ref);
}

/** The answers that stand as this file gave them, locked in the order of the leaders. */
export async function lockAnswersOfImport(
  manager: EntityManager,
  offer: OfferYear,
  importId: string,
): Promise<readonly { readonly leaderRef: LeaderRef; readonly state: AnswerState }[]> {
  return manager.query(
    `SELECT leader_ref AS "leaderRef", state FROM survey_answer WHERE offer = $1 AND import_id = $2
     ORDER BY leader_ref FOR UPDATE`,
    [offer, importId],
  );
}

/** Puts earlier answers back in place of those that stand, and takes away those that had none before. */
export async function putBackAnswers(
  manager: EntityManager,
  offer: OfferYear,
  back: readonly (AnswerToStore & { readonly importId: string; readonly isWithdrawn: boolean })[],
  removed: readonly LeaderRef[],
): Promise<void> {
  await manager.query(
    `UPDATE survey_answer AS mine SET facts = b.facts, import_id = b."importId", version = mine.version + 1,
       state = CASE WHEN b."isWithdrawn" THEN 'withdrawn' ELSE 'submitted' END
     FROM jsonb_to_recordset($2::jsonb) AS b("leaderRef" text, facts jsonb, "importId" uuid, "isWithdrawn" boolean)
     WHERE mine.offer = $1 AND mine.leader_ref = b."leaderRef"`,
    [offer, postgresJson(back)],
  );
  await manager.query(`DELETE FROM survey_answer WHERE offer = $1 AND leader_ref = ANY ($2)`, [
    offer,
    removed,
  ]);
}

/** Versions stay: nobody answered anything else. Rows are locked in the order of the leaders. */
export async function storeNearestRegions(
  manager: EntityManager,
  offer: OfferYear,
  regions: ReadonlyMap<LeaderRef, string | null>,
): Promise<void> {
  await manager.query(
    `WITH found AS (
       SELECT a.leader_ref AS ref, r.value AS region
         FROM survey_answer a JOIN jsonb_each_text($2::jsonb) AS r ON r.key = a.leader_ref
        WHERE a.offer = $1 AND a.nearest_region IS DISTINCT FROM r.value ORDER BY a.leader_ref FOR UPDATE OF a)
     UPDATE survey_answer AS mine SET nearest_region = found.region
       FROM found WHERE mine.offer = $1 AND mine.leader_ref = found.ref`,
    [offer, postgresJson(Object.fromEntries(regions))],
  );
}

/** False: there is no such answer, it is withdrawn already, or the version moved on. */
export async function withdrawAnswer(
  manager: EntityManager,
  offer: OfferYear,
  leaderRef: LeaderRef,
  version: number,
): Promise<boolean> {
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE survey_answer SET state = 'withdrawn', version = version + 1
     WHERE offer = $1 AND leader_ref = $2 AND version = $3 AND state = 'submitted'`,
    [offer, leaderRef, version],
  );
  return count === 1;
}

export interface StandingAnswer {
  readonly offer: OfferYear;
  readonly state: AnswerState;
  readonly version: number;
  readonly facts: StoredAnswer;
}

/** A leader's answers in every offer, newest offer first; undefined: there is no such leader. */
export async function standingAnswers(
  manager: EntityManager,
  leaderRef: LeaderRef,
): Promise<readonly StandingAnswer[] | undefined> {
  const rows = await manager.query<(StandingAnswer | { readonly offer: null })[]>(
    `SELECT a.offer, a.state, a.version, a.facts
     FROM leader l LEFT JOIN survey_answer a ON a.leader_ref = l.ref WHERE l.ref = $1 ORDER BY a.offer DESC`,
    [leaderRef],
  );
  if (rows.length === 0) return undefined;
  return rows.filter((row): row is StandingAnswer => row.offer !== null);
}

/** An answer that no file brought. False: the version moved on; version 0 stands for no answer yet. */
export async function putOnlineAnswer(
  manager: EntityManager,
  answer: {
    readonly offer: OfferYear;
    readonly leaderRef: LeaderRef;
    readonly version: number;
    readonly facts: StoredAnswer;
  },
): Promise<boolean> {
  const { offer, leaderRef, version, facts } = answer;
  if (version === 0) {
    const added = await manager.query<unknown[]>(
      `INSERT INTO survey_answer (offer, leader_ref, facts, nearest_region)
       SELECT $1::text, $2::text, $3::jsonb, (SELECT a.nearest_region FROM survey_answer a
                            WHERE a.leader_ref = $2 ORDER BY a.offer DESC LIMIT 1)
       ON CONFLICT ON CONSTRAINT survey_answer_pk DO NOTHING RETURNING 1`,
      [offer, leaderRef, postgresJson(facts)],
    );
    return added.length === 1;
  }
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE survey_answer SET facts = $4, import_id = NULL, state = 'submitted', version = version + 1
     WHERE offer = $1 AND leader_ref = $2 AND version = $3`,
    [offer, leaderRef, version, postgresJson(facts)],
  );
  return count === 1;
}
