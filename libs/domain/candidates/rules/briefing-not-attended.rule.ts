import type { Facts } from '../../kernel/index.js';
import type { Pair } from '../pair.js';
import type { PairRule } from './rule.js';

/** The offer demands a briefing (2019-20: a regional NLE briefing) that the leader did not attend. */
function briefingNotAttended({ leader, context }: Pair): Facts | null {
  return context.policy.briefingRequired && !leader.briefingAttended ? { offer: context.offer } : null;
}

export const briefingNotAttendedRule: PairRule = {
  code: 'briefing-not-attended',
  overrulable: false,
  needsDistance: false,
  refuses: briefingNotAttended,
};
