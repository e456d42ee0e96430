import type { Actor } from '../../../../libs/domain/kernel/index.js';
import { problemOf, ProblemException } from '../web/problem.js';
import { REGIONAL_ROUTES } from './regional-routes.js';

/** Refuses somebody who is limited to some regions whatever cuts through regions. */
export function keepWithinRegions({ regions }: Actor, controller: string, handler: string): void {
  if (regions === undefined || REGIONAL_ROUTES[controller]?.includes(handler) === true) return;
  const title = 'This concerns every region, and your role is for some of them.';
  throw new ProblemException(problemOf(403, 'role-not-allowed', title));
}
