import type { EntityManager } from 'typeorm';
import type { BookDifference, Found } from './book-difference.js';
import { trailDifferences } from './trail-differences.queries.js';

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
     SELECT 'visits-before-start', id, jsonb_build_object('visitHalfDays', counted, 'state', state)
       FROM both_sides WHERE counted > 0 AND state NOT IN ('active','completed','ended-early')
     UNION ALL
     SELECT 'signed-elsewhere', v.id, jsonb_build_object('matchId', v.match_id, 'signedMatchId', s.match_id)
       FROM visit v JOIN sign_off s ON s.id = v.sign_off_id WHERE s.match_id <> v.match_id
     UNION ALL
     SELECT DISTINCT 'days-of-another-leader', m.id, jsonb_build_object('offer', m.offer, 'leaderRef', m.leader_ref,
            'ledgerOffer', b.offer, 'ledgerLeaderRef', b.leader_ref)
       FROM ledger_entry e JOIN match m ON m.id = e.match_id JOIN leader_budget b ON b.id = e.budget_id
      WHERE (b.offer, b.leader_ref) <> (m.offer, m.leader_ref)
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
       LEFT JOIN match m ON m.id = v.match_id
      GROUP BY c.id
     HAVING c.half_days <> coalesce(sum(v.half_days) FILTER (WHERE v.state = 'signed'), 0)
         OR c.half_days <> coalesce(sum(l.half_days), 0) OR c.amount_pence <> coalesce(sum(l.amount_pence), 0)
         OR bool_or(l.half_days <> v.half_days OR l.amount_pence * 2 <> l.half_days * c.day_rate_pence)
         OR bool_or(m.offer <> c.offer OR m.leader_ref <> c.leader_ref)
         OR bool_or(v.visited_on NOT BETWEEN c.from_date AND c.to_date)
         OR bool_or(l.in_force) IS DISTINCT FROM (c.state = 'made')
         OR bool_and(l.in_force) IS DISTINCT FROM (c.state = 'made')
      ORDER BY c.id`,
  );
  return [
    ...visits,
    ...claims.map((found) => ({ code: 'claim-differs' as const, ...found })),
    ...(await trailDifferences(manager)),
  ];
}
