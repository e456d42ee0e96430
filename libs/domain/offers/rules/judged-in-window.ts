import type { RuleCode } from '../codes.js';
import type { RuleFinding } from '../decision.js';
import { isWithin, type GradedInspection } from '../school-history.js';
import { inspectionFacts, no, whateverWasPublished } from './finding.js';
import type { SchoolSubject } from './rule.js';

/**
 * Asks `judge` about each graded inspection in the window that was public, oldest first, and answers with the
 * first "yes", else with the first "undetermined", else with the newest "no". Null: none began in the window.
 */
export function judgedInWindow(
  rule: RuleCode,
  { policy, history }: SchoolSubject,
  judge: (inspection: GradedInspection) => RuleFinding,
): RuleFinding | null {
  const inWindow = ({ startDate }: GradedInspection): boolean =>
    isWithin(startDate, policy.eligibilityWindow);
  const newest = history.inspections.find(inWindow);
  if (newest === undefined) return null;
  return whateverWasPublished(history, (inspections) => {
    const findings = inspections.filter(inWindow).toReversed().map(judge);
    return (
      findings.find(({ answer }) => answer === 'yes') ??
      findings.find(({ answer }) => answer === 'undetermined') ??
      findings.at(-1) ??
      no(rule, inspectionFacts(newest), newest.sources)
    );
  });
}
