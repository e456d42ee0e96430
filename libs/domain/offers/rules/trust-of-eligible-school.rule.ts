import type { RuleFinding } from '../decision.js';
import { no, undetermined, unique, yes } from './finding.js';
import type { TrustSubject } from './rule.js';
import type { MissingCode } from '../codes.js';

const RULE = 'trust-of-eligible-school';

/** The trust has at least one eligible school that is supported at trust level. */
export function trustOfEligibleSchool({ policy, trust, schoolDecisions }: TrustSubject): RuleFinding {
  const eligible = schoolDecisions.filter(
    ({ eligible, unit, supportedId }) => eligible === 'yes' && unit === 'trust' && supportedId === trust.uid,
  );
  // Its only school is supported directly, whatever comes to light about it.
  const isStandalone =
    trust.kind === 'sat' ||
    (policy.trustLevelRule === 'trust-level-unless-standalone' &&
      trust.schools.length + trust.unread.length === 1);
  const open = isStandalone ? [] : schoolDecisions.filter((each) => each.eligible === 'undetermined');
  const facts = {
    trustUid: trust.uid,
    schoolsInTrust: trust.schools.length,
    eligibleUrns: eligible.map(({ subjectId }) => subjectId),
    undeterminedUrns: open.map(({ subjectId }) => subjectId),
  };
  const rows = trust.source === null ? [] : [trust.source];
  if (eligible.length > 0)
    return yes(RULE, facts, [...rows, ...eligible.flatMap(({ evidence }) => evidence)]);
  if (open.length === 0) return no(RULE, facts, rows);
  return undetermined(RULE, unique(open.flatMap(({ missing }) => missing)) as MissingCode[], facts, rows);
}
