import type { EntityManager } from 'typeorm';
import type { CaseId, OfferYear } from '../../domain/kernel/index.js';

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
