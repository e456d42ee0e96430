import type { EntityManager } from 'typeorm';
import type { DeclaredConflict } from '../../domain/candidates/index.js';
import type { CaseId, LeaderRef, OfferYear } from '../../domain/kernel/index.js';
import type { ConflictSide, ConflictSubject } from './conflict-declaration.entity.js';

/** A tie between a leader and a case, a school or a trust in one offer. */
export interface Tie {
  readonly offer: OfferYear;
  readonly leaderRef: LeaderRef;
  readonly subjectKind: ConflictSubject;
  readonly subjectId: string;
}

/**
 * Whether the tie `t` (`subject_kind`, `subject_id`) touches the case `c`: a tie with one school is a tie with support of
 * its whole trust, and a tie with a trust is one with every school in it.
 */
const TOUCHES = `CASE t.subject_kind
  WHEN 'case' THEN c.case_id = t.subject_id
  WHEN 'trust' THEN c.facts->>'trustUid' = t.subject_id
  ELSE coalesce(c.facts->'urns' ? t.subject_id, false) OR (c.facts->>'unit' = 'trust'
    AND c.facts->>'trustUid' = (SELECT s.trust_uid FROM school s WHERE s.urn = t.subject_id)) END`;

/** Cases and leaders `k` of an offer ($1) about whom the last that was asked heard of a conflict of interest. */
const FOUND_BY_CHECKS = `(SELECT DISTINCT ON (leader_ref, case_id) leader_ref, case_id, result FROM conflict_check
    WHERE offer = $1 AND ($2::text[] IS NULL OR leader_ref = ANY ($2))
    ORDER BY leader_ref, case_id, checked_on DESC, id DESC) k WHERE k.result = 'conflict'`;

/** Every pair of an offer that a standing declaration or a check keeps apart; of some leaders, or of all. */
export async function declaredConflicts(
  manager: EntityManager,
  offer: OfferYear,
  leaderRefs?: readonly LeaderRef[],
): Promise<readonly DeclaredConflict[]> {
  return manager.query<DeclaredConflict[]>(
    `SELECT DISTINCT ON (leader_ref, case_id) leader_ref AS "leaderRef", case_id AS "caseId",
            CASE declared_by WHEN 'leader' THEN 'leader' ELSE 'case' END AS "declaredBy"
       FROM (SELECT t.leader_ref, c.case_id, t.declared_by
               FROM conflict_declaration t JOIN support_case c ON c.offer = t.offer AND ${TOUCHES}
              WHERE t.offer = $1 AND t.withdrawn_at IS NULL AND ($2::text[] IS NULL OR t.leader_ref = ANY ($2))
             UNION ALL SELECT k.leader_ref, k.case_id, 'check' FROM ${FOUND_BY_CHECKS}) apart
      ORDER BY leader_ref, case_id, declared_by <> 'leader'`,
    [offer, leaderRefs ?? null],
  );
}

/**
 * Pairs of these leaders and cases that a standing declaration, a check or the leader's own answer to the survey keeps
 * apart: a run that had looked before may propose one all the same.
 */
export async function pairsKeptApart(
  manager: EntityManager,
  offer: OfferYear,
  pairs: readonly { readonly leaderRef: LeaderRef; readonly caseId: CaseId }[],
): Promise<readonly { readonly leaderRef: LeaderRef; readonly caseId: CaseId }[]> {
  return manager.query<{ leaderRef: LeaderRef; caseId: CaseId }[]>(
    `SELECT DISTINCT t.leader_ref AS "leaderRef", c.case_id AS "caseId"
       FROM (SELECT leader_ref, subject_kind, subject_id FROM conflict_declaration
              WHERE offer = $1 AND withdrawn_at IS NULL AND leader_ref = ANY ($2)
             UNION ALL
             SELECT a.leader_ref, 'school', named.urn
               FROM survey_answer a, jsonb_array_elements_text(a.facts->'conflictUrns') AS named (urn)
              WHERE a.offer = $1 AND a.leader_ref = ANY ($2)) t
       JOIN support_case c ON c.offer = $1 AND c.case_id = ANY ($3) AND ${TOUCHES}
      UNION SELECT k.leader_ref, k.case_id FROM ${FOUND_BY_CHECKS} AND k.case_id = ANY ($3)
      ORDER BY 1, 2`,
    [offer, pairs.map(({ leaderRef }) => leaderRef), pairs.map(({ caseId }) => caseId)],
  );
}

