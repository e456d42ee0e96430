import type { EntityManager } from 'typeorm';
import type { LeaderRef, OfferYear } from '../../domain/kernel/index.js';
import { postgresJson } from '../imports/index.js';
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
