import type { MissingCode } from '../codes.js';
import type { RuleFinding } from '../decision.js';
import { inspectionFacts, no, undetermined, yes } from './finding.js';
import { judgedInWindow } from './judged-in-window.js';
import type { SchoolSubject } from './rule.js';

const RULE = 'ri-in-leadership-or-quality';
const REQUIRES_IMPROVEMENT = 3;

/**
 * Reinspected in the window with requires improvement in leadership and management or in quality of education.
 * To the letter: grade 3. Inadequate (4) in either of them is a cause of concern and asked about by
 * causing-concern-in-window, which never lets it fall through.
 */
export function riInLeadershipOrQuality(subject: SchoolSubject): RuleFinding | null {
  return judgedInWindow(RULE, subject, (inspection) => {
    const leadership = inspection.judgements['leadership-and-management'] ?? null;
    const quality = inspection.judgements['quality-of-education'] ?? null;
    const facts = {
      ...inspectionFacts(inspection),
      leadershipAndManagement: leadership,
      qualityOfEducation: quality,
    };
    if (leadership === REQUIRES_IMPROVEMENT || quality === REQUIRES_IMPROVEMENT) {
      return yes(RULE, facts, inspection.sources);
    }
    const missing: MissingCode[] = [];
    if (leadership === null) missing.push('leadership-and-management-judgement');
    if (quality === null) missing.push('quality-of-education-judgement');
    return missing.length > 0
      ? undetermined(RULE, missing, facts, inspection.sources)
      : no(RULE, facts, inspection.sources);
  });
}
