import { Injectable } from '@nestjs/common';
import { accepted, refused, type Actor, type Outcome } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiTokensRepository } from './api-tokens.repository.js';
import { mayActFor } from './may-act-for.js';

/** Ends a token at once. Somebody else's token is answered like one that does not exist. */
@Injectable()
export class RevokeToken {
  constructor(
    private readonly database: Database,
    private readonly tokens: ApiTokensRepository,
  ) {}

  async execute(
    actor: Actor,
    input: { readonly tokenId: string },
  ): Promise<Outcome<{ readonly tokenId: string }, 'no-such-token'>> {
    const { tokenId } = input;
    return this.database.transaction(actor, async (manager) => {
      const ownerId = await this.tokens.lockOwner(manager, tokenId);
      if (ownerId === undefined || !mayActFor(actor, ownerId)) return refused('no-such-token', { tokenId });
      if (await this.tokens.revoke(manager, tokenId)) {
        await append(manager, actor, {
          action: 'api-token.revoke',
          subjectKind: 'api-token',
          subjectId: tokenId,
        });
      }
      return accepted({ tokenId });
    });
  }
}
