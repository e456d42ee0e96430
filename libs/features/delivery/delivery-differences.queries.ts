import type { EntityManager } from 'typeorm';
import type { Facts } from '../../domain/kernel/index.js';

/** Something that the books say twice and not the same way. */
export interface BookDifference {
  /**
   * `delivered-not-signed`: days delivered in the ledger are not the days that schools signed; `visits-exceed-match`:
   * more visits than days; `report-differs`: a match that ended and its report; `claim-differs`: a claim and its lines;
   * `granted-not-in-trail`: a budget's grants and what the trail last said of them.
   */
  readonly code:
    | 'delivered-not-signed'
    | 'visits-exceed-match'
    | 'report-differs'
    | 'claim-differs'
    | 'granted-not-in-trail';
  readonly subjectId: string;
  /** What the one side says and what the other, in half-days; null: it says nothing. */
  readonly facts: Facts;
}

type Found = Omit<BookDifference, 'code'>;

/** Matches, visits, reports, claims and the trail against each other and the ledger. */
export async function deliveryDifferences(manager: EntityManager): Promise<readonly BookDifference[]> {
  const visits = await manager.query<(Found & { code: BookDifference['code'] })[]>(
    `WITH visits AS (
       SELECT match_id, coalesce(sum(half_days) FILTER (WHERE state = 'signed'), 0)::integer AS signed,
              coalesce(sum(half_days) FILTER (WHERE state <> 'withdrawn'), 0)::integer AS counted
         FROM visit GROUP BY match_id),
     delivered AS (
       SELECT match_id, -sum(delta_half_days)::integer AS days FROM ledger_entry
        WHERE kind = 'deliver' GROUP BY match_id),
     both_sides AS (
       SELECT m.id, m.half_days, m.state, coalesce(v.signed, 0) AS signed, coalesce(v.counted, 0) AS counted,
              coalesce(d.days, 0) AS delivered, r.delivered_half_days AS reported, r.released_half_days AS released
         FROM match m LEFT JOIN visits v ON v.match_id = m.id LEFT JOIN delivered d ON d.match_id = m.id
         LEFT JOIN completion r ON r.match_id = m.id)
     SELECT 'delivered-not-signed' AS code, id AS "subjectId",
            jsonb_build_object('deliveredHalfDays', delivered, 'signedHalfDays', signed) AS facts
       FROM both_sides WHERE delivered <> signed
     UNION ALL
     SELECT 'visits-exceed-match', id, jsonb_build_object('visitHalfDays', counted, 'matchHalfDays', half_days)
       FROM both_sides WHERE counted > half_days
     UNION ALL
     SELECT 'report-differs', id, jsonb_build_object('state', state, 'deliveredHalfDays', delivered,
            'reportedHalfDays', reported, 'releasedHalfDays', released, 'matchHalfDays', half_days)
       FROM both_sides
      WHERE CASE WHEN state IN ('completed','ended-early')
                 THEN reported IS NULL OR reported <> delivered OR reported + released <> half_days
                 ELSE reported IS NOT NULL END
     ORDER BY 1, 2`,
  );
  const claims = await manager.query<Found[]>(
    `SELECT c.id AS "subjectId", jsonb_build_object('claimHalfDays', c.half_days,
            'visitHalfDays', coalesce(sum(v.half_days) FILTER (WHERE v.state = 'signed'), 0),
            'claimPence', c.amount_pence, 'linePence', coalesce(sum(l.amount_pence), 0)) AS facts
       FROM claim c LEFT JOIN claim_line l ON l.claim_id = c.id LEFT JOIN visit v ON v.id = l.visit_id
      GROUP BY c.id
     HAVING c.half_days <> coalesce(sum(v.half_days) FILTER (WHERE v.state = 'signed'), 0)
         OR c.half_days <> coalesce(sum(l.half_days), 0) OR c.amount_pence <> coalesce(sum(l.amount_pence), 0)
         OR bool_or(l.in_force) IS DISTINCT FROM (c.state = 'made')
         OR bool_and(l.in_force) IS DISTINCT FROM (c.state = 'made')
      ORDER BY c.id`,
  );
  return [
    ...visits,
    ...claims.map((found) => ({ code: 'claim-differs' as const, ...found })),
    ...(await grantsBesideTrail(manager)).map((found) => ({
      code: 'granted-not-in-trail' as const,
      ...found,
    })),
  ];
}

/** A grant made larger together with every balance after it is a sound chain: the trail remembers another figure. */
function grantsBesideTrail(manager: EntityManager): Promise<readonly Found[]> {
  return manager.query<Found[]>(
    `WITH granted AS (
       SELECT b.id, b.offer, b.leader_ref,
              coalesce(sum(e.delta_half_days) FILTER (WHERE e.kind IN ('grant','adjust')), 0)::integer AS days
         FROM leader_budget b LEFT JOIN ledger_entry e ON e.budget_id = b.id GROUP BY b.id),
     told AS (
       SELECT DISTINCT ON (subject_id) subject_id, (after->>'grantedHalfDays')::integer AS days FROM audit_event
        WHERE subject_kind = 'budget' ORDER BY subject_id, id DESC)
     SELECT g.id AS "subjectId", jsonb_build_object('offer', g.offer, 'leaderRef', g.leader_ref,
            'grantedHalfDays', g.days, 'trailHalfDays', t.days) AS facts
       FROM granted g LEFT JOIN told t ON t.subject_id = g.id::text
      WHERE g.days <> coalesce(t.days, 0) ORDER BY g.offer, g.leader_ref`,
  );
}
