import type { EntityManager } from 'typeorm';
import { assert, type CaseId, type LeaderRef, type OfferYear } from '../../domain/kernel/index.js';
import { isUuid } from './match-facts.js';

/** What a ruling says, and about whom. A type, so that it is a fact. */
export type Ruling = {
  readonly id: string;
  readonly offer: OfferYear;
  readonly leaderRef: LeaderRef;
  readonly caseId: CaseId;
  readonly kind: 'pin' | 'forbid';
  readonly isInForce: boolean;
};

export interface NewRuling extends Omit<Ruling, 'isInForce'> {
  readonly decisionId: string;
  readonly reasonCode: string;
  readonly reason: string;
  readonly ruledBy: string;
}

const RULING = `id, offer, leader_ref AS "leaderRef", case_id AS "caseId", kind, lifted_at IS NULL AS "isInForce"`;

/** Every ruling on these cases that has not been lifted, by case. */
export async function rulingsInForce(
  manager: EntityManager,
  offer: OfferYear,
  caseIds: readonly CaseId[],
): Promise<readonly Ruling[]> {
  return manager.query<Ruling[]>(
    `SELECT ${RULING} FROM ruling
      WHERE offer = $1 AND case_id = ANY ($2) AND lifted_at IS NULL ORDER BY case_id, leader_ref`,
    [offer, caseIds],
  );
}

/** Those of the pairs that a reviewer has ruled out. */
export async function forbiddenPairs(
  manager: EntityManager,
  offer: OfferYear,
  pairs: readonly { readonly leaderRef: LeaderRef; readonly caseId: CaseId }[],
): Promise<readonly { readonly leaderRef: LeaderRef; readonly caseId: CaseId }[]> {
  return manager.query<{ leaderRef: LeaderRef; caseId: CaseId }[]>(
    `SELECT leader_ref AS "leaderRef", case_id AS "caseId" FROM ruling
      WHERE offer = $1 AND kind = 'forbid' AND lifted_at IS NULL
        AND (leader_ref, case_id) IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
    [offer, pairs.map(({ leaderRef }) => leaderRef), pairs.map(({ caseId }) => caseId)],
  );
}

/** In force or lifted; ids that are none are left out. */
export async function rulingsNamed(
  manager: EntityManager,
  ids: readonly string[],
): Promise<readonly Ruling[]> {
  if (ids.length === 0) return [];
  return manager.query<Ruling[]>(`SELECT ${RULING} FROM ruling WHERE id = ANY ($1::uuid[]) ORDER BY id`, [
    ids.filter(isUuid),
  ]);
}

/** Under the lock of its case. */
export async function insertRuling(manager: EntityManager, ruling: NewRuling): Promise<void> {
  await manager.query(
    `INSERT INTO ruling (id, offer, leader_ref, case_id, kind, decision_id, reason_code, reason, ruled_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[ruling.id, ruling.offer, ruling.leaderRef, ruling.caseId, ruling.kind],
      ...[ruling.decisionId, ruling.reasonCode, ruling.reason, ruling.ruledBy],
    ],
  );
}

/** Under the lock of its case, where it is in force. */
export async function liftRuling(
  manager: EntityManager,
  id: string,
  lifted: { readonly by: string; readonly decisionId: string },
): Promise<void> {
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE ruling SET lifted_at = now(), lifted_by = $2, lifted_in = $3 WHERE id = $1 AND lifted_at IS NULL`,
    [id, lifted.by, lifted.decisionId],
  );
  assert(count === 1, `ruling ${id} was lifted under the lock of its case`);
}
