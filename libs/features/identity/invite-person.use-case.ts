import { Injectable } from '@nestjs/common';
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
import { bearerTokenSha256, newBearerToken } from './bearer-token.js';
import { InvitationsRepository } from './invitations.repository.js';
import { isAdmin } from './may-act-for.js';
import { checkAccess, type AccessRefusal } from './user-access.js';

/** How long a link may be used. */
export const INVITATION_DAYS = 7;
const EMAIL = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/;

export interface InvitePersonInput {
  readonly displayName: string;
  /** Where the link is sent; null: it is handed over otherwise. */
  readonly email: string | null;
  readonly roles: readonly Role[];
  /** Needed by, and only for, the role `leader`: whose matches they answer. */
  readonly leaderRef: string | null;
  /** The only offers they will see and act in; none: every offer. */
  readonly offers?: readonly OfferYear[];
  /** The only regions; none: every region. */
  readonly regions?: readonly Region[];
}

export interface Invited {
  readonly invitationId: string;
  /** The secret of the link: shown this once, stored nowhere. */
  readonly token: string;
  readonly expiresAt: Date;
}

export type InvitePersonRefusal = 'not-allowed' | 'bad-display-name' | 'bad-email' | AccessRefusal;

/** Invites somebody, by an admin: whoever opens the link and signs in first becomes the user with these roles. */
@Injectable()
export class InvitePerson {
  constructor(
    private readonly database: Database,
    private readonly invitations: InvitationsRepository,
  ) {}

  async execute(actor: Actor, input: InvitePersonInput): Promise<Outcome<Invited, InvitePersonRefusal>> {
    if (!isAdmin(actor)) return refused('not-allowed');
    const displayName = input.displayName.replaceAll('\u0000', '').trim();
    if (displayName === '' || displayName.length > 100) return refused('bad-display-name');
    const email = input.email?.trim() ?? '';
    if (email !== '' && (!EMAIL.test(email) || email.length > 254)) return refused('bad-email');
    const access = checkAccess(input.roles, input.leaderRef, input.offers, input.regions);
    if (!access.ok) return access;
    const { roles, leaderRef, offers, regions } = access.value;
    const token = newBearerToken();
    return this.database.transaction(actor, async (manager) => {
      const row = await this.invitations.insert(manager, {
        tokenSha256: bearerTokenSha256(token),
        ...{ displayName, email: email === '' ? null : email, roles, leaderRef, offers, regions },
        ...{ createdBy: actor.id, expiresInDays: INVITATION_DAYS },
      });
      await append(manager, actor, {
        action: 'invitation.create',
        subjectKind: 'invitation',
        subjectId: row.id,
        after: { roles: [...roles], leaderRef, offers, regions, expiresAt: row.expiresAt.toISOString() },
      });
      return accepted({ invitationId: row.id, token, expiresAt: row.expiresAt });
    });
  }
}
