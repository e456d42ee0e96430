import { SetMetadata } from '@nestjs/common';
import type { Role } from '../../../../libs/domain/kernel/index.js';

/** Metadata key of the roles that a route names; a route without it is refused and stops the start. */
export const ALLOWED_ROLES = 'leader-match:allowed-roles';

/** Who may use a route: at least one role, or `anyone` for the few pages before sign-in. */
export type Allowed = readonly Role[] | 'anyone';

/** Opens a route to these roles only. */
export const Allow = (first: Role, ...others: Role[]): MethodDecorator =>
  SetMetadata(ALLOWED_ROLES, [first, ...others] satisfies Allowed);

/** Opens a route to everybody, signed in or not. */
export const AllowAnyone = (): MethodDecorator => SetMetadata(ALLOWED_ROLES, 'anyone' satisfies Allowed);
