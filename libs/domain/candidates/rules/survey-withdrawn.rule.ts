import type { Facts } from '../../kernel/index.js';
import type { Pair } from '../pair.js';
import type { PairRule } from './rule.js';

/** The leader withdrew the capacity survey: nothing of it may be used. */
function surveyWithdrawn({ leader }: Pair): Facts | null {
  return leader.withdrawn ? {} : null;
}

export const surveyWithdrawnRule: PairRule = {
  code: 'survey-withdrawn',
  overrulable: false,
  needsDistance: false,
  refuses: surveyWithdrawn,
};
