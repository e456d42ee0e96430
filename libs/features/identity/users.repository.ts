import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { OfferYear, Region, Role } from '../../domain/kernel/index.js';
import type { UserAccess } from './user-access.js';

export interface NewUser {
  readonly username: string;
  readonly displayName: string;
  readonly passwordHash: string | null;
  readonly roles: readonly Role[];
  readonly leaderRef: string | null;
  /** Null: every offer. */
  readonly offers: readonly OfferYear[] | null;
  readonly regions: readonly Region[] | null;
}

/** A user as use cases change them, locked until the transaction ends. */
export interface LockedUser {
  readonly id: string;
  readonly username: string;
  readonly roles: readonly Role[];
  readonly leaderRef: string | null;
  readonly offers: readonly OfferYear[] | null;
  readonly regions: readonly Region[] | null;
  readonly disabled: boolean;
}

/** The only writer of `app_user`. */
@Injectable()
export class UsersRepository {
  /** The new user's id; undefined when the username is taken. */
  async insert(manager: EntityManager, user: NewUser): Promise<string | undefined> {
    const rows = await manager.query<{ id: string }[]>(
      `INSERT INTO app_user (username, display_name, password_hash, roles, leader_ref, offers, regions)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT ON CONSTRAINT app_user_username_uq DO NOTHING
       RETURNING id`,
      [
        ...[user.username, user.displayName, user.passwordHash, user.roles, user.leaderRef, user.offers],
        user.regions,
      ],
    );
    return rows[0]?.id;
  }

  async lock(manager: EntityManager, userId: string): Promise<LockedUser | undefined> {
    const rows = await manager.query<LockedUser[]>(
      `SELECT id, username, roles, leader_ref AS "leaderRef", offers, regions, disabled_at IS NOT NULL AS disabled
       FROM app_user WHERE id::text = $1 FOR UPDATE`,
      [userId],
    );
    return rows[0];
  }

  /** Admins who may sign in, locked in one order, so that two admins cannot remove each other. */
  async lockActiveAdmins(manager: EntityManager): Promise<readonly string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM app_user WHERE 'admin' = ANY (roles) AND disabled_at IS NULL ORDER BY id FOR UPDATE`,
    );
    return rows.map(({ id }) => id);
  }

  /** Who is disabled loses their sessions for good: they are not there again when the user is. */
  async change(
    manager: EntityManager,
    userId: string,
    to: UserAccess & { readonly disabled: boolean },
  ): Promise<void> {
    await manager.query(
      `UPDATE app_user SET roles = $2, leader_ref = $3, offers = $5, regions = $6,
         disabled_at = CASE WHEN $4 THEN COALESCE(disabled_at, now()) END
       WHERE id = $1`,
      [userId, to.roles, to.leaderRef, to.disabled, to.offers, to.regions],
    );
    if (to.disabled) await this.endSessions(manager, userId);
  }

  /** Ends every browser session of the user, also those of requests under way; how many had not run out yet. */
  async endSessions(manager: EntityManager, userId: string): Promise<number> {
    await manager.query(`UPDATE app_user SET session_epoch = session_epoch + 1 WHERE id = $1`, [userId]);
    const [, count] = await manager.query<[unknown, number]>(
      `DELETE FROM session WHERE sess ->> 'userId' = $1`,
      [userId],
    );
    return count;
  }

  async setPasswordHash(manager: EntityManager, userId: string, passwordHash: string): Promise<void> {
    await manager.query(`UPDATE app_user SET password_hash = $2 WHERE id = $1`, [userId, passwordHash]);
  }

  /** Removes a user of this username and display name with their tokens; the ids that were removed. */
  async remove(
    manager: EntityManager,
    user: { readonly username: string; readonly displayName: string },
  ): Promise<readonly string[]> {
    const named = `SELECT id FROM app_user WHERE username = $1 AND display_name = $2`;
    const values = [user.username, user.displayName];
    await manager.query(`DELETE FROM api_token WHERE user_id IN (${named})`, values);
    const rows = await manager.query<{ id: string }[]>(`${named} FOR UPDATE`, values);
    await manager.query(`DELETE FROM app_user WHERE id = ANY ($1)`, [rows.map(({ id }) => id)]);
    return rows.map(({ id }) => id);
  }
}
