import { Injectable } from '@nestjs/common';
import { accepted, refused, type Actor, type Outcome } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { mayActFor } from './may-act-for.js';
import { UsersRepository } from './users.repository.js';

/** Signs a user out everywhere, at once: oneself, or by an admin anybody. Tokens are another matter. */
@Injectable()
export class EndSessions {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
  ) {}

  async execute(
    actor: Actor,
    input: { readonly userId: string },
  ): Promise<Outcome<{ readonly ended: number }, 'no-such-user'>> {
    return this.database.transaction(actor, async (manager) => {
      const user = mayActFor(actor, input.userId) ? await this.users.lock(manager, input.userId) : undefined;
      if (user === undefined) return refused('no-such-user');
      const ended = await this.users.endSessions(manager, user.id);
      await append(manager, actor, {
        action: 'user.end-sessions',
        subjectKind: 'user',
        subjectId: user.id,
        after: { ended },
      });
      return accepted({ ended });
    });
  }
}
