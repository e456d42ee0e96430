import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type TokenScope, USED_LATELY } from './identity.queries.js';

export interface NewApiToken {
  readonly userId: string;
  readonly name: string;
  readonly tokenSha256: string;
  readonly expiresInDays: number;
  readonly scope: TokenScope;
}

/** The only writer of `api_token`. Times are the database's. */
@Injectable()
export class ApiTokensRepository {
  async insert(
    manager: EntityManager,
    token: NewApiToken,
  ): Promise<{ readonly id: string; readonly expiresAt: Date }> {
    const [row] = await manager.query<{ id: string; expiresAt: Date }[]>(
      `INSERT INTO api_token (user_id, name, token_sha256, expires_at, scope)
       VALUES ($1, $2, $3, now() + make_interval(days => $4), $5)
       RETURNING id, expires_at AS "expiresAt"`,
      [token.userId, token.name, token.tokenSha256, token.expiresInDays, token.scope],
    );
    if (row === undefined) throw new Error('An inserted token has no row');
    return row;
  }

  /** Who owns the token; undefined when there is none. */
  async lockOwner(manager: EntityManager, tokenId: string): Promise<string | undefined> {
    const rows = await manager.query<{ userId: string }[]>(
      `SELECT user_id AS "userId" FROM api_token WHERE id::text = $1 FOR UPDATE`,
      [tokenId],
    );
    return rows[0]?.userId;
  }

  /** True when it was still in force. */
  async revoke(manager: EntityManager, tokenId: string): Promise<boolean> {
    const [, count] = await manager.query<[unknown, number]>(
      `UPDATE api_token SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL`,
      [tokenId],
    );
    return count === 1;
  }

  /** Revokes whatever works of a user; the ids that did. */
  async revokeAllOf(manager: EntityManager, userId: string): Promise<readonly string[]> {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `UPDATE api_token SET revoked_at = now()
       WHERE user_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
       RETURNING id`,
      [userId],
    );
    return rows.map(({ id }) => id);
  }

  /** Remembers the use to the minute, so that busy clients do not write on every request. */
  async noteUse(manager: EntityManager, tokenId: string): Promise<void> {
    await manager.query(
      `UPDATE api_token SET last_used_at = now()
       WHERE id = $1 AND (${USED_LATELY}) IS NOT TRUE`,
      [tokenId],
    );
  }
}
