import type { EntityManager } from 'typeorm';
import { accepted, type Actor, type Outcome, refused, SYSTEM } from '../../domain/kernel/index.js';
import { lockMatch, type LockedMatch } from './matches.repository.js';

export interface MatchToAnswer {
  readonly matchId: string;
  /** The version that the person saw; absent: whatever it is now. */
  readonly version?: number;
}

/** `unknown-match`: not there, or not this leader's; `overtaken`: another version by now (`version`, `now`, `state`). */
export type AnswerRefusal = 'unknown-match' | 'overtaken';

/** The match, locked, as the leader concerned may answer it, or a coordinator or admin in the leader's name. */
export async function lockForAnswer(
  manager: EntityManager,
  actor: Actor,
  input: MatchToAnswer,
): Promise<Outcome<LockedMatch, AnswerRefusal>> {
  return lockAsSeen(manager, input, (match) => mayAnswer(actor, match));
}

/** The match, locked, as the person saw it who decides about it. */
export async function lockAsSeen(
  manager: EntityManager,
  { matchId, version }: MatchToAnswer,
  mayDecide: (match: LockedMatch) => boolean = () => true,
): Promise<Outcome<LockedMatch, AnswerRefusal>> {
  const match = await lockMatch(manager, matchId);
  if (match === undefined || !mayDecide(match)) return refused('unknown-match', { matchId });
  if (version !== undefined && version !== match.version) {
    return refused('overtaken', { matchId, version, now: match.version, state: match.state });
  }
  return accepted(match);
}

function mayAnswer(actor: Actor, match: LockedMatch): boolean {
  if (actor.id === SYSTEM.id) return true;
  if (actor.roles.includes('coordinator') || actor.roles.includes('admin')) return true;
  // A leader sees nothing of a match before it is published.
  const own = actor.roles.includes('leader') && actor.leaderRef === match.leaderRef;
  return own && match.state !== 'proposed';
}
