import { type Actor, type LeaderRef, SYSTEM } from '../../domain/kernel/index.js';

/** A leader answers for themself; coordinators and admins in anybody's name. */
export function mayAnswerFor(actor: Actor, leaderRef: LeaderRef): boolean {
  if (actor.id === SYSTEM.id) return true;
  if (actor.roles.includes('coordinator') || actor.roles.includes('admin')) return true;
  return actor.roles.includes('leader') && actor.leaderRef === leaderRef;
}
