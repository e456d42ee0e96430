import type { RuleFinding } from '../decision.js';
import { no, undetermined, yes } from './finding.js';
import type { SchoolSubject } from './rule.js';

const RULE = 'school-route-standing';

/** The school route is for maintained schools, single-academy trusts, and MATs with only one school. */
export function schoolRouteStanding({ standing }: SchoolSubject): RuleFinding {
  const { code, trustUid, schoolsInTrust, unreadSchools, evidence } = standing;
  const facts = { standing: code, trustUid, schoolsInTrust };
  switch (code) {
    case 'local-authority':
    case 'single-academy-trust':
      return yes(RULE, facts, evidence);
    case 'multi-academy-trust':
      if (schoolsInTrust === null) return undetermined(RULE, ['trust-membership'], facts, evidence);
      if (schoolsInTrust === 1) return yes(RULE, facts, evidence);
      // Of the trust's other schools the school file says nothing: they may have closed.
      return schoolsInTrust - unreadSchools === 1
        ? undetermined(RULE, ['school-record'], facts, evidence)
        : no(RULE, facts, evidence);
    case 'neither':
      return no(RULE, facts, evidence);
    case 'trust-unknown':
      // The only school of its trust is on this route whichever kind the trust is of.
      return schoolsInTrust === 1
        ? yes(RULE, facts, evidence)
        : undetermined(RULE, standing.missing, facts, evidence);
    case 'unknown':
      return undetermined(RULE, standing.missing, facts, evidence);
  }
}
