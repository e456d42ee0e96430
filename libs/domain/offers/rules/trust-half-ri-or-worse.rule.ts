import type { RuleFinding } from '../decision.js';
import type { Grade } from '../facts.js';
import { BELOW_GOOD } from '../school-history.js';
import { no, undetermined, yes } from './finding.js';
import type { TrustSubject } from './rule.js';
import { missingNewInspections, whateverMembersPublished, type MemberRecord } from './trust-members.js';

const RULE = 'trust-half-ri-or-worse';

/**
 * At least half of the trust's schools are currently requires improvement or worse. Only schools inspected since
 * joining are counted, in both numbers. A school that could count either way leaves the answer open only where it
 * could tip it.
 */
export function trustHalfRiOrWorse(subject: TrustSubject): RuleFinding {
  return whateverMembersPublished(subject, (records) => judge(subject, records));
}

function judge(subject: TrustSubject, records: readonly MemberRecord[]): RuleFinding {
  const isRiOrWorse = (grade: Grade | null): boolean => grade !== null && grade >= BELOW_GOOD;
  const counted = records.filter(({ counted }) => counted === 'yes');
  const maybe = records.filter(({ counted }) => counted === 'unknown');
  const bad = counted.filter(({ grade }) => isRiOrWorse(grade)).length;
  const ungraded = counted.filter(({ grade }) => grade === null).length;
  const maybeBad = maybe.filter(({ grade }) => grade === null || isRiOrWorse(grade)).length;
  const maybeGood = maybe.filter(({ grade }) => !isRiOrWorse(grade)).length;
  const open = records.filter(
    ({ counted, grade }) => counted === 'unknown' || (counted === 'yes' && grade === null),
  );
  const facts = {
    trustUid: subject.trust.uid,
    schoolsCounted: counted.length,
    schoolsRiOrWorse: bad,
    schoolsUnknown: open.length,
  };
  const evidence = counted.flatMap((record) => record.evidence);
  const atWorst = isHalf(bad, counted.length + maybeGood);
  const atBest = isHalf(bad + ungraded + maybeBad, counted.length + maybeBad);
  if (atWorst) return yes(RULE, facts, evidence);
  const missing = [...open.flatMap((record) => record.missing), ...missingNewInspections(subject)];
  return atBest || !subject.filesReachWindow
    ? undetermined(RULE, missing, facts, evidence)
    : no(RULE, facts, evidence);
}

function isHalf(part: number, whole: number): boolean {
  return whole > 0 && part * 2 >= whole;
}
