import { Injectable } from '@nestjs/common';
import { accepted, refused, type Actor, type Outcome, type Role } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { isAdmin } from './may-act-for.js';
import { hashPassword, PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS } from './password.js';
import { checkAccess, type AccessRefusal } from './user-access.js';
import { UsersRepository } from './users.repository.js';

/** Lower-case letters, digits and `. _ @ -`, beginning with a letter or digit; 2 to 64 of them. */
export const USERNAME = /^[a-z0-9][a-z0-9._@-]{1,63}$/;

export interface CreateUserInput {
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
  readonly roles: readonly Role[];
  /** Needed by, and only for, the role `leader`: whose matches they answer. */
  readonly leaderRef: string | null;
}

export type CreateUserRefusal =
  'not-allowed' | 'bad-username' | 'bad-display-name' | 'bad-password' | 'username-taken' | AccessRefusal;

/** A new user, by an admin. */
@Injectable()
export class CreateUser {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
  ) {}

  async execute(
    actor: Actor,
    input: CreateUserInput,
  ): Promise<Outcome<{ readonly userId: string }, CreateUserRefusal>> {
    if (!isAdmin(actor)) return refused('not-allowed');
    const username = input.username.trim().toLowerCase();
    const displayName = input.displayName.replaceAll('\u0000', '').trim();
    if (!USERNAME.test(username)) return refused('bad-username');
    if (displayName === '' || displayName.length > 100) return refused('bad-display-name');
    if (!isAcceptablePassword(input.password)) return refused('bad-password', PASSWORD_LIMITS);
    const access = checkAccess(input.roles, input.leaderRef);
    if (!access.ok) return access;
    const passwordHash = await hashPassword(input.password);
    return this.database.transaction(actor, async (manager) => {
      const userId = await this.users.insert(manager, {
        username,
        displayName,
        passwordHash,
        ...access.value,
      });
      if (userId === undefined) return refused('username-taken', { username });
      const after = { roles: [...access.value.roles], leaderRef: access.value.leaderRef };
      await append(manager, actor, {
        action: 'user.create',
        subjectKind: 'user',
        subjectId: userId,
        after,
      });
      return accepted({ userId });
    });
  }
}

export const PASSWORD_LIMITS = { fewest: PASSWORD_MIN_CHARACTERS, most: PASSWORD_MAX_CHARACTERS };

export function isAcceptablePassword(password: string): boolean {
  return password.length >= PASSWORD_MIN_CHARACTERS && password.length <= PASSWORD_MAX_CHARACTERS;
}
