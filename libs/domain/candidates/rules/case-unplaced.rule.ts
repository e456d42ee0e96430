import type { Facts } from '../../kernel/index.js';
import type { Pair } from '../pair.js';
import type { PairRule } from './rule.js';

/** The case has no known place, so no distance can be known. */
function caseUnplaced({ supportCase }: Pair): Facts | null {
  return supportCase.location === null ? {} : null;
}

export const caseUnplacedRule: PairRule = {
  code: 'case-unplaced',
  overrulable: false,
  needsDistance: false,
  refuses: caseUnplaced,
};
