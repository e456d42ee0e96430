import type { RuleFinding } from '../decision.js';
import { isWithin, reachesBackTo } from '../school-history.js';
import { no, rowsOf, undetermined, yes } from './finding.js';
import type { SchoolSubject } from './rule.js';

/**
 * A graded inspection began within the offer's window, both days included. The start decides, not the
 * publication: known-by-as-of asks about that.
 */
export function inspectionInWindow({ policy, history, filesReachWindow }: SchoolSubject): RuleFinding {
  const { from, to } = policy.eligibilityWindow;
  const window = { windowFrom: from, windowTo: to };
  const inside = history.inspections.find(({ startDate }) => isWithin(startDate, policy.eligibilityWindow));
  if (inside !== undefined) {
    return yes('inspection-in-window', { inspectionStart: inside.startDate, ...window }, rowsOf(inside));
  }
  const newest = history.inspections[0];
  const facts = { inspectionStart: newest?.startDate ?? null, ...window };
  if (history.listing === 'absent') return undetermined('inspection-in-window', ['inspections'], facts);
  if (!filesReachWindow) {
    return undetermined('inspection-in-window', ['inspections-in-window'], facts, rowsOf(newest));
  }
  if (!reachesBackTo(history, from)) {
    return undetermined('inspection-in-window', ['earlier-judgement'], facts, rowsOf(newest));
  }
  return no('inspection-in-window', facts, newest ? rowsOf(newest) : uninspectedRows(history));
}

function uninspectedRows({ uninspectedRow }: SchoolSubject['history']): RuleFinding['evidence'] {
  return uninspectedRow === null ? [] : [uninspectedRow];
}
