import type { NextFunction, Request, Response } from 'express';
import { problemOf, ProblemException } from './problem.js';

/** Every object has these, so that the check for unknown properties takes them for known. */
const INHERITED: readonly string[] = ['__proto__', 'constructor'];

/** Refuses a JSON body that holds a property of such a name, as any other unknown property. Stands behind the body parsers. */
export function refuseInheritedNames(request: Request, _response: Response, next: NextFunction): void {
  const pointer = request.is('json') ? inheritedIn(request.body, '') : undefined;
  if (pointer === undefined) {
    next();
    return;
  }
  const detail = `property ${pointer.slice(pointer.lastIndexOf('/') + 1)} should not exist`;
  const errors = [{ pointer, code: 'whitelist-validation', detail }];
  next(
    new ProblemException(problemOf(400, 'bad-request', 'Some of what was sent is not allowed.', { errors })),
  );
}

/** JSON pointer of the first; undefined: there is none. */
function inheritedIn(value: unknown, above: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const pointer = `${above}/${name}`;
    const found = INHERITED.includes(name) ? pointer : inheritedIn(part, pointer);
    if (found !== undefined) return found;
  }
  return undefined;
}
