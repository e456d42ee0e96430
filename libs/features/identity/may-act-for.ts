import { SYSTEM, type Actor } from '../../domain/kernel/index.js';

/** People manage their own tokens; admins, and the service itself, anybody's. */
export function mayActFor(actor: Actor, userId: string): boolean {
  return actor.id === userId || isAdmin(actor);
}

export function isAdmin(actor: Actor): boolean {
  return actor.id === SYSTEM.id || actor.roles.includes('admin');
}
