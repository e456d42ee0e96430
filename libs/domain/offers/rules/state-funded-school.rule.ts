import type { RuleFinding } from '../decision.js';
import { schoolKind } from '../school-kind.js';
import { no, undetermined, yes } from './finding.js';
import type { SchoolSubject } from './rule.js';

/**
 * The offers are for state-funded schools in England. What the school file calls something else is believed
 * unless Ofsted's files, which list state-funded schools only, hold the school.
 */
export function stateFundedSchool({ school, history }: SchoolSubject): RuleFinding {
  const inspected = history.listing !== 'absent';
  const facts = { typeCode: school.typeCode, typeGroupCode: school.typeGroupCode, inspected };
  const kind = schoolKind(school);
  if (inspected || (kind !== 'unknown' && kind !== 'not-state-funded')) {
    return yes('state-funded-school', facts, [school.source]);
  }
  if (kind === 'not-state-funded') return no('state-funded-school', facts, [school.source]);
  return undetermined('state-funded-school', ['school-type'], facts, [school.source]);
}