/** The cases that a tie touches, by id. */
export async function casesTouched(manager: EntityManager, tie: Tie): Promise<readonly CaseId[]> {
  const rows = await manager.query<{ caseId: CaseId }[]>(
    `SELECT c.case_id AS "caseId" FROM support_case c, (SELECT $2::text AS subject_kind, $3::text AS subject_id) t
      WHERE c.offer = $1 AND ${TOUCHES} ORDER BY c.case_id`,
    [tie.offer, tie.subjectKind, tie.subjectId],
  );
  return rows.map(({ caseId }) => caseId);
}

/** Whether leader and subject are known to the service. */
export async function knownEnds(
  manager: EntityManager,
  { offer, leaderRef, subjectKind, subjectId }: Tie,
): Promise<{ readonly leader: boolean; readonly subject: boolean }> {
  const [row] = await manager.query<{ leader: boolean; subject: boolean }[]>(
    `SELECT EXISTS (SELECT 1 FROM leader WHERE ref = $2) AS leader,
            CASE $3 WHEN 'case' THEN EXISTS (SELECT 1 FROM support_case WHERE offer = $1 AND case_id = $4)
              WHEN 'school' THEN EXISTS (SELECT 1 FROM school WHERE urn = $4)
                OR EXISTS (SELECT 1 FROM support_case WHERE offer = $1 AND facts->'urns' ? $4)
              ELSE EXISTS (SELECT 1 FROM trust WHERE uid = $4)
                OR EXISTS (SELECT 1 FROM support_case WHERE offer = $1 AND facts->>'trustUid' = $4) END AS subject`,
    [offer, leaderRef, subjectKind, subjectId],
  );
  return row ?? { leader: false, subject: false };
}

/** The id of the new declaration; undefined: the same one stands already. */
export async function insertDeclaration(
  manager: EntityManager,
  tie: Tie,
  said: { readonly declaredBy: ConflictSide; readonly reason: string; readonly recordedBy: string },
): Promise<string | undefined> {
  const rows = await manager.query<{ id: string }[]>(
    `INSERT INTO conflict_declaration (offer, leader_ref, subject_kind, subject_id, declared_by, reason, recorded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (offer, leader_ref, subject_kind, subject_id, declared_by) WHERE withdrawn_at IS NULL DO NOTHING
     RETURNING id`,
    [
      ...[tie.offer, tie.leaderRef, tie.subjectKind, tie.subjectId],
      ...[said.declaredBy, said.reason, said.recordedBy],
    ],
  );
  return rows[0]?.id;
}

export interface StandingDeclaration extends Tie {
  readonly declaredBy: ConflictSide;
}

/** The declaration, locked, while it stands; an id that is no number names none. */
export async function lockStanding(
  manager: EntityManager,
  offer: OfferYear,
  id: string,
): Promise<StandingDeclaration | undefined> {
  if (!/^\d{1,18}$/.test(id)) return undefined;
  const rows = await manager.query<StandingDeclaration[]>(
    `SELECT offer, leader_ref AS "leaderRef", subject_kind AS "subjectKind", subject_id AS "subjectId",
            declared_by AS "declaredBy"
       FROM conflict_declaration WHERE id = $1 AND offer = $2 AND withdrawn_at IS NULL FOR UPDATE`,
    [id, offer],
  );
  return rows[0];
}

export async function endDeclaration(
  manager: EntityManager,
  id: string,
  said: { readonly reason: string; readonly by: string },
): Promise<boolean> {
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE conflict_declaration SET withdrawn_at = now(), withdrawn_by = $2, withdrawn_reason = $3
      WHERE id = $1 AND withdrawn_at IS NULL`,
    [id, said.by, said.reason],
  );
  return count === 1;
}
