import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CaseId, IsoDate, LeaderRef, OfferYear, Urn } from '../../domain/kernel/index.js';
import {
  type CaseRecord,
  contactProblems,
  type ContactProblem,
  contactStatus,
  type ContactStatus,
  type Decision,
  knownEligibleOn,
  offerPolicy,
} from '../../domain/offers/index.js';
import { Database } from '../../platform/database/index.js';
import { CASE_IS_OVER } from './case-rows.queries.js';
import { offerSettings } from './assessment-inputs.queries.js';
import {
  checksOf,
  contactsOf,
  movesOf,
  type StoredContact,
  type StoredMove,
  today,
} from './case-work.repository.js';

/** The contact plan of a case with all that was recorded, and what is wrong with it. */
export interface CaseContacts {
  readonly record: CaseRecord;
  readonly status: ContactStatus;
  /** Every row, corrected ones too. */
  readonly history: readonly StoredContact[];
  /** In the order in which they were recorded. */
  readonly moves: readonly StoredMove[];
  readonly problems: readonly ContactProblem[];
}

/** What the rules look at for one case; undefined: there is no such case. */
export async function loadCaseRecord(
  manager: EntityManager,
  offer: OfferYear,
  caseId: CaseId,
): Promise<
  | {
      readonly record: CaseRecord;
      readonly history: readonly StoredContact[];
      readonly moves: readonly StoredMove[];
    }
  | undefined
> {
  const [found] = await manager.query<{ contactBy: IsoDate | null; isOver: boolean; urns: Urn[] }[]>(
    `SELECT facts->>'contactBy' AS "contactBy", ${CASE_IS_OVER} AS "isOver", COALESCE(facts->'urns', '[]') AS urns FROM support_case
     WHERE offer = $1 AND case_id = $2`,
    [offer, caseId],
  );
  if (found === undefined) return undefined;
  const [own] = await lastYes(manager, offer, [caseId]);
  const ofSchools = await lastYes(
    manager,
    offer,
    found.urns.map((urn) => `school-${urn}`),
  );
  const history = await contactsOf(manager, offer, caseId);
  const { settings } = await offerSettings(manager, offer);
  const moves = await movesOf(manager, offer, caseId);
  const record: CaseRecord = {
    steps: own?.contacts ?? [],
    contactBy: found.contactBy,
    isOver: found.isOver,
    knownOn: own === undefined ? null : knownEligibleOn(offerPolicy(offer), own, ofSchools),
    contacts: history.filter(({ inForce }) => inForce),
    moves,
    checks: await checksOf(manager, offer, caseId),
    allocation: await allocationOf(manager, offer, caseId),
    beforeAllocation: settings.beforeAllocation,
    today: await today(manager),
  };
  return { record, history, moves };
}

/** The latest decision of each subject by which it was eligible: the plan of a case outlasts its eligibility. */
async function lastYes(
  manager: EntityManager,
  offer: OfferYear,
  subjects: readonly string[],
): Promise<readonly Decision[]> {
  const rows = await manager.query<{ facts: Decision }[]>(
    `SELECT DISTINCT ON (subject_kind, subject_id) facts FROM decision_record
     WHERE offer = $1 AND (subject_kind, subject_id) IN (
         SELECT split_part(s, '-', 1), substr(s, strpos(s, '-') + 1) FROM unnest($2::text[]) AS given (s))
       AND facts->>'eligible' = 'yes'
     ORDER BY subject_kind, subject_id, id DESC`,
    [offer, subjects],
  );
  return rows.map(({ facts }) => facts);
}

/** Who holds the case, since its latest match was published. */
async function allocationOf(
  manager: EntityManager,
  offer: OfferYear,
  caseId: CaseId,
): Promise<{ readonly leaderRef: LeaderRef; readonly on: IsoDate } | null> {
  const rows = await manager.query<{ leaderRef: LeaderRef; on: IsoDate }[]>(
    `SELECT m.leader_ref AS "leaderRef", COALESCE(
       (SELECT max(happened_on) FROM case_move v
        WHERE v.offer = m.offer AND v.case_id = m.case_id AND v.event = 'match'), m.changed_at::date)::text AS on
     FROM match m WHERE m.offer = $1 AND m.case_id = $2 AND m.state IN ('published', 'accepted', 'active')`,
    [offer, caseId],
  );
  return rows[0] ?? null;
}

/** Reads of the work on one case. */
@Injectable()
export class CaseRecordQueries {
  constructor(private readonly database: Database) {}

  async contacts(offer: OfferYear, caseId: CaseId): Promise<CaseContacts | undefined> {
    if (caseId.includes('\u0000')) return undefined;
    const loaded = await loadCaseRecord(this.database.manager, offer, caseId);
    if (loaded === undefined) return undefined;
    const { record, history, moves } = loaded;
    return { record, history, moves, status: contactStatus(record), problems: contactProblems(record) };
  }
}
