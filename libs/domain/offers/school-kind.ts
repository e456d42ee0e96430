import type { SchoolFacts } from './facts.js';

/** GIAS `TypeOfEstablishment` and `EstablishmentTypeGroup` codes, by what the offers tell apart. */
const MAINTAINED_TYPES = new Set(['1', '2', '3', '5', '7', '12', '14', '15']);
const ACADEMY_TYPES = new Set(['28', '33', '34', '42', '43', '44', '45', '46', '57']);
const FREE_SCHOOL_TYPES = new Set(['35', '36', '38', '39', '40', '41']);
/** City technology colleges (6) are independent in name and funded by the state. */
const OTHER_STATE_FUNDED_TYPES = new Set(['6', '8']);
const SPONSOR_LED_TYPES = new Set(['28', '33', '43', '46', '57']);
const MAINTAINED_GROUP = '4';
const ACADEMY_GROUPS = new Set(['10', '11']);

export type SchoolKind = 'maintained' | 'academy' | 'other-state-funded' | 'not-state-funded' | 'unknown';

/** What a school is, by its type, else its type group, else the flag of its trust. */
export function schoolKind(school: SchoolFacts): SchoolKind {
  const type = plainCode(school.typeCode);
  if (type !== null) {
    if (MAINTAINED_TYPES.has(type)) return 'maintained';
    if (ACADEMY_TYPES.has(type) || FREE_SCHOOL_TYPES.has(type)) return 'academy';
    return OTHER_STATE_FUNDED_TYPES.has(type) ? 'other-state-funded' : 'not-state-funded';
  }
  const group = plainCode(school.typeGroupCode);
  if (group === MAINTAINED_GROUP) return 'maintained';
  if (group !== null && ACADEMY_GROUPS.has(group)) return 'academy';
  const flag = plainCode(school.trustFlagCode);
  if (flag === MAT_FLAG || flag === SAT_FLAG) return 'academy';
  // The group of special schools (5) holds maintained, non-maintained and independent ones.
  return group === null || group === '5' ? 'unknown' : 'not-state-funded';
}

export const MAT_FLAG = '3';
export const SAT_FLAG = '5';

/**
 * A sponsored academy or free school opens as a new school: a predecessor that only GIAS links to it lends it no
 * grades. (A grade that Ofsted itself lists under the school counts all the same.)
 */
export function opensAsNewSchool(school: SchoolFacts): boolean {
  const type = plainCode(school.typeCode);
  return type !== null && (SPONSOR_LED_TYPES.has(type) || FREE_SCHOOL_TYPES.has(type));
}

/** GIAS writes some codes with leading zeros in some years. */
export function plainCode(code: string | null): string | null {
  if (code === null || code.trim() === '') return null;
  return code.trim().replace(/^0+(?=\d)/, '');
}

/** GIAS status 1 open, 3 open but proposed to close. */
export function isOpen(school: SchoolFacts): boolean {
  const status = plainCode(school.statusCode);
  return status === '1' || status === '3';
}
