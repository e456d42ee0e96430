import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { OfferYear, Region, Role } from '../../domain/kernel/index.js';

export interface NewInvitation {
  readonly tokenSha256: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly roles: readonly Role[];
  readonly leaderRef: string | null;
  /** Null: every offer. */
  readonly offers: readonly OfferYear[] | null;
  /** Null: every region. */
  readonly regions: readonly Region[] | null;
  readonly createdBy: string;
  readonly expiresInDays: number;
}

/** An invitation as it is accepted, locked until the transaction ends. */
export interface LockedInvitation {
  readonly id: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly leaderRef: string | null;
  /** Null: every offer. */
  readonly offers: readonly OfferYear[] | null;
  /** Null: every region. */
  readonly regions: readonly Region[] | null;
}

const IN_FORCE = 'accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > now()';

/** The only writer of `invitation` and `user_identity`. Times are the database's. */
@Injectable()
export class InvitationsRepository {
  async insert(
    manager: EntityManager,
    invitation: NewInvitation,
  ): Promise<{ readonly id: string; readonly expiresAt: Date }> {
    const [row] = await manager.query<{ id: string; expiresAt: Date }[]>(
      `INSERT INTO invitation (token_sha256, display_name, email, roles, leader_ref, created_by, expires_at, offers, regions)
       VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(days => $7), $8, $9)
       RETURNING id, expires_at AS "expiresAt"`,
      [
        ...[invitation.tokenSha256, invitation.displayName, invitation.email, invitation.roles],
        ...[invitation.leaderRef, invitation.createdBy, invitation.expiresInDays, invitation.offers],
        invitation.regions,
      ],
    );
    if (row === undefined) throw new Error('An inserted invitation has no row');
    return row;
  }

  async lockInForce(manager: EntityManager, tokenSha256: string): Promise<LockedInvitation | undefined> {
    const rows = await manager.query<LockedInvitation[]>(
      `SELECT id, display_name AS "displayName", roles, leader_ref AS "leaderRef", offers, regions FROM invitation
       WHERE token_sha256 = $1 AND ${IN_FORCE} FOR UPDATE`,
      [tokenSha256],
    );
    return rows[0];
  }

  /** The email address has done its work and goes. */
  async accept(manager: EntityManager, invitationId: string, userId: string): Promise<boolean> {
    const [, count] = await manager.query<[unknown, number]>(
      `UPDATE invitation SET accepted_at = now(), accepted_by = $2, email = NULL WHERE id = $1 AND ${IN_FORCE}`,
      [invitationId, userId],
    );
    return count === 1;
  }

  /** True when it was still in force. */
  async withdraw(manager: EntityManager, invitationId: string): Promise<boolean> {
    const [, count] = await manager.query<[unknown, number]>(
      `UPDATE invitation SET withdrawn_at = now(), email = NULL WHERE id::text = $1 AND ${IN_FORCE}`,
      [invitationId],
    );
    return count === 1;
  }

  /** False: this sign-in is somebody's already. */
  async bind(
    manager: EntityManager,
    userId: string,
    { issuer, subject }: { readonly issuer: string; readonly subject: string },
  ): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `INSERT INTO user_identity (issuer, subject, user_id, last_used_at) VALUES ($1, $2, $3, now())
       ON CONFLICT ON CONSTRAINT user_identity_pk DO NOTHING RETURNING 1`,
      [issuer, subject, userId],
    );
    return rows.length === 1;
  }

  async noteUse(manager: EntityManager, issuer: string, subject: string): Promise<void> {
    await manager.query(`UPDATE user_identity SET last_used_at = now() WHERE issuer = $1 AND subject = $2`, [
      issuer,
      subject,
    ]);
  }
}
