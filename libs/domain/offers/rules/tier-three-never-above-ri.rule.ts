import type { RuleFinding } from '../decision.js';
import { BELOW_GOOD, gradeOf, type GradedInspection, type SchoolHistory } from '../school-history.js';
import { answerOf, no, rowsOf, undetermined, whateverWasPublished } from './finding.js';
import type { SchoolSubject } from './rule.js';

const RULE = 'tier-three-never-above-ri';
const SINCE = '2005-01-01';
const REQUIRED_INSPECTIONS = 4;
const REQUIRES_IMPROVEMENT = 3;

/**
 * Tier 3: requires improvement now, never above it since 2005, at least four graded inspections since then (the
 * former "satisfactory" is the same grade 3). Undetermined where the files do not reach back without a gap: each
 * inspection must be the one that the next one's row lists as the previous.
 */
export function tierThreeNeverAboveRi({ history }: SchoolSubject): RuleFinding {
  return whateverWasPublished(history, (inspections) => {
    const since = inspections.filter(({ startDate }) => startDate >= SINCE);
    const newest = since[0];
    const above = since.find((one) => {
      const grade = gradeOf(one);
      return grade !== null && grade < BELOW_GOOD;
    });
    const facts = {
      inspectionStart: newest?.startDate ?? null,
      overallEffectiveness: newest?.overallEffectiveness ?? null,
      inspectionsSince2005: since.length,
      inspectionsRequired: REQUIRED_INSPECTIONS,
      aboveRiInspectionStart: above?.startDate ?? null,
    };
    const isRiNow = newest?.overallEffectiveness === REQUIRES_IMPROVEMENT;
    if (!isRiNow || above !== undefined) return no(RULE, facts, rowsOf(newest, above));
    if (since.some((one) => gradeOf(one) === null)) {
      return undetermined(RULE, ['earlier-overall-effectiveness'], facts, rowsOf(...since));
    }
    if (!isWholeSince(inspections, history)) {
      return undetermined(RULE, ['judgements-since-2005'], facts, rowsOf(...since));
    }
    return answerOf(since.length >= REQUIRED_INSPECTIONS, RULE, facts, rowsOf(...since));
  });
}

/** Every inspection since 2005 is there: each names the next older one, down to a first or one from before. */
function isWholeSince(inspections: readonly GradedInspection[], { listing }: SchoolHistory): boolean {
  if (listing !== 'listed') return listing === 'uninspected';
  for (const [at, inspection] of inspections.entries()) {
    if (inspection.startDate < SINCE) return true;
    const isLast = at === inspections.length - 1;
    if (isLast ? inspection.earlier !== 'none' : inspection.earlier !== 'listed') return false;
  }
  return true;
}
