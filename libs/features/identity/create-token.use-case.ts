import { Injectable } from '@nestjs/common';
import { accepted, refused, type Actor, type Outcome } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiTokensRepository } from './api-tokens.repository.js';
import { bearerTokenSha256, newBearerToken } from './bearer-token.js';
import type { TokenScope } from './identity.queries.js';
import { mayActFor } from './may-act-for.js';
import { UsersRepository } from './users.repository.js';

export const TOKEN_DAYS_MAX = 365;
const NAME_CHARACTERS_MAX = 80;

export interface CreateTokenInput {
  readonly userId: string;
  /** What it is for; shown in lists. */
  readonly name: string;
  /** 1 to 365. */
  readonly expiresInDays: number;
  /** Default: `write`. */
  readonly scope?: TokenScope;
}

export interface CreatedToken {
  readonly id: string;
  /** The secret itself: shown this once, stored nowhere. */
  readonly token: string;
  readonly expiresAt: Date;
}

export type CreateTokenRefusal = 'not-allowed' | 'no-such-user' | 'bad-token-name' | 'bad-token-days';

/** A new bearer token for oneself, or by an admin for anybody. */
@Injectable()
export class CreateToken {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
    private readonly tokens: ApiTokensRepository,
  ) {}

  async execute(actor: Actor, input: CreateTokenInput): Promise<Outcome<CreatedToken, CreateTokenRefusal>> {
    if (!mayActFor(actor, input.userId)) return refused('not-allowed');
    const name = input.name.replaceAll('\u0000', '').trim();
    if (name === '' || name.length > NAME_CHARACTERS_MAX) {
      return refused('bad-token-name', { limitCharacters: NAME_CHARACTERS_MAX });
    }
    const days = input.expiresInDays;
    if (!Number.isInteger(days) || days < 1 || days > TOKEN_DAYS_MAX) {
      return refused('bad-token-days', { from: 1, to: TOKEN_DAYS_MAX });
    }
    const scope = input.scope ?? 'write';
    const token = newBearerToken();
    return this.database.transaction(actor, async (manager) => {
      const owner = await this.users.lock(manager, input.userId);
      if (owner === undefined || owner.disabled) return refused('no-such-user');
      const tokenSha256 = bearerTokenSha256(token);
      const row = await this.tokens.insert(manager, {
        userId: owner.id,
        name,
        tokenSha256,
        expiresInDays: days,
        scope,
      });
      await append(manager, actor, {
        action: 'api-token.create',
        subjectKind: 'api-token',
        subjectId: row.id,
        after: { userId: owner.id, scope, expiresAt: row.expiresAt.toISOString() },
      });
      return accepted({ id: row.id, token, expiresAt: row.expiresAt });
    });
  }
}
