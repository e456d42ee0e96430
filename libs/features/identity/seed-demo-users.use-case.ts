import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome, type Role } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { hashPassword } from './password.js';
import { UsersRepository } from './users.repository.js';

/** One for each role; the display name marks them as ours to remove again. */
export const DEMO_USERS = [
  { username: 'coordinator', displayName: 'Demo coordinator', role: 'coordinator' },
  { username: 'reviewer', displayName: 'Demo reviewer', role: 'reviewer' },
  { username: 'leader', displayName: 'Demo leader', role: 'leader' },
  { username: 'admin', displayName: 'Demo admin', role: 'admin' },
  { username: 'auditor', displayName: 'Demo auditor', role: 'auditor' },
] as const satisfies readonly { username: string; displayName: string; role: Role }[];

export interface SeedDemoUsersInput {
  /** Of every demo user that is created now; those that exist keep theirs. */
  readonly password: string;
  /** Whose matches the demo leader answers. */
  readonly leaderRef: string;
}

export interface SeededUser {
  readonly username: string;
  readonly role: Role;
  /** False: there was one of this name already, and nothing was changed. */
  readonly created: boolean;
}

/** Makes the demo users, those of them that are missing. May be repeated. */
@Injectable()
export class SeedDemoUsers {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
  ) {}

  async execute(actor: Actor, input: SeedDemoUsersInput): Promise<Outcome<readonly SeededUser[]>> {
    const passwordHash = await hashPassword(input.password);
    return this.database.transaction(actor, async (manager) => {
      const seeded: SeededUser[] = [];
      for (const { username, displayName, role } of DEMO_USERS) {
        const userId = await this.users.insert(manager, {
          username,
          displayName,
          passwordHash,
          roles: [role],
          leaderRef: role === 'leader' ? input.leaderRef : null,
          offers: null,
          regions: null,
        });
        seeded.push({ username, role, created: userId !== undefined });
        if (userId === undefined) continue;
        const event = { action: 'user.create', subjectKind: 'user', subjectId: userId };
        await append(manager, actor, { ...event, after: { username, roles: [role] }, reason: 'demo' });
      }
      return accepted(seeded);
    });
  }
}
