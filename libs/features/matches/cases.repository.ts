import type { EntityManager } from 'typeorm';
import type { CaseId, OfferYear } from '../../domain/kernel/index.js';
import type { CaseState } from '../../domain/lifecycle/index.js';

/** A case whose row this transaction holds locked. */
export interface LockedCase {
  readonly caseId: CaseId;
  readonly name: string;
  readonly state: CaseState;
  /** False: the latest assessment no longer finds it eligible. */
  readonly eligible: boolean;
}

/** What the cases are called. */
export async function caseNames(
  manager: EntityManager,
  offer: OfferYear,
  caseIds: readonly CaseId[],
): Promise<ReadonlyMap<CaseId, string>> {
  const rows = await manager.query<{ caseId: CaseId; name: string }[]>(
    `SELECT case_id AS "caseId", name FROM support_case WHERE offer = $1 AND case_id = ANY ($2)`,
    [offer, caseIds],
  );
  return new Map(rows.map(({ caseId, name }) => [caseId, name]));
}

/** The cases, locked in the order of their ids until the transaction ends. By case id. */
export async function lockCases(
  manager: EntityManager,
  offer: OfferYear,
  caseIds: readonly CaseId[],
): Promise<ReadonlyMap<CaseId, LockedCase>> {
  const rows = await manager.query<LockedCase[]>(
    `SELECT case_id AS "caseId", name, state, eligible
       FROM support_case WHERE offer = $1 AND case_id = ANY ($2) ORDER BY case_id FOR UPDATE`,
    [offer, caseIds],
  );
  return new Map(rows.map((row) => [row.caseId, row]));
}
