import type { NextFunction, Request, Response } from 'express';
import { problemOf, ProblemException } from './problem.js';

/** No body of ours comes near; deeper ones would exhaust the stack of whoever walks through them. */
const DEEPEST = 50;

/**
 * Refuses bodies that are nested too deeply, and text that PostgreSQL cannot hold, wherever a request may carry it: the character NUL, and halves of characters
 * (lone surrogates). It can name nothing (404 in a path) and cannot be kept (400 in a query or a body). Stands behind
 * the body parsers.
 */
export function refuseUnstorableText(request: Request, _response: Response, next: NextFunction): void {
  const [path = '', query = ''] = request.originalUrl.split('?', 2);
  if (path.includes('%00')) next(new ProblemException(problemOf(404, 'not-found', 'There is nothing here.')));
  else if (isDeeper(request.body, DEEPEST)) {
    next(new ProblemException(problemOf(400, 'body-too-deep', 'The body is nested too deeply.')));
  } else if (query.includes('%00') || holdsUnstorable(request.body)) {
    const title = 'Some text holds a character that cannot be kept (NUL, or half of a character).';
    next(new ProblemException(problemOf(400, 'text-not-storable', title)));
  } else next();
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1));
}

function holdsUnstorable(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\u0000') || !value.isWellFormed();
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, part]) => holdsUnstorable(key) || holdsUnstorable(part));
}
