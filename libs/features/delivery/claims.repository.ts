import type { EntityManager } from 'typeorm';
import {
  assert,
  type HalfDays,
  type IsoDate,
  type LeaderRef,
  type OfferYear,
} from '../../domain/kernel/index.js';
import type { ClaimState } from '../../domain/lifecycle/index.js';
import { isUuid } from '../matches/index.js';

/** Which signed visits a claim takes: those of the period, of one leader or of all. */
export interface ClaimScope {
  readonly offer: OfferYear;
  readonly leaderRef: LeaderRef | null;
  readonly from: IsoDate;
  readonly to: IsoDate;
}

export interface ClaimableVisit {
  readonly visitId: string;
  readonly halfDays: HalfDays;
}

export interface LockedClaim {
  readonly id: string;
  readonly offer: OfferYear;
  readonly state: ClaimState;
  readonly version: number;
}

/**
 * Signed visits that no claim in force has. Claims of one offer are made one after the other, so that two at once do not
 * reach for the same visits; the unique index refuses it whatever else happens.
 */
export async function claimableVisits(
  manager: EntityManager,
  { offer, leaderRef, from, to }: ClaimScope,
): Promise<readonly ClaimableVisit[]> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('claim ' || $1, 0))`, [offer]);
  return manager.query<ClaimableVisit[]>(
    `SELECT v.id AS "visitId", v.half_days AS "halfDays"
       FROM visit v JOIN match m ON m.id = v.match_id
      WHERE v.state = 'signed' AND m.offer = $1 AND ($2::text IS NULL OR m.leader_ref = $2)
        AND v.visited_on BETWEEN $3::date AND $4::date
        AND NOT EXISTS (SELECT 1 FROM claim_line l WHERE l.visit_id = v.id AND l.in_force)
      ORDER BY v.id`,
    [offer, leaderRef, from, to],
  );
}

export async function insertClaim(
  manager: EntityManager,
  claim: ClaimScope & {
    readonly dayRatePence: number;
    readonly halfDays: HalfDays;
    readonly amountPence: number;
    readonly madeBy: string;
  },
  lines: readonly (ClaimableVisit & { readonly amountPence: number })[],
): Promise<string> {
  const [row] = await manager.query<{ id: string }[]>(
    `INSERT INTO claim (offer, leader_ref, from_date, to_date, day_rate_pence, half_days, amount_pence, made_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [
      ...[claim.offer, claim.leaderRef, claim.from, claim.to, claim.dayRatePence],
      ...[claim.halfDays, claim.amountPence, claim.madeBy],
    ],
  );
  assert(row !== undefined, 'an inserted claim has no row');
  await manager.query(
    `INSERT INTO claim_line (claim_id, visit_id, half_days, amount_pence)
     SELECT $1, "visitId", "halfDays", "amountPence" FROM jsonb_to_recordset($2::jsonb) AS row (
            "visitId" uuid, "halfDays" integer, "amountPence" integer)`,
    [row.id, JSON.stringify(lines)],
  );
  return row.id;
}

/** The claim, locked until the transaction ends; an id that is no UUID names none. */
export async function lockClaim(manager: EntityManager, claimId: string): Promise<LockedClaim | undefined> {
  if (!isUuid(claimId)) return undefined;
  const rows = await manager.query<LockedClaim[]>(
    `SELECT id, offer, state, version FROM claim WHERE id = $1 FOR UPDATE`,
    [claimId],
  );
  return rows[0];
}

/** Writes the state that `transition` allowed and frees the claim's visits. */
export async function withdrawClaim(
  manager: EntityManager,
  claim: LockedClaim,
  state: ClaimState,
  reason: string,
): Promise<void> {
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE claim SET state = $4, withdrawn_reason = $5, version = version + 1
      WHERE id = $1 AND state = $2 AND version = $3`,
    [claim.id, claim.state, claim.version, state, reason],
  );
  assert(count === 1, `claim ${claim.id} changed under its lock`);
  await manager.query(`UPDATE claim_line SET in_force = false WHERE claim_id = $1`, [claim.id]);
}
