import { accepted, refused, ROLES, type Outcome, type Role } from '../../domain/kernel/index.js';

export type AccessRefusal = 'bad-roles' | 'leader-needs-ref' | 'ref-needs-leader';

export interface UserAccess {
  readonly roles: readonly Role[];
  readonly leaderRef: string | null;
}

/** Roles as stored (each once, in the order of `ROLES`): at least one, and a leader's reference goes with the role. */
export function checkAccess(
  roles: readonly Role[],
  leaderRef: string | null,
): Outcome<UserAccess, AccessRefusal> {
  const known = ROLES.filter((role) => roles.includes(role));
  if (known.length === 0 || known.length !== new Set(roles).size) {
    return refused('bad-roles', { allowed: ROLES });
  }
  const given = leaderRef?.replaceAll('\u0000', '').trim() ?? '';
  const ref = given === '' ? null : given;
  if (known.includes('leader') && ref === null) return refused('leader-needs-ref');
  if (!known.includes('leader') && ref !== null) return refused('ref-needs-leader');
  return accepted({ roles: known, leaderRef: ref });
}
