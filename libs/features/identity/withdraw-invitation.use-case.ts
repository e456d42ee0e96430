import { Injectable } from '@nestjs/common';
import { accepted, refused, type Actor, type Outcome } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { InvitationsRepository } from './invitations.repository.js';
import { isAdmin } from './may-act-for.js';

/** Makes the link of an open invitation worthless. */
@Injectable()
export class WithdrawInvitation {
  constructor(
    private readonly database: Database,
    private readonly invitations: InvitationsRepository,
  ) {}

  async execute(
    actor: Actor,
    { invitationId }: { readonly invitationId: string },
  ): Promise<Outcome<{ readonly invitationId: string }, 'not-allowed' | 'no-such-invitation'>> {
    if (!isAdmin(actor)) return refused('not-allowed');
    return this.database.transaction(actor, async (manager) => {
      if (!(await this.invitations.withdraw(manager, invitationId))) return refused('no-such-invitation');
      await append(manager, actor, {
        action: 'invitation.withdraw',
        subjectKind: 'invitation',
        subjectId: invitationId,
      });
      return accepted({ invitationId });
    });
  }
}
