import type { EntityManager } from 'typeorm';
import type { CaseId, OfferYear } from '../../domain/kernel/index.js';
import type { CaseState } from '../../domain/lifecycle/index.js';
import type { SupportCase } from '../../domain/offers/index.js';
import { postgresJson } from '../imports/index.js';

/** What an assessment changed among the cases of its offer. */
export interface CasesRenewed {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** A case whose row this transaction holds locked. */
export interface LockedCase {
  readonly caseId: CaseId;
  readonly name: string;
  readonly state: CaseState;
  readonly version: number;
  /** False: the latest assessment no longer finds it eligible. */
  readonly eligible: boolean;
}

/**
 * Brings the cases of an offer to what its latest assessment says. States are left alone, and no case is ever dropped:
 * one that no longer follows from the facts is marked as not eligible.
 */
export async function renewCases(
  manager: EntityManager,
  assessment: { readonly id: string; readonly offer: OfferYear },
  cases: readonly SupportCase[],
): Promise<CasesRenewed> {
  const { id, offer } = assessment;
  const given = postgresJson(cases);
  const [, changed] = await manager.query<[unknown, number]>(
    `UPDATE support_case c SET version = version + 1
     FROM jsonb_array_elements($2::jsonb) AS given (g)
     WHERE c.offer = $1 AND c.case_id = g->>'caseId' AND (c.facts <> g OR NOT c.eligible)`,
    [offer, given],
  );
  const [row] = await manager.query<{ added: number }[]>(
    `WITH renewed AS (
       INSERT INTO support_case (offer, case_id, name, priority, half_days, state, eligible, facts, assessment_id)
       SELECT $1, g->>'caseId', g->>'name', (g->>'priority')::integer, (g->>'halfDays')::integer, 'eligible', true, g, $3
       FROM jsonb_array_elements($2::jsonb) AS given (g)
       ON CONFLICT ON CONSTRAINT support_case_pk DO UPDATE
         SET name = EXCLUDED.name, priority = EXCLUDED.priority, half_days = EXCLUDED.half_days, eligible = true,
           facts = EXCLUDED.facts, assessment_id = EXCLUDED.assessment_id
       RETURNING xmax = 0 AS is_new)
     SELECT count(*) FILTER (WHERE is_new)::integer AS added FROM renewed`,
    [offer, given, id],
  );
  const [, removed] = await manager.query<[unknown, number]>(
    `UPDATE support_case SET eligible = false, version = version + 1, assessment_id = $3
     WHERE offer = $1 AND eligible AND case_id <> ALL ($2)`,
    [offer, cases.map(({ caseId }) => caseId), id],
  );
  return { added: row?.added ?? 0, changed, removed };
}

/** In the order of their ids, which everybody keeps; a case that does not exist is absent. */
export async function lockCases(
  manager: EntityManager,
  offer: OfferYear,
  caseIds: readonly CaseId[],
): Promise<readonly LockedCase[]> {
  return manager.query<LockedCase[]>(
    `SELECT case_id AS "caseId", name, state, version, eligible FROM support_case
     WHERE offer = $1 AND case_id = ANY ($2) ORDER BY case_id FOR UPDATE`,
    [offer, caseIds],
  );
}

/** `lockCases` without the lock: as they stand. */
export async function casesStanding(
  manager: EntityManager,
  offer: OfferYear,
  caseIds: readonly CaseId[],
): Promise<readonly LockedCase[]> {
  return manager.query<LockedCase[]>(
    `SELECT case_id AS "caseId", name, state, version, eligible FROM support_case
     WHERE offer = $1 AND case_id = ANY ($2) ORDER BY case_id`,
    [offer, caseIds],
  );
}

/** What a locked case has come to, and by how many moves. */
export interface CaseNow {
  readonly from: LockedCase;
  readonly state: CaseState;
  readonly moves: number;
}

/** How many of them were written: all whose state and version were still those. */
export async function setCaseStates(
  manager: EntityManager,
  offer: OfferYear,
  cases: readonly CaseNow[],
): Promise<number> {
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE support_case c SET state = now.state, version = c.version + now.moves
       FROM jsonb_to_recordset($2::jsonb) AS now (
            "caseId" text, before text, version integer, state text, moves integer)
      WHERE c.offer = $1 AND c.case_id = now."caseId" AND c.state = now.before AND c.version = now.version`,
    [
      offer,
      JSON.stringify(
        cases.map(({ from, state, moves }) => ({
          ...{ caseId: from.caseId, before: from.state, version: from.version },
          ...{ state, moves },
        })),
      ),
    ],
  );
  return count;
}
