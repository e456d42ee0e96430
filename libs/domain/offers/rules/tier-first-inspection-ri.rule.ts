import type { RuleFinding } from '../decision.js';
import { aboutDecidingRi } from './deciding-ri.js';
import { answerOf, rowsOf, undetermined } from './finding.js';
import type { SchoolSubject } from './rule.js';

const RULE = 'tier-first-inspection-ri';

/**
 * Tier 2: requires improvement at the first inspection, with no previous published rating. A converter that carries
 * its predecessor's grade has one, so its first inspection as an academy is not a first in this sense; a sponsored
 * academy or free school for which Ofsted lists no earlier grade has none.
 */
export function tierFirstInspectionRi(subject: SchoolSubject): RuleFinding | null {
  return aboutDecidingRi(RULE, subject, ({ ri, earlier, isFirst, facts }) =>
    earlier === undefined && !isFirst
      ? undetermined(RULE, ['earlier-judgement'], facts, rowsOf(ri))
      : answerOf(isFirst, RULE, facts, rowsOf(ri, earlier)),
  );
}
