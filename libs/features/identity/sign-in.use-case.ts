import { Injectable } from '@nestjs/common';
import { accepted, refused, SYSTEM, type Actor, type Outcome } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { actorFrom, IdentityQueries } from './identity.queries.js';
import { passwordMatches } from './password.js';

export interface SignInInput {
  readonly username: string;
  readonly password: string;
}

export interface SignedIn {
  readonly actor: Actor;
  readonly displayName: string;
  /** Goes with the session that begins now. */
  readonly sessionEpoch: number;
}

/**
 * Username and password to an actor. An unknown user, a wrong password and a disabled user get the same answer after
 * the same work, so that nobody learns which usernames exist. Every attempt is audited.
 */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database,
    private readonly queries: IdentityQueries,
  ) {}

  /** `actor`: whoever asks, normally nobody yet (`SYSTEM`). */
  async execute(actor: Actor, input: SignInInput): Promise<Outcome<SignedIn, 'sign-in-refused'>> {
    const user = await this.queries.signInRecord(input.username.trim().toLowerCase());
    const matches = await passwordMatches(input.password, user?.passwordHash ?? null);
    if (user !== undefined && matches && !user.disabled) {
      const signedIn = actorFrom(user);
      await this.note(signedIn, 'user.sign-in', user.id);
      const { displayName, sessionEpoch } = user;
      return accepted({ actor: signedIn, displayName, sessionEpoch });
    }
    // A typed username may be somebody's password: an unknown one is not written down.
    await this.note(actor, 'user.sign-in-refused', user?.id ?? 'unknown');
    return refused('sign-in-refused');
  }

  private async note(actor: Actor, action: string, userId: string): Promise<void> {
    await this.database.transaction(SYSTEM, (manager) =>
      append(manager, actor, { action, subjectKind: 'user', subjectId: userId }),
    );
  }
}
