import type { Actor } from '../../../../libs/domain/kernel/index.js';

/** Whether the work of coordinators is this actor's, so that a page offers it. What is done is guarded at its route. */
export function coordinates({ roles }: Pick<Actor, 'roles'>): boolean {
  return roles.some((role) => role === 'coordinator' || role === 'admin');
}
