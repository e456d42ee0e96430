import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { DEMO_USERS } from './seed-demo-users.use-case.js';
import { UsersRepository } from './users.repository.js';

/** Removes the demo users and their tokens; users of the same names that people made stay. */
@Injectable()
export class RemoveDemoUsers {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
  ) {}

  async execute(
    actor: Actor,
    _input: Record<string, never>,
  ): Promise<Outcome<{ readonly removed: readonly string[] }>> {
    return this.database.transaction(actor, async (manager) => {
      const removed: string[] = [];
      for (const user of DEMO_USERS) {
        for (const subjectId of await this.users.remove(manager, user)) {
          removed.push(user.username);
          const event = { action: 'user.remove', subjectKind: 'user', subjectId };
          await append(manager, actor, { ...event, reason: 'demo' });
        }
      }
      return accepted({ removed });
    });
  }
}
