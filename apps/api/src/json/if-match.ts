import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Outcome, refused } from '../../../../libs/domain/kernel/index.js';
import type { ActingRequest } from '../access/actor.decorator.js';
import { valueOf } from '../web/answer.js';

/** The tag that the request names in If-Match; without one the answer is 428. */
export const ShownTag = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const header = context.switchToHttp().getRequest<ActingRequest>().headers['if-match'];
  return valueOf(tagIn(header));
});

/** One strong or weak entity tag, with or without its quotes. */
export function tagIn(header: string | undefined): Outcome<string> {
  const tag = header?.trim().replace(/^W\//, '').replaceAll('"', '') ?? '';
  return tag === '' ? refused('if-match-needed') : { ok: true, value: tag };
}
