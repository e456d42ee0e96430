import { createParamDecorator, type ExecutionContext, Post } from '@nestjs/common';
import type { Request } from 'express';

/**
 * One handler for several buttons: the last part of the address names the one that was pressed. Each has an address of its
 * own, so that any other name there leads nowhere, as elsewhere.
 */
export const PostButtons = (names: readonly string[], under = ''): MethodDecorator =>
  Post(names.map((name) => `${under}${name}`));

/** Which of the buttons of `@PostButtons()` was pressed. */
export const Pressed = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const { path } = context.switchToHttp().getRequest<Request>().route as { readonly path: string };
  return path.slice(path.lastIndexOf('/') + 1);
});
