import type { Facts } from '../../kernel/index.js';
import type { Pair } from '../pair.js';
import type { PairRule } from './rule.js';

/** The leader does not offer support at the level (school or trust) that the case needs. */
function unitNotOffered({ leader, supportCase }: Pair): Facts | null {
  return leader.supportUnits.includes(supportCase.unit)
    ? null
    : { unit: supportCase.unit, offered: leader.supportUnits };
}

export const unitNotOfferedRule: PairRule = {
  code: 'unit-not-offered',
  overrulable: false,
  needsDistance: false,
  refuses: unitNotOffered,
};
