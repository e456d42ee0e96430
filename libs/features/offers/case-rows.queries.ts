import type { EntityManager } from 'typeorm';
import type { CaseId, ExpertiseCode, OfferYear } from '../../domain/kernel/index.js';
import type { CaseState } from '../../domain/lifecycle/index.js';
import {
  caseNeeds,
  type CaseNeed,
  type ContactStatus,
  type NeedEdit,
  type SupportCase,
} from '../../domain/offers/index.js';

/** A case and where it stands. */
export interface CaseSummary {
  readonly offer: OfferYear;
  readonly caseId: CaseId;
  readonly state: CaseState;
  readonly version: number;
  /** False: the latest assessment no longer finds it eligible. */
  readonly eligible: boolean;
  /** Its `needs` are those that count now: the judged ones with the coordinators' edits. */
  readonly supportCase: SupportCase;
  /** Every need with where it comes from, those that an edit took away too. */
  readonly needs: readonly CaseNeed[];
  readonly contactStatus: ContactStatus;
}

/** The day in England by the database's clock. */
export const TODAY = `(now() AT TIME ZONE 'Europe/London')::date`;

const OF_CASE = `offer = support_case.offer AND case_id = support_case.case_id`;

/** A contact is in force when nothing has taken its place and it is not said never to have happened. */
export const IN_FORCE = `NOT void AND NOT EXISTS (SELECT 1 FROM case_contact later WHERE later.replaces = case_contact.id)`;

/** Nobody has to be contacted any more. */
export const CASE_IS_OVER = `(state IN ('turned-down', 'closed') OR NOT eligible)`;

export const CONTACT_STATUS = `CASE
  WHEN EXISTS (SELECT 1 FROM case_contact WHERE ${OF_CASE} AND ${IN_FORCE}) THEN 'done'
  WHEN ${CASE_IS_OVER} THEN 'not-needed'
  WHEN (support_case.facts->>'contactBy')::date < ${TODAY} THEN 'overdue' ELSE 'due' END`;

/** Needs of `support_case`, for `caseSummary`. */
export const CASE_COLUMNS = `offer, case_id AS "caseId", state, version, eligible, facts AS "supportCase",
  COALESCE(facts->'needs', '[]') AS judged, ${CONTACT_STATUS} AS "contactStatus",
  (SELECT COALESCE(jsonb_agg(jsonb_build_object('need', need, 'edit', edit, 'reason', reason, 'by', recorded_by,
     'at', recorded_at) ORDER BY id), '[]') FROM case_need_edit WHERE ${OF_CASE}) AS edits`;

export interface CaseRow extends Omit<CaseSummary, 'needs'> {
  readonly judged: readonly ExpertiseCode[];
  readonly edits: readonly NeedEdit[];
}

export function caseSummary({ judged, edits, ...row }: CaseRow): CaseSummary {
  const needs = caseNeeds(judged, edits);
  const effective = needs.filter(({ counts }) => counts).map(({ need }) => need);
  const supportCase = edits.length === 0 ? row.supportCase : { ...row.supportCase, needs: effective };
  return { ...row, supportCase, needs };
}

/** Every case that the latest assessment finds eligible, by id, with the needs that count, for a snapshot. */
export async function eligibleCases(
  manager: EntityManager,
  offer: OfferYear,
): Promise<readonly CaseSummary[]> {
  const rows = await manager.query<CaseRow[]>(
    `SELECT ${CASE_COLUMNS} FROM support_case WHERE offer = $1 AND eligible ORDER BY case_id`,
    [offer],
  );
  return rows.map(caseSummary);
}

/** The cases named, by id, eligible or not; ids that name none are left out. */
export async function casesNamed(
  manager: EntityManager,
  offer: OfferYear,
  caseIds: readonly CaseId[],
): Promise<readonly CaseSummary[]> {
  const rows = await manager.query<CaseRow[]>(
    `SELECT ${CASE_COLUMNS} FROM support_case WHERE offer = $1 AND case_id = ANY ($2) ORDER BY case_id`,
    [offer, caseIds],
  );
  return rows.map(caseSummary);
}
