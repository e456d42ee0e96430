import { Injectable } from '@nestjs/common';
import { accepted, refused, type Actor, type Outcome } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { isAcceptablePassword, PASSWORD_LIMITS } from './create-user.use-case.js';
import { isAdmin } from './may-act-for.js';
import { hashPassword } from './password.js';
import { UsersRepository } from './users.repository.js';

export interface SetPasswordInput {
  readonly userId: string;
  readonly password: string;
}

/** Gives a user another password, by an admin; whoever is signed in by the old one is out. */
@Injectable()
export class SetPassword {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
  ) {}

  async execute(
    actor: Actor,
    input: SetPasswordInput,
  ): Promise<Outcome<{ readonly userId: string }, 'not-allowed' | 'bad-password' | 'no-such-user'>> {
    if (!isAdmin(actor)) return refused('not-allowed');
    if (!isAcceptablePassword(input.password)) return refused('bad-password', PASSWORD_LIMITS);
    const passwordHash = await hashPassword(input.password);
    return this.database.transaction(actor, async (manager) => {
      const user = await this.users.lock(manager, input.userId);
      if (user === undefined) return refused('no-such-user');
      await this.users.setPasswordHash(manager, user.id, passwordHash);
      await this.users.endSessions(manager, user.id);
      await append(manager, actor, {
        action: 'user.set-password',
        subjectKind: 'user',
        subjectId: user.id,
      });
      return accepted({ userId: user.id });
    });
  }
}
