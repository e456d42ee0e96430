import type { RuleFinding } from '../decision.js';
import { isWithin } from '../school-history.js';
import { no, rowsOf, undetermined, yes } from './finding.js';
import type { SchoolSubject } from './rule.js';

/** A judgement counts once it is public: published on or before the as-of date. */
export function knownByAsOf({ policy, history, asOf }: SchoolSubject): RuleFinding | null {
  const inside = history.inspections.filter(({ startDate }) => isWithin(startDate, policy.eligibilityWindow));
  const newest = inside[0];
  if (newest === undefined) return null;
  const subject =
    inside.find(({ known }) => known === 'yes') ?? inside.find(({ known }) => known === 'unknown');
  const { startDate, publicationDate } = subject ?? newest;
  const facts = { inspectionStart: startDate, publicationDate, asOf };
  switch (subject?.known) {
    case 'yes':
      return yes('known-by-as-of', facts, rowsOf(subject));
    case 'unknown':
      return undetermined('known-by-as-of', ['publication-date'], facts, rowsOf(subject));
    default:
      return no('known-by-as-of', facts, rowsOf(newest));
  }
}
