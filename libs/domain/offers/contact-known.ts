import type { IsoDate } from '../kernel/index.js';
import type { Decision } from './decision.js';
import { earliest, metOn } from './judged.js';
import type { OfferPolicy } from './policy.js';

/**
 * The first day on which it could be known that a subject is eligible: the publication of the judgement that met a
 * criterion (the day of the decision for a referral), not before the offer began; for a trust supported on account of
 * its schools, the first of theirs. Null: the decision is no "yes".
 */
export function knownEligibleOn(
  policy: OfferPolicy,
  decision: Decision,
  ofSchools: readonly Decision[] = [],
): IsoDate | null {
  if (decision.eligible !== 'yes') return null;
  const fromSchools = ofSchools.flatMap((school) => knownEligibleOn(policy, school) ?? []);
  if (decision.subjectKind === 'trust' && fromSchools.length > 0) return earliest(fromSchools);
  const criteria = decision.subjectKind === 'school' ? policy.schoolCriteria : policy.trustCriteria;
  const days = criteria.flatMap((criterion) => {
    const findings = criterion.allOf.flatMap(
      (rule) => decision.findings.find((finding) => finding.rule === rule && finding.answer === 'yes') ?? [],
    );
    return findings.length === criterion.allOf.length
      ? [metOn({ criterion, answer: 'yes', findings }, policy)]
      : [];
  });
  return earliest(days) ?? policy.eligibilityWindow.from;
}
