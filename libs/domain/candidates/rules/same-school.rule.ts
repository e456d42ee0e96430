import type { Facts } from '../../kernel/index.js';
import type { Pair } from '../pair.js';
import type { PairRule } from './rule.js';

/** No leader supports the school that they lead. */
function sameSchool({ leader, supportCase }: Pair): Facts | null {
  const { baseUrn } = leader;
  return baseUrn !== null && supportCase.urns.includes(baseUrn) ? { urn: baseUrn } : null;
}

export const sameSchoolRule: PairRule = {
  code: 'same-school',
  overrulable: false,
  needsDistance: false,
  refuses: sameSchool,
};
