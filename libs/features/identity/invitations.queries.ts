import { Injectable } from '@nestjs/common';
import type { OfferYear, Region, Role } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { bearerTokenSha256 } from './bearer-token.js';

export type InvitationState = 'open' | 'accepted' | 'withdrawn' | 'expired';

export interface InvitationSummary {
  readonly id: string;
  readonly displayName: string;
  /** Null: none was given, or it has done its work. */
  readonly email: string | null;
  readonly roles: readonly Role[];
  readonly leaderRef: string | null;
  readonly offers: readonly OfferYear[] | null;
  readonly regions: readonly Region[] | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly state: InvitationState;
}

const COLUMNS = `id, display_name AS "displayName", email, roles, leader_ref AS "leaderRef", offers, regions,
  created_at AS "createdAt", expires_at AS "expiresAt",
  CASE WHEN accepted_at IS NOT NULL THEN 'accepted' WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
       WHEN expires_at <= now() THEN 'expired' ELSE 'open' END AS state`;

/** What a session may keep of the link's token while its holder signs in elsewhere. */
export function invitationKey(token: string): string {
  return bearerTokenSha256(token);
}

/** Reads of invitations. */
@Injectable()
export class InvitationsQueries {
  constructor(private readonly database: Database) {}

  /** Newest first, at most 10,000. */
  async list(): Promise<readonly InvitationSummary[]> {
    return this.database.manager.query<InvitationSummary[]>(
      `SELECT ${COLUMNS} FROM invitation ORDER BY created_at DESC, id LIMIT 10000`,
    );
  }

  /** `key`: of `invitationKey`. What the link leads to while it is open; undefined: unknown, used, withdrawn or run out, all alike. */
  async open(key: string): Promise<InvitationSummary | undefined> {
    const rows = await this.database.manager.query<InvitationSummary[]>(
      `SELECT ${COLUMNS} FROM invitation WHERE token_sha256 = $1`,
      [key],
    );
    return rows[0]?.state === 'open' ? rows[0] : undefined;
  }
}
