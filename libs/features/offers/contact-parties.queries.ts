import type { EntityManager } from 'typeorm';
import type { CaseId, IsoDate, OfferYear } from '../../domain/kernel/index.js';
import { CONTACT_PARTIES, type ContactParty } from '../../domain/offers/index.js';
import { CONTACT_STATUS, TODAY } from './case-rows.queries.js';

/** One step of a contact plan with whom it means. */
export interface PlannedParty {
  readonly party: ContactParty;
  /** Three-digit code of an authority, code of a diocese, UID of a trust, URN of a school. */
  readonly ref: string;
}

/** A case with whom its plan names, in the plan's order. */
export interface ContactPlan {
  readonly caseName: string;
  readonly parties: readonly PlannedParty[];
}

/**
 * Whom the contact plans of these cases name. The plan is that of the latest decision by which the case was eligible; a
 * step that the register cannot place is left out.
 */
export async function contactPlansOf(
  manager: EntityManager,
  offer: OfferYear,
  caseIds: readonly CaseId[],
): Promise<ReadonlyMap<CaseId, ContactPlan>> {
  const rows = await manager.query<
    { caseId: CaseId; caseName: string; party: ContactParty | null; ref: string | null }[]
  >(
    `WITH wanted AS (
       SELECT c.case_id, COALESCE(c.facts->'urns', '[]') AS urns, d.contacts
         FROM support_case c CROSS JOIN LATERAL (
           SELECT r.facts->'contacts' AS contacts FROM decision_record r
            WHERE r.offer = c.offer AND r.subject_kind = split_part(c.case_id, '-', 1)
              AND r.subject_id = substr(c.case_id, strpos(c.case_id, '-') + 1) AND r.facts->>'eligible' = 'yes'
            ORDER BY r.id DESC LIMIT 1) d
        WHERE c.offer = $1 AND c.case_id = ANY ($2)),
     step AS (
       SELECT w.case_id, s.party, s.at, s.party = ANY ($3) AS known, w.urns
         FROM wanted w, jsonb_array_elements_text(w.contacts) WITH ORDINALITY AS s (party, at)),
     placed AS (
       SELECT t.case_id, t.party, t.at, CASE t.party
                WHEN 'school' THEN u.urn WHEN 'local-authority' THEN s.facts->>'laCode'
                WHEN 'diocese' THEN s.facts->>'dioceseCode'
                ELSE CASE WHEN t.case_id LIKE 'trust-%' THEN substr(t.case_id, 7) ELSE s.trust_uid END END AS ref
         FROM step t CROSS JOIN LATERAL jsonb_array_elements_text(t.urns) AS u (urn)
         LEFT JOIN school s ON s.urn = u.urn
        WHERE t.known)
     SELECT c.case_id AS "caseId", c.name AS "caseName", p.party, p.ref
       FROM support_case c LEFT JOIN (
         SELECT case_id, party, ref, min(at) AS at FROM placed WHERE ref IS NOT NULL GROUP BY case_id, party, ref) p
         USING (case_id)
      WHERE c.offer = $1 AND c.case_id = ANY ($2) ORDER BY c.case_id, p.at, p.ref`,
    [offer, caseIds, CONTACT_PARTIES],
  );
  const plans = new Map<CaseId, ContactPlan>();
  for (const { caseId, caseName, party, ref } of rows) {
    const before = plans.get(caseId)?.parties ?? [];
    const parties = party === null || ref === null ? before : [...before, { party, ref }];
    plans.set(caseId, { caseName, parties });
  }
  return plans;
}

/** Eligible cases of each offer that nobody has contacted yet, by the day by which somebody must. */
export interface ContactsDue {
  readonly offer: OfferYear;
  readonly contactBy: IsoDate;
  readonly cases: number;
}

/** By offer, then by day; only days from today to `until`. */
export async function contactsDue(manager: EntityManager, until: IsoDate): Promise<readonly ContactsDue[]> {
  return manager.query<ContactsDue[]>(
    `SELECT offer, facts->>'contactBy' AS "contactBy", count(*)::integer AS cases FROM support_case
      WHERE eligible AND state = 'eligible' AND (facts->>'contactBy')::date BETWEEN ${TODAY} AND $1
        AND ${CONTACT_STATUS} = 'due'
      GROUP BY 1, 2 ORDER BY 1, 2`,
    [until],
  );
}
