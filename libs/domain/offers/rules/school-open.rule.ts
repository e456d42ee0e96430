import type { RuleFinding } from '../decision.js';
import { isOpen } from '../school-kind.js';
import { answerOf } from './finding.js';
import type { SchoolSubject } from './rule.js';

/** Only a school that is open (also: proposed to close), and had opened by the as-of date, can be supported. */
export function schoolOpen({ school, asOf }: SchoolSubject): RuleFinding {
  const opened = school.openDate === null || school.openDate <= asOf;
  return answerOf(
    isOpen(school) && opened,
    'school-open',
    { statusCode: school.statusCode, openDate: school.openDate, asOf },
    [school.source],
  );
}
