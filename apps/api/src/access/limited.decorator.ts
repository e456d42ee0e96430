import { SetMetadata } from '@nestjs/common';

/** Metadata key of the limit that a route is under beside the one of its user. */
export const LIMITED = 'leader-match:limited';

/** `link`: opened by people without a sign-in, with a secret in its address; `upload`: takes a file. */
export type Limit = 'link' | 'upload';

/** Puts a route under a limit: beyond it, 429 with Retry-After. */
export const Limited = (limit: Limit): MethodDecorator => SetMetadata(LIMITED, limit);
