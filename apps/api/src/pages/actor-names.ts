import { Injectable } from '@nestjs/common';
import { type Actor, SYSTEM } from '../../../../libs/domain/kernel/index.js';
import { IdentityQueries, type UserSummary } from '../../../../libs/features/identity/index.js';

/** A name that was kept as long as it may be (ADR 18). */
const BLANKED = '(removed)';
const BY_LINK = 'sign-off-link:';

/** Who an actor is to somebody, inside a sentence: `by Ada Example`. */
export type CalledActor = (actorId: string) => string;

/** What the person who reads may know of whoever acted. */
@Injectable()
export class ActorNames {
  constructor(private readonly identity: IdentityQueries) {}

  /** Officials read names, their own too: what they print is read by others. */
  async for(reader: Actor): Promise<CalledActor> {
    return isOfficial(reader) ? this.named() : unnamed(reader);
  }

  async named(): Promise<CalledActor> {
    return calledActors(await this.identity.users());
  }
}

export function calledActors(users: readonly Pick<UserSummary, 'id' | 'displayName'>[]): CalledActor {
  const names = new Map(users.map(({ id, displayName }) => [id, displayName]));
  return (actorId) => {
    const name = names.get(actorId);
    if (name === undefined) return nobodyOfOurs(actorId) ?? 'somebody who is no longer known';
    return name === BLANKED ? 'somebody whose name was removed' : name;
  };
}

/** Leaders are told what was done, not which official did it. */
export function unnamed(reader: Pick<Actor, 'id'>): CalledActor {
  return (actorId) => (actorId === reader.id ? 'you' : (nobodyOfOurs(actorId) ?? 'somebody on your behalf'));
}

function nobodyOfOurs(actorId: string): string | undefined {
  if (actorId === SYSTEM.id) return 'the service';
  return actorId.startsWith(BY_LINK) ? 'the school or trust' : undefined;
}

function isOfficial({ roles }: Actor): boolean {
  return roles.some((role) => role !== 'leader');
}
