import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { accepted, refused, SYSTEM, type Outcome } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { isAcceptablePassword, PASSWORD_LIMITS, USERNAME } from './create-user.use-case.js';
import { actorFrom } from './identity.queries.js';
import { InvitationsRepository, type LockedInvitation } from './invitations.repository.js';
import { hashPassword } from './password.js';
import type { SignedIn } from './sign-in.use-case.js';
import { UsersRepository } from './users.repository.js';

/** How the invited person signs in from now on: as somebody at an identity provider, or by a password of their own. */
export type NewSignIn =
  | { readonly issuer: string; readonly subject: string }
  | { readonly username: string; readonly password: string };

export interface AcceptInvitationInput {
  /** `invitationKey` of the link's token. */
  readonly key: string;
  readonly signIn: NewSignIn;
}

/** `no-such-invitation`: unknown, used, withdrawn or run out. `identity-taken`: this sign-in is a user already. */
export type AcceptInvitationRefusal =
  'no-such-invitation' | 'identity-taken' | 'bad-username' | 'bad-password' | 'username-taken';

/** Makes the invited person a user; a link works once. */
@Injectable()
export class AcceptInvitation {
  constructor(
    private readonly database: Database,
    private readonly invitations: InvitationsRepository,
    private readonly users: UsersRepository,
  ) {}

  async execute(
    _actor: typeof SYSTEM,
    { key, signIn }: AcceptInvitationInput,
  ): Promise<Outcome<SignedIn, AcceptInvitationRefusal>> {
    const byPassword = 'password' in signIn;
    const username = byPassword ? signIn.username.trim().toLowerCase() : null;
    if (username !== null && !USERNAME.test(username)) return refused('bad-username');
    if (byPassword && !isAcceptablePassword(signIn.password)) return refused('bad-password', PASSWORD_LIMITS);
    const passwordHash = byPassword ? await hashPassword(signIn.password) : null;
    return this.database.transaction<Outcome<SignedIn, AcceptInvitationRefusal>>(SYSTEM, async (manager) => {
      const invitation = await this.invitations.lockInForce(manager, key);
      if (invitation === undefined) return refused('no-such-invitation');
      const userId = await this.users.insert(manager, {
        username: username ?? `person-${invitation.id.replaceAll('-', '').slice(0, 12)}`,
        ...{ displayName: invitation.displayName, passwordHash },
        ...{ roles: invitation.roles, leaderRef: invitation.leaderRef, offers: invitation.offers },
        regions: invitation.regions,
      });
      if (userId === undefined) return refused('username-taken', { username });
      if (!byPassword && !(await this.invitations.bind(manager, userId, signIn)))
        return refused('identity-taken');
      return this.welcome(manager, invitation, userId);
    });
  }

  private async welcome(
    manager: EntityManager,
    invitation: LockedInvitation,
    userId: string,
  ): Promise<Outcome<SignedIn, AcceptInvitationRefusal>> {
    if (!(await this.invitations.accept(manager, invitation.id, userId)))
      return refused('no-such-invitation');
    const actor = actorFrom({ ...invitation, id: userId });
    const { leaderRef, offers, regions } = invitation;
    const after = { roles: [...invitation.roles], leaderRef, offers, regions };
    const subject = { subjectKind: 'user', subjectId: userId };
    await append(manager, actor, {
      action: 'user.create',
      ...subject,
      after,
      reason: `invitation ${invitation.id}`,
    });
    await append(manager, actor, {
      action: 'invitation.accept',
      subjectKind: 'invitation',
      subjectId: invitation.id,
      after: { userId },
    });
    await append(manager, actor, { action: 'user.sign-in', ...subject });
    return accepted({ actor, displayName: invitation.displayName, sessionEpoch: 0 });
  }
}
