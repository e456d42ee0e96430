import type { EntityManager } from 'typeorm';
import type { CaseId, ExpertiseCode, IsoDate, LeaderRef, OfferYear } from '../../domain/kernel/index.js';
import type { CaseEvent, CaseState } from '../../domain/lifecycle/index.js';
import type { CaseContact, ConflictCheck, DatedMove, NeedEdit } from '../../domain/offers/index.js';
import { TODAY } from './case-rows.queries.js';

export async function today(manager: EntityManager): Promise<IsoDate> {
  const [row] = await manager.query<{ today: IsoDate }[]>(`SELECT ${TODAY}::text AS today`);
  if (row === undefined) throw new Error('The database gave no date');
  return row.today;
}

/** In the order given; `on` null: today. */
export async function insertMoves(
  manager: EntityManager,
  offer: OfferYear,
  moves: readonly {
    readonly caseId: CaseId;
    readonly event: CaseEvent;
    readonly from: CaseState;
    readonly to: CaseState;
    readonly on: IsoDate | null;
  }[],
  recorded: { readonly reason: string | null; readonly by: string },
): Promise<void> {
  await manager.query(
    `INSERT INTO case_move (offer, case_id, event, state_from, state_to, happened_on, reason, recorded_by)
     SELECT $1, "caseId", event, "from", "to", COALESCE("on", ${TODAY}), $3, $4
       FROM ROWS FROM (jsonb_to_recordset($2::jsonb) AS (
            "caseId" text, event text, "from" text, "to" text, "on" date)) WITH ORDINALITY
      ORDER BY ordinality`,
    [offer, JSON.stringify(moves), recorded.reason, recorded.by],
  );
}

/** One change of the state of a case, and who recorded it. */
export interface StoredMove extends DatedMove {
  readonly recordedBy: string;
}

/** In the order in which they were recorded. */
export async function movesOf(
  manager: EntityManager,
  offer: OfferYear,
  caseId: CaseId,
): Promise<readonly StoredMove[]> {
  return manager.query<StoredMove[]>(
    `SELECT event, happened_on::text AS "happenedOn", recorded_by AS "recordedBy" FROM case_move WHERE offer = $1 AND case_id = $2 ORDER BY id`,
    [offer, caseId],
  );
}

/** One row of the history of contacts. */
export interface StoredContact extends CaseContact {
  readonly id: string;
  readonly note: string | null;
  readonly replaces: string | null;
  readonly void: boolean;
  /** Nothing has taken its place, and it happened. */
  readonly inForce: boolean;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

/** Every row, corrected ones too: by the day of the contact, then as recorded. */
export async function contactsOf(
  manager: EntityManager,
  offer: OfferYear,
  caseId: CaseId,
): Promise<readonly StoredContact[]> {
  return manager.query<StoredContact[]>(
    `SELECT c.id, c.party, c.contacted_on::text AS "contactedOn", c.means, c.result,
       c.responded_on::text AS "respondedOn", c.note, c.replaces, c.void, c.recorded_by AS "recordedBy",
       c.recorded_at AS "recordedAt", NOT c.void AND later.id IS NULL AS "inForce"
     FROM case_contact c LEFT JOIN case_contact later ON later.replaces = c.id
     WHERE c.offer = $1 AND c.case_id = $2 ORDER BY c.contacted_on, c.id`,
    [offer, caseId],
  );
}

export async function insertContact(
  manager: EntityManager,
  offer: OfferYear,
  caseId: CaseId,
  contact: CaseContact & {
    readonly note: string | null;
    readonly replaces: string | null;
    readonly void: boolean;
    readonly recordedBy: string;
  },
): Promise<string> {
  const [row] = await manager.query<{ id: string }[]>(
    `INSERT INTO case_contact
       (offer, case_id, party, contacted_on, means, result, responded_on, note, replaces, void, recorded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`,
    [
      ...[offer, caseId, contact.party, contact.contactedOn, contact.means, contact.result],
      ...[contact.respondedOn, contact.note, contact.replaces, contact.void, contact.recordedBy],
    ],
  );
  if (row === undefined) throw new Error('An inserted contact has no row');
  return row.id;
}

export async function checksOf(
  manager: EntityManager,
  offer: OfferYear,
  caseId: CaseId,
): Promise<readonly (ConflictCheck & { readonly note: string | null; readonly recordedBy: string })[]> {
  return manager.query(
    `SELECT leader_ref AS "leaderRef", checked_on::text AS "checkedOn", result, note, recorded_by AS "recordedBy"
     FROM conflict_check WHERE offer = $1 AND case_id = $2 ORDER BY checked_on, id`,
    [offer, caseId],
  );
}

export async function insertCheck(
  manager: EntityManager,
  offer: OfferYear,
  caseId: CaseId,
  check: ConflictCheck & { readonly note: string | null; readonly recordedBy: string },
): Promise<void> {
  await manager.query(
    `INSERT INTO conflict_check (offer, case_id, leader_ref, checked_on, result, note, recorded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [offer, caseId, check.leaderRef, check.checkedOn, check.result, check.note, check.recordedBy],
  );
}

export async function leaderExists(manager: EntityManager, leaderRef: LeaderRef): Promise<boolean> {
  const rows = await manager.query<unknown[]>(`SELECT 1 FROM leader WHERE ref = $1`, [leaderRef]);
  return rows.length > 0;
}

/** What the judgements say the case needs, and every edit, as recorded. */
export async function needsOf(
  manager: EntityManager,
  offer: OfferYear,
  caseId: CaseId,
): Promise<{ readonly judged: readonly ExpertiseCode[]; readonly edits: readonly NeedEdit[] }> {
  const [row] = await manager.query<{ judged: ExpertiseCode[] }[]>(
    `SELECT COALESCE(facts->'needs', '[]') AS judged FROM support_case WHERE offer = $1 AND case_id = $2`,
    [offer, caseId],
  );
  const edits = await manager.query<NeedEdit[]>(
    `SELECT need, edit, reason, recorded_by AS by, recorded_at::text AS at FROM case_need_edit
     WHERE offer = $1 AND case_id = $2 ORDER BY id`,
    [offer, caseId],
  );
  return { judged: row?.judged ?? [], edits };
}

export async function insertNeedEdit(
  manager: EntityManager,
  offer: OfferYear,
  caseId: CaseId,
  edit: Omit<NeedEdit, 'at'>,
): Promise<void> {
  await manager.query(
    `INSERT INTO case_need_edit (offer, case_id, need, edit, reason, recorded_by) VALUES ($1, $2, $3, $4, $5, $6)`,
    [offer, caseId, edit.need, edit.edit, edit.reason, edit.by],
  );
}

/** A need was edited: whoever has the case open sees that it is another. */
export async function raiseVersion(manager: EntityManager, offer: OfferYear, caseId: CaseId): Promise<void> {
  await manager.query(`UPDATE support_case SET version = version + 1 WHERE offer = $1 AND case_id = $2`, [
    offer,
    caseId,
  ]);
}
