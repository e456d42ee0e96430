import type { Phase } from '../../kernel/index.js';
import type { RuleFinding } from '../decision.js';
import { answerOf, no, undetermined } from './finding.js';
import type { SchoolSubject } from './rule.js';

const RULE = 'below-floor-list';

/** The standards are about results at key stages 2 and 4 of mainstream schools. */
const WITHOUT_STANDARDS: readonly Phase[] = ['nursery', '16-plus', 'special', 'alternative-provision'];

/**
 * Below the floor standards or coasting: the school is on the Department's list. No file of results is read, so
 * without the list any school to which the standards apply may be on it.
 */
export function belowFloorList({ school, belowFloor }: SchoolSubject): RuleFinding {
  if (belowFloor !== null) {
    const { entry } = belowFloor;
    const facts = { listGiven: true, onList: entry !== null };
    return answerOf(entry !== null, RULE, facts, entry === null ? [] : [entry.source]);
  }
  const standardsApply =
    school.phases.length === 0 || school.phases.some((phase) => !WITHOUT_STANDARDS.includes(phase));
  const facts = { listGiven: false, standardsApply };
  return standardsApply
    ? undetermined(RULE, ['below-floor-list'], facts, [school.source])
    : no(RULE, facts, [school.source]);
}
