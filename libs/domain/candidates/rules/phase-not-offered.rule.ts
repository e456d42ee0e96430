import type { Facts } from '../../kernel/index.js';
import type { Pair } from '../pair.js';
import type { PairRule } from './rule.js';

/** The leader offers none of the phases of the case; a case without a known phase is offered by nobody. */
function phaseNotOffered({ leader, supportCase }: Pair): Facts | null {
  return supportCase.phases.some((phase) => leader.phases.includes(phase))
    ? null
    : { phases: supportCase.phases, offered: leader.phases };
}

export const phaseNotOfferedRule: PairRule = {
  code: 'phase-not-offered',
  overrulable: true,
  needsDistance: false,
  refuses: phaseNotOffered,
};
