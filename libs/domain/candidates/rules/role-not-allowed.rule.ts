import type { Facts } from '../../kernel/index.js';
import type { Pair } from '../pair.js';
import type { PairRule } from './rule.js';

/** The offer names the roles that may give support at each level (2022-23: a trust only by a MAT CEO). */
function roleNotAllowed({ leader, supportCase, context }: Pair): Facts | null {
  const allowed = context.policy.leaderRolesByUnit[supportCase.unit];
  return allowed.includes(leader.role)
    ? null
    : { role: leader.role, unit: supportCase.unit, offer: context.offer, allowed };
}

export const roleNotAllowedRule: PairRule = {
  code: 'role-not-allowed',
  overrulable: false,
  needsDistance: false,
  refuses: roleNotAllowed,
};
