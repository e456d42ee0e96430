import type { EntityManager } from 'typeorm';
import type { BookDifference, Found } from './book-difference.js';

/** Budgets, visits and claims beside what the trail last said of them: whoever alters a row alone leaves the trail as it was. */
export async function trailDifferences(manager: EntityManager): Promise<readonly BookDifference[]> {
  const coded = (code: BookDifference['code'], found: readonly Found[]): readonly BookDifference[] =>
    found.map((one) => ({ code, ...one }));
  return [
    ...coded('granted-not-in-trail', await grantsBesideTrail(manager)),
    ...coded('visit-not-in-trail', await visitsBesideTrail(manager)),
    ...coded('claim-not-in-trail', await claimsBesideTrail(manager)),
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
       SELECT DISTINCT ON (subject_id) subject_id, (after->>'grantedHalfDays')::integer AS days,
              after->>'offer' AS offer, after->>'leaderRef' AS leader_ref FROM audit_event
        WHERE subject_kind = 'budget' ORDER BY subject_id, id DESC)
     SELECT g.id AS "subjectId", jsonb_build_object('offer', g.offer, 'leaderRef', g.leader_ref,
            'grantedHalfDays', g.days, 'trailHalfDays', t.days, 'trailOffer', t.offer, 'trailLeaderRef', t.leader_ref) AS facts
       FROM granted g LEFT JOIN told t ON t.subject_id = g.id::text
      WHERE g.days <> coalesce(t.days, 0) OR (t.offer, t.leader_ref) <> (g.offer, g.leader_ref)
      ORDER BY g.offer, g.leader_ref`,
  );
}

function visitsBesideTrail(manager: EntityManager): Promise<readonly Found[]> {
  return manager.query<Found[]>(
    `WITH logged AS (
       SELECT DISTINCT ON (subject_id) subject_id, after->>'matchId' AS match_id, after->>'visitedOn' AS visited_on,
              (after->>'halfDays')::integer AS half_days
         FROM audit_event WHERE subject_kind = 'visit' AND action IN ('visit.log','visit.edit')
        ORDER BY subject_id, id DESC),
     ended AS (
       SELECT subject_id, 'withdrawn' AS state FROM audit_event WHERE subject_kind = 'visit' AND action = 'visit.withdraw'
        UNION SELECT jsonb_array_elements_text(after->'signed'), 'signed' FROM audit_event WHERE action = 'visit.sign-off')
     SELECT coalesce(v.id::text, l.subject_id) AS "subjectId", jsonb_build_object('matchId', v.match_id,
            'date', v.visited_on, 'halfDays', v.half_days, 'state', v.state, 'trailMatchId', l.match_id,
            'trailDate', l.visited_on, 'trailHalfDays', l.half_days, 'trailState', coalesce(e.state, 'draft')) AS facts
       FROM visit v FULL JOIN logged l ON l.subject_id = v.id::text
       LEFT JOIN ended e ON e.subject_id = coalesce(v.id::text, l.subject_id)
      WHERE (v.match_id::text, v.visited_on::text, v.half_days, v.state)
            IS DISTINCT FROM (l.match_id, l.visited_on, l.half_days, coalesce(e.state, 'draft'))
      ORDER BY 1`,
  );
}

function claimsBesideTrail(manager: EntityManager): Promise<readonly Found[]> {
  return manager.query<Found[]>(
    `WITH made AS (
       SELECT subject_id, after FROM audit_event WHERE subject_kind = 'claim' AND action = 'claim.make'),
     withdrawn AS (
       SELECT subject_id FROM audit_event WHERE subject_kind = 'claim' AND action = 'claim.withdraw'),
     claims AS (
       SELECT id::text AS id, state, jsonb_build_object('offer', offer, 'leaderRef', leader_ref, 'from', from_date::text,
              'to', to_date::text, 'dayRatePence', day_rate_pence, 'halfDays', half_days,
              'amountPence', amount_pence) AS said
         FROM claim)
     SELECT coalesce(c.id, m.subject_id) AS "subjectId", jsonb_build_object('state', c.state, 'claim', c.said,
            'trailState', CASE WHEN w.subject_id IS NULL THEN 'made' ELSE 'withdrawn' END, 'trail', m.after) AS facts
       FROM claims c FULL JOIN made m ON m.subject_id = c.id
       LEFT JOIN withdrawn w ON w.subject_id = coalesce(c.id, m.subject_id)
      WHERE (m.after @> c.said) IS NOT TRUE OR (c.state = 'withdrawn') <> (w.subject_id IS NOT NULL)
      ORDER BY 1`,
  );
}
