import { Injectable } from '@nestjs/common';
import { accepted, refused, SYSTEM, type Outcome } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { actorFrom, IdentityQueries } from './identity.queries.js';
import { InvitationsRepository } from './invitations.repository.js';
import type { SignedIn } from './sign-in.use-case.js';

export interface ProvenIdentity {
  readonly issuer: string;
  readonly subject: string;
}

/**
 * Somebody whom an identity provider vouches for, to an actor: by issuer and subject and nothing else. Nobody without an
 * invitation becomes a user by signing in; unknown and disabled are one answer. Every attempt is audited.
 */
@Injectable()
export class SignInByIdentity {
  constructor(
    private readonly database: Database,
    private readonly queries: IdentityQueries,
    private readonly invitations: InvitationsRepository,
  ) {}

  async execute(
    _actor: typeof SYSTEM,
    { issuer, subject }: ProvenIdentity,
  ): Promise<Outcome<SignedIn, 'no-account'>> {
    const user = await this.queries.identityRecord(issuer, subject);
    const known = user !== undefined && !user.disabled;
    await this.database.transaction(SYSTEM, async (manager) => {
      await append(manager, known ? actorFrom(user) : SYSTEM, {
        action: known ? 'user.sign-in' : 'user.sign-in-refused',
        subjectKind: 'user',
        subjectId: user?.id ?? 'unknown',
      });
      if (known) await this.invitations.noteUse(manager, issuer, subject);
    });
    if (!known) return refused('no-account');
    return accepted({
      actor: actorFrom(user),
      displayName: user.displayName,
      sessionEpoch: user.sessionEpoch,
    });
  }
}
