import { addYears, type IsoDate } from '../../kernel/index.js';
import type { MissingCode } from '../codes.js';
import type { RuleFinding } from '../decision.js';
import { no, undetermined, yes } from './finding.js';
import type { TrustSubject } from './rule.js';

const RULE = 'trust-held-two-schools-three-years';
const REQUIRED_SCHOOLS = 2;
const REQUIRED_YEARS = 3;

/**
 * At least two schools of the trust have been in it for three years or more on the as-of date, or, where that is later,
 * at the end of the offer's window: what a trust came to hold afterwards is nothing of that offer.
 */
export function trustHeldTwoSchoolsThreeYears({ policy, trust, members, asOf }: TrustSubject): RuleFinding {
  const { to } = policy.eligibilityWindow;
  const day = asOf < to ? asOf : to;
  const isLongSince = (date: IsoDate): boolean => addYears(date, REQUIRED_YEARS) <= day;
  const held = members.filter(({ joinedOn }) => joinedOn !== null && isLongSince(joinedOn));
  // An academy that opened later cannot have been in the trust for so long.
  const undated = members.filter(
    ({ joinedOn, school }) => joinedOn === null && (school.openDate === null || isLongSince(school.openDate)),
  );
  const unread = trust.unread.filter(({ joinedOn }) => joinedOn === null || isLongSince(joinedOn));
  const unknown = undated.length + unread.length;
  const facts = {
    trustUid: trust.uid,
    schoolsInTrust: members.length + trust.unread.length,
    schoolsHeld: held.length,
    schoolsRequired: REQUIRED_SCHOOLS,
    schoolsUnknown: unknown,
    heldSince: addYears(day, -REQUIRED_YEARS),
  };
  const evidence = [
    ...(trust.source === null ? [] : [trust.source]),
    ...held.flatMap(({ membershipRow }) => (membershipRow === null ? [] : [membershipRow])),
  ];
  if (held.length >= REQUIRED_SCHOOLS) return yes(RULE, facts, evidence);
  if (held.length + unknown < REQUIRED_SCHOOLS) return no(RULE, facts, evidence);
  const missing: MissingCode[] = [];
  if (undated.length > 0) missing.push('date-of-joining');
  if (unread.length > 0) missing.push('school-record');
  return undetermined(RULE, missing, facts, evidence);
}
