import type { NextFunction, Request, Response } from 'express';
import { problemOf, ProblemException } from './problem.js';

/**
 * Refuses the character NUL wherever a request may carry text: no text of PostgreSQL holds it, so it can name nothing
 * (404 in a path) and cannot be kept (400 in a query or a body). Stands behind the body parsers.
 */
export function refuseNul(request: Request, _response: Response, next: NextFunction): void {
  const [path = '', query = ''] = request.originalUrl.split('?', 2);
  if (path.includes('%00')) next(new ProblemException(problemOf(404, 'not-found', 'There is nothing here.')));
  else if (query.includes('%00') || holdsNul(request.body))
    next(new ProblemException(problemOf(400, 'nul-character', 'Text may not hold the character NUL.')));
  else next();
}

function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\u0000');
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, part]) => key.includes('\u0000') || holdsNul(part));
}
