import type { EntityManager } from 'typeorm';
import {
  assert,
  type CaseId,
  type IsoDate,
  type LeaderRef,
  type OfferYear,
} from '../../domain/kernel/index.js';
import { TODAY } from '../offers/index.js';

/** A link as it stands now; at most one of `expired`, `revoked` and `used` counts, in the order used, revoked, expired. */
export interface StoredLink {
  readonly id: string;
  readonly matchId: string;
  readonly expired: boolean;
  readonly revoked: boolean;
  readonly used: boolean;
}

const LINK = `id, match_id AS "matchId", expires_at <= now() AS expired, revoked_at IS NOT NULL AS revoked,
  used_at IS NOT NULL AS used`;

/** The last day on which a link can be used; `expires_at` is the moment after it. */
export const SIGN_BY = `((expires_at - interval '1 microsecond') AT TIME ZONE 'Europe/London')::date::text`;

/** Makes the match's only open link: an earlier one can no longer be used. */
export async function insertLink(
  manager: EntityManager,
  link: {
    readonly matchId: string;
    readonly tokenSha256: string;
    readonly createdBy: string;
    readonly days: number;
  },
): Promise<{ readonly id: string; readonly expiresAt: Date; readonly signBy: IsoDate }> {
  await manager.query(
    `UPDATE sign_off_link SET revoked_at = now() WHERE match_id = $1 AND revoked_at IS NULL AND used_at IS NULL`,
    [link.matchId],
  );
  const [row] = await manager.query<{ id: string; expiresAt: Date; signBy: IsoDate }[]>(
    `INSERT INTO sign_off_link (match_id, token_sha256, created_by, expires_at)
     VALUES ($1, $2, $3, (${TODAY} + $4::integer + 1)::timestamp AT TIME ZONE 'Europe/London')
     RETURNING id, expires_at AS "expiresAt", ${SIGN_BY} AS "signBy"`,
    [link.matchId, link.tokenSha256, link.createdBy, link.days],
  );
  assert(row !== undefined, 'an inserted link has no row');
  return row;
}

/** Closes the open link of the match; false: there is no such open link. */
export async function revokeLink(manager: EntityManager, matchId: string, linkId: string): Promise<boolean> {
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE sign_off_link SET revoked_at = now()
      WHERE match_id = $1 AND id::text = $2 AND revoked_at IS NULL AND used_at IS NULL`,
    [matchId, linkId],
  );
  return count === 1;
}

export async function findLink(manager: EntityManager, tokenSha256: string): Promise<StoredLink | undefined> {
  const rows = await manager.query<StoredLink[]>(
    `SELECT ${LINK} FROM sign_off_link WHERE token_sha256 = $1`,
    [tokenSha256],
  );
  return rows[0];
}

/** Locks the link until the transaction ends. Lock its match first. */
export async function lockLink(manager: EntityManager, linkId: string): Promise<StoredLink> {
  const [row] = await manager.query<StoredLink[]>(
    `SELECT ${LINK} FROM sign_off_link WHERE id = $1 FOR UPDATE`,
    [linkId],
  );
  assert(row !== undefined, `sign-off link ${linkId} is gone`);
  return row;
}

/** Uses the link up and keeps the school's answer; its id. */
export async function insertSignOff(
  manager: EntityManager,
  link: StoredLink,
  note: { readonly signedBy: string; readonly role: string; readonly comment: string },
): Promise<string> {
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE sign_off_link SET used_at = now() WHERE id = $1 AND used_at IS NULL AND revoked_at IS NULL`,
    [link.id],
  );
  assert(count === 1, `sign-off link ${link.id} was used under its lock`);
  const [row] = await manager.query<{ id: string }[]>(
    `INSERT INTO sign_off (match_id, link_id) VALUES ($1, $2) RETURNING id`,
    [link.matchId, link.id],
  );
  assert(row !== undefined, 'an inserted sign-off has no row');
  await manager.query(
    `INSERT INTO sign_off_note (sign_off_id, signed_by, role, comment) VALUES ($1, $2, $3, $4)`,
    [row.id, note.signedBy, note.role, note.comment],
  );
  return row.id;
}

/** An open link that ends soon. */
export interface LinkToRemindOf {
  readonly linkId: string;
  readonly matchId: string;
  readonly offer: OfferYear;
  readonly caseId: CaseId;
  readonly caseName: string;
  readonly leaderRef: LeaderRef;
  /** The last day on which it can be used. */
  readonly signBy: IsoDate;
  readonly toKind: 'school' | 'trust';
  readonly toRef: string;
}

const MOST = 500;

/** Links not used yet that expire by `until` at the latest, were not made today, and of which nobody was reminded. */
export async function linksToRemindOf(
  manager: EntityManager,
  until: IsoDate,
): Promise<readonly LinkToRemindOf[]> {
  return manager.query<LinkToRemindOf[]>(
    `SELECT k.id AS "linkId", k.match_id AS "matchId", m.offer, m.case_id AS "caseId", c.name AS "caseName",
            m.leader_ref AS "leaderRef", ${SIGN_BY} AS "signBy",
            CASE WHEN m.case_id LIKE 'trust-%' THEN 'trust' ELSE 'school' END AS "toKind",
            substr(m.case_id, strpos(m.case_id, '-') + 1) AS "toRef"
       FROM sign_off_link k JOIN match m ON m.id = k.match_id
       JOIN support_case c ON c.offer = m.offer AND c.case_id = m.case_id
      WHERE k.used_at IS NULL AND k.revoked_at IS NULL AND m.state = 'active' AND k.expires_at > now()
        AND ${SIGN_BY} <= $1
        AND (k.created_at AT TIME ZONE 'Europe/London')::date < ${TODAY}
        AND NOT EXISTS (SELECT 1 FROM message WHERE unique_key = 'unsigned:' || k.id)
      ORDER BY k.id LIMIT ${String(MOST)} FOR UPDATE OF k SKIP LOCKED`,
    [until],
  );
}
