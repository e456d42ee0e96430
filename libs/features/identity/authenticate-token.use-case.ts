import { Injectable } from '@nestjs/common';
import { accepted, refused, type Actor, type Outcome } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiTokensRepository } from './api-tokens.repository.js';
import { bearerTokenSha256, looksLikeBearerToken } from './bearer-token.js';
import { IdentityQueries, type TokenInForce } from './identity.queries.js';

/** A bearer token to its owner as they are now. Unknown, expired, revoked and disabled are one answer. */
@Injectable()
export class AuthenticateToken {
  constructor(
    private readonly database: Database,
    private readonly queries: IdentityQueries,
    private readonly tokens: ApiTokensRepository,
  ) {}

  async execute(
    _actor: Actor,
    input: { readonly token: string },
  ): Promise<Outcome<TokenInForce, 'token-refused'>> {
    if (!looksLikeBearerToken(input.token)) return refused('token-refused');
    const found = await this.queries.tokenInForce(bearerTokenSha256(input.token));
    if (found === undefined) return refused('token-refused');
    const { token, usedLately } = found;
    if (!usedLately) await this.tokens.noteUse(this.database.manager, token.tokenId);
    return accepted(token);
  }
}
