import type { EntityManager } from 'typeorm';
import type { OfferYear } from '../../domain/kernel/index.js';
import type { StoreFault } from '../imports/index.js';
import type { OfferList } from './offer-list-entry.entity.js';

const TOLD_MOST = 1_000;

/**
 * What a stored list names and the registers that are stored do not hold, or not as open: told at once, since nothing
 * will be decided about it. Where a register was never imported nothing is told of its subjects.
 */
export async function unknownOnList(
  manager: EntityManager,
  offer: OfferYear,
  list: OfferList,
): Promise<readonly StoreFault[]> {
  const rows = await manager.query<{ row: number; id: string; kind: string; isThere: boolean }[]>(
    `SELECT row, id, kind, "isThere" FROM (
       SELECT (e.facts->'source'->>'row')::integer AS row, split_part(e.subject_id, '-', 2) AS id,
         split_part(e.subject_id, '-', 1) AS kind, s.urn IS NOT NULL OR t.uid IS NOT NULL AS "isThere",
         CASE WHEN e.subject_id LIKE 'school-%' THEN COALESCE(s.status_code IN ('1', '3'), NOT EXISTS (SELECT 1 FROM school))
           ELSE COALESCE((t.facts->'open')::boolean, NOT EXISTS (SELECT 1 FROM trust))
             OR EXISTS (SELECT 1 FROM school m WHERE 'trust-' || m.trust_uid = e.subject_id) END AS known
       FROM offer_list_entry e
       LEFT JOIN school s ON e.subject_id = 'school-' || s.urn
       LEFT JOIN trust t ON e.subject_id = 'trust-' || t.uid
       WHERE e.offer = $1 AND e.list = $2) AS named
     WHERE NOT known ORDER BY row LIMIT $3`,
    [offer, list, TOLD_MOST],
  );
  return rows.map(({ row, id, kind, isThere }) => ({
    row,
    value: id,
    code: isThere ? 'subject-not-open' : 'subject-unknown',
    effect: 'noted',
    facts: { list, subjectKind: kind, successors: '' },
  }));
}
