import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  accepted,
  refused,
  type Actor,
  type OfferYear,
  type Region,
  type Outcome,
  type Role,
} from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiTokensRepository } from './api-tokens.repository.js';
import { isAdmin } from './may-act-for.js';
import { checkAccess, type AccessRefusal } from './user-access.js';
import { UsersRepository } from './users.repository.js';

export interface ChangeUserInput {
  readonly userId: string;
  readonly roles: readonly Role[];
  readonly leaderRef: string | null;
  /** The only offers they see and act in; none: every offer. */
  readonly offers?: readonly OfferYear[];
  /** The only regions; none: every region. */
  readonly regions?: readonly Region[];
  readonly disabled: boolean;
  readonly reason: string;
}

export type ChangeUserRefusal =
  'not-allowed' | 'no-such-user' | 'reason-needed' | 'last-admin' | AccessRefusal;

/**
 * Sets what a user may do, by an admin. Counts from the user's next request on; the last admin stays one. Sessions and tokens
 * of who is disabled end for good.
 */
@Injectable()
export class ChangeUser {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
    private readonly tokens: ApiTokensRepository,
  ) {}

  async execute(
    actor: Actor,
    input: ChangeUserInput,
  ): Promise<Outcome<{ readonly userId: string }, ChangeUserRefusal>> {
    if (!isAdmin(actor)) return refused('not-allowed');
    const reason = input.reason.replaceAll('\u0000', '').trim();
    if (reason === '') return refused('reason-needed');
    const access = checkAccess(input.roles, input.leaderRef, input.offers, input.regions);
    if (!access.ok) return access;
    const after = { ...access.value, disabled: input.disabled };
    return this.database.transaction(actor, async (manager) => {
      const admins = await this.users.lockActiveAdmins(manager);
      const user = await this.users.lock(manager, input.userId);
      if (user === undefined) return refused('no-such-user');
      const staysAdmin = after.roles.includes('admin') && !after.disabled;
      if (!staysAdmin && admins.length === 1 && admins[0] === user.id) return refused('last-admin');
      await this.users.change(manager, user.id, after);
      await append(manager, actor, {
        action: 'user.change',
        subjectKind: 'user',
        subjectId: user.id,
        before: {
          ...{ roles: [...user.roles], leaderRef: user.leaderRef, disabled: user.disabled },
          ...{ offers: user.offers, regions: user.regions },
        },
        after: { ...after, roles: [...after.roles] },
        reason,
      });
      // Also of who is let in again: they may have been disabled when that only put their tokens to sleep.
      if (after.disabled || user.disabled) await this.endTokens(manager, actor, user.id);
      return accepted({ userId: user.id });
    });
  }

  private async endTokens(manager: EntityManager, actor: Actor, userId: string): Promise<void> {
    for (const subjectId of await this.tokens.revokeAllOf(manager, userId)) {
      await append(manager, actor, { action: 'api-token.revoke', subjectKind: 'api-token', subjectId });
    }
  }
}
