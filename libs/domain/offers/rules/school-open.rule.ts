import type { RuleFinding } from '../decision.js';
import { isOpen } from '../school-kind.js';
import { answerOf } from './finding.js';
import type { SchoolSubject } from './rule.js';

/**
 * Only a school that is open (also: proposed to close) can be supported, and only one that had opened by the as-of
 * date or carries on one that was open then: a converter stands for the school that it replaced.
 */
export function schoolOpen({ school, asOf, carriesOn }: SchoolSubject): RuleFinding {
  const opened = school.openDate === null || school.openDate <= asOf;
  return answerOf(
    isOpen(school) && (opened || carriesOn !== null),
    'school-open',
    {
      statusCode: school.statusCode,
      openDate: school.openDate,
      asOf,
      ...(carriesOn === null ? {} : { carriesOnUrn: carriesOn.urn }),
    },
    [school.source, ...(carriesOn?.evidence ?? [])],
  );
}
