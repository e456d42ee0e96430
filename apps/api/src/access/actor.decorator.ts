import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Actor } from '../../../../libs/domain/kernel/index.js';
import { assert } from '../../../../libs/domain/kernel/index.js';

/** The request with who makes it; `AccessGuard` sets `actor` on every route that names roles. */
export interface ActingRequest extends Request {
  actor?: Actor;
}

/** The signed-in actor of the request. Only for routes that name roles. */
export const ActorOf = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<ActingRequest>();
  assert(actor !== undefined, 'a route without named roles asked for its actor');
  return actor;
});
