import type { EntityManager } from 'typeorm';
import type { IsoDate, LeaderRef, OfferYear, TrustUid, Urn } from '../../domain/kernel/index.js';
import type { OfferSettings, Referral } from '../../domain/offers/index.js';
import { STANDING_REFERRAL } from './assessment-inputs.queries.js';

/** Whether trust and leader agree on direct support of one school now; null: nobody ever said. */
export async function agreedNow(manager: EntityManager, offer: OfferYear, urn: Urn): Promise<boolean | null> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('direct_support'), hashtext($1))`, [
    `${offer}/${urn}`,
  ]);
  const rows = await manager.query<{ agreed: boolean }[]>(
    `SELECT agreed FROM direct_support WHERE offer = $1 AND urn = $2 ORDER BY id DESC LIMIT 1`,
    [offer, urn],
  );
  return rows[0]?.agreed ?? null;
}

export async function insertDirectSupport(
  manager: EntityManager,
  row: {
    readonly offer: OfferYear;
    readonly urn: Urn;
    readonly agreed: boolean;
    readonly trustUid: TrustUid | null;
    readonly leaderRef: LeaderRef | null;
    readonly decidedOn: IsoDate;
    readonly reason: string;
    readonly recordedBy: string;
  },
): Promise<void> {
  await manager.query(
    `INSERT INTO direct_support (offer, urn, agreed, trust_uid, leader_ref, decided_on, reason, recorded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[row.offer, row.urn, row.agreed, row.trustUid, row.leaderRef],
      ...[row.decidedOn, row.reason, row.recordedBy],
    ],
  );
}

/** Undefined: the register lacks the school. */
export async function schoolOf(
  manager: EntityManager,
  urn: Urn,
): Promise<{ readonly trustUid: TrustUid | null } | undefined> {
  const rows = await manager.query<{ trustUid: TrustUid | null }[]>(
    `SELECT COALESCE(trust_uid, (SELECT max(m.trust_uid) FROM trust_membership m WHERE m.urn = school.urn)) AS "trustUid"
     FROM school WHERE urn = $1`,
    [urn],
  );
  return rows[0];
}

/** By the groups file, the lists of members, or the register. */
export async function trustExists(manager: EntityManager, trustUid: TrustUid): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `SELECT 1 FROM trust WHERE uid = $1 UNION SELECT 1 FROM trust_membership WHERE trust_uid = $1
     UNION SELECT 1 FROM school WHERE trust_uid = $1`,
    [trustUid],
  );
  return rows.length > 0;
}

export async function insertReferral(
  manager: EntityManager,
  offer: OfferYear,
  referral: Omit<Referral, 'source' | 'decidedOn'> & {
    readonly decidedOn: IsoDate;
    readonly reason: string;
    readonly recordedBy: string;
  },
): Promise<string> {
  const [row] = await manager.query<{ id: string }[]>(
    `INSERT INTO referral_record (offer, subject_kind, subject_id, decision, decided_on, decided_by, reason, recorded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [
      ...[offer, referral.subjectKind, referral.subjectId, referral.decision],
      ...[referral.decidedOn, referral.decidedBy, referral.reason, referral.recordedBy],
    ],
  );
  if (row === undefined) throw new Error('An inserted referral has no row');
  return row.id;
}

/** A decision that somebody recorded. */
export interface RecordedReferral extends Omit<Referral, 'source'> {
  readonly id: string;
  readonly isWithdrawn: boolean;
}

/** Undefined: nobody recorded it in this offer. What withdraws another is no decision. */
export async function recordedReferral(
  manager: EntityManager,
  offer: OfferYear,
  id: string,
): Promise<RecordedReferral | undefined> {
  const rows = await manager.query<RecordedReferral[]>(
    `SELECT id, subject_kind AS "subjectKind", subject_id AS "subjectId", decision,
       decided_on::text AS "decidedOn", decided_by AS "decidedBy", NOT (${STANDING_REFERRAL}) AS "isWithdrawn"
     FROM referral_record r WHERE offer = $1 AND id = $2 AND withdraws IS NULL`,
    [offer, id],
  );
  return rows[0];
}

/** False: somebody else withdrew it meanwhile. */
export function withdrawReferral(
  manager: EntityManager,
  id: string,
  reason: string,
  recordedBy: string,
): Promise<boolean> {
  return inserted(
    manager,
    `INSERT INTO referral_record
       (offer, subject_kind, subject_id, decision, decided_on, reason, recorded_by, withdraws)
     SELECT offer, subject_kind, subject_id, decision, decided_on, $2, $3, id FROM referral_record WHERE id = $1
     ON CONFLICT ON CONSTRAINT referral_record_withdraws_uq DO NOTHING`,
    [id, reason, recordedBy],
  );
}

/** False: the version was no longer that. Version 0: nothing was set before. */
export async function writeSettings(
  manager: EntityManager,
  offer: OfferYear,
  version: number,
  settings: OfferSettings,
  by: string,
): Promise<boolean> {
  const values = [offer, JSON.stringify(settings), by];
  if (version === 0) {
    return inserted(
      manager,
      `INSERT INTO offer_setting (offer, settings, changed_by) VALUES ($1, $2::jsonb, $3)
       ON CONFLICT ON CONSTRAINT offer_setting_pk DO NOTHING`,
      values,
    );
  }
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE offer_setting SET settings = $2::jsonb, changed_by = $3, changed_at = now(), version = version + 1
     WHERE offer = $1 AND version = $4`,
    [...values, version],
  );
  return count === 1;
}

/** The driver tells the rows of an INSERT only this way. */
export async function inserted(manager: EntityManager, insert: string, values: unknown[]): Promise<boolean> {
  const rows = await manager.query<unknown[]>(`${insert} RETURNING 1`, values);
  return rows.length === 1;
}
