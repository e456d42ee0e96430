import { Injectable } from '@nestjs/common';
import type { Actor, OfferYear, Region, Role } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';

export interface UserSummary {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly leaderRef: string | null;
  /** Null: every offer. */
  readonly offers: readonly OfferYear[] | null;
  readonly regions: readonly Region[] | null;
  readonly disabled: boolean;
  readonly createdAt: Date;
}

/** `read`: only what changes nothing. */
export type TokenScope = 'read' | 'write';

export interface ApiTokenSummary {
  readonly id: string;
  readonly userId: string;
  readonly username: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly inForce: boolean;
  readonly scope: TokenScope;
}

export interface TokenInForce {
  readonly tokenId: string;
  readonly scope: TokenScope;
  readonly actor: Actor;
}

/** Of `api_token`: used within the minute to which uses are remembered. */
export const USED_LATELY = `last_used_at >= now() - interval '1 minute'`;

/** What sign-in compares; never leaves this feature. */
export interface SignInRecord extends ActorRecord {
  readonly sessionEpoch: number;
  readonly displayName: string;
  readonly passwordHash: string | null;
  readonly disabled: boolean;
}

interface ActorRecord {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly leaderRef: string | null;
  readonly offers: readonly OfferYear[] | null;
  readonly regions: readonly Region[] | null;
}

const USER_COLUMNS = `id, username, display_name AS "displayName", roles, leader_ref AS "leaderRef", offers, regions,
  disabled_at IS NOT NULL AS disabled, created_at AS "createdAt"`;

/** `leaderRef` only counts for those who are leaders. */
export function actorFrom({ id, roles, leaderRef, offers, regions }: ActorRecord): Actor {
  return {
    ...{ id, roles },
    ...(leaderRef !== null && roles.includes('leader') ? { leaderRef } : {}),
    ...(offers === null ? {} : { offers }),
    ...(regions === null ? {} : { regions }),
  };
}

/** Reads of users and tokens. */
@Injectable()
export class IdentityQueries {
  constructor(private readonly database: Database) {}

  /**
   * The actor behind a session, as the user is now: to be read on every request, so that a changed role, a disabled
   * user or ended sessions count at once. Undefined: gone, disabled, or the session was begun before all were ended.
   */
  async actorOf(userId: string, sessionEpoch?: number): Promise<Actor | undefined> {
    const rows = await this.read<ActorRecord>(
      `SELECT id, roles, leader_ref AS "leaderRef", offers, regions FROM app_user
       WHERE id::text = $1 AND disabled_at IS NULL AND ($2::integer IS NULL OR session_epoch = $2)`,
      [userId, sessionEpoch ?? null],
    );
    return rows[0] === undefined ? undefined : actorFrom(rows[0]);
  }

  async signInRecord(username: string): Promise<SignInRecord | undefined> {
    const rows = await this.read<SignInRecord>(
      `SELECT ${USER_COLUMNS}, password_hash AS "passwordHash", session_epoch AS "sessionEpoch"
       FROM app_user WHERE username = $1`,
      [username],
    );
    return rows[0];
  }

  /** Whose sign-in at an identity provider this is, disabled or not. */
  async identityRecord(issuer: string, subject: string): Promise<SignInRecord | undefined> {
    const rows = await this.read<SignInRecord>(
      `SELECT ${USER_COLUMNS}, NULL AS "passwordHash", session_epoch AS "sessionEpoch"
       FROM app_user WHERE id = (SELECT user_id FROM user_identity WHERE issuer = $1 AND subject = $2)`,
      [issuer, subject],
    );
    return rows[0];
  }

  /** The token in force with this hash and its owner, unless the owner is disabled; whether its use is on record. */
  async tokenInForce(
    tokenSha256: string,
  ): Promise<{ readonly token: TokenInForce; readonly usedLately: boolean } | undefined> {
    const rows = await this.read<
      ActorRecord & { tokenId: string; scope: TokenScope; usedLately: boolean | null }
    >(
      `SELECT t.id AS "tokenId", t.scope, ${USED_LATELY} AS "usedLately", u.id, u.roles, u.leader_ref AS "leaderRef", u.offers, u.regions
       FROM api_token t JOIN app_user u ON u.id = t.user_id
       WHERE t.token_sha256 = $1 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now())
         AND u.disabled_at IS NULL`,
      [tokenSha256],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    const { tokenId, scope, usedLately } = row;
    return { token: { tokenId, scope, actor: actorFrom(row) }, usedLately: usedLately === true };
  }

  async user(userId: string): Promise<UserSummary | undefined> {
    const rows = await this.read<UserSummary>(`SELECT ${USER_COLUMNS} FROM app_user WHERE id::text = $1`, [
      userId,
    ]);
    return rows[0];
  }

  async users(): Promise<readonly UserSummary[]> {
    return this.read<UserSummary>(`SELECT ${USER_COLUMNS} FROM app_user ORDER BY username`);
  }

  /** Newest first, revoked and expired ones included. `userId` undefined: everyone's. */
  async tokens(userId?: string): Promise<readonly ApiTokenSummary[]> {
    return this.read<ApiTokenSummary>(
      `SELECT t.id, t.user_id AS "userId", u.username, t.name, t.scope, t.created_at AS "createdAt",
         t.expires_at AS "expiresAt", t.revoked_at AS "revokedAt", t.last_used_at AS "lastUsedAt",
         t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now()) AS "inForce"
       FROM api_token t JOIN app_user u ON u.id = t.user_id
       WHERE $1::text IS NULL OR u.id::text = $1
       ORDER BY t.created_at DESC, t.id`,
      [userId ?? null],
    );
  }

  /** Text with the character NUL, which PostgreSQL does not take, names nothing. */
  private async read<T>(sql: string, values: readonly unknown[] = []): Promise<readonly T[]> {
    const isNul = (value: unknown): boolean => typeof value === 'string' && value.includes('\u0000');
    return values.some(isNul) ? [] : this.database.manager.query<T[]>(sql, [...values]);
  }
}
