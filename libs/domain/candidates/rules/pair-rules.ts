import { PAIR_REFUSAL_CODES, type PairRefusalCode } from '../codes.js';
import { briefingNotAttendedRule } from './briefing-not-attended.rule.js';
import { caseUnplacedRule } from './case-unplaced.rule.js';
import { conflictOfInterestRule } from './conflict-of-interest.rule.js';
import { declinedByLeaderRule } from './declined-by-leader.rule.js';
import { engagementsReachedRule } from './engagements-reached.rule.js';
import { excludedByLeaderRule } from './excluded-by-leader.rule.js';
import { forbiddenByReviewerRule } from './forbidden-by-reviewer.rule.js';
import { leaderUnplacedRule } from './leader-unplaced.rule.js';
import { noDaysLeftRule } from './no-days-left.rule.js';
import { notAvailableInWindowRule } from './not-available-in-window.rule.js';
import { outsideRunLimitRule } from './outside-run-limit.rule.js';
import { outsideTravelLimitRule } from './outside-travel-limit.rule.js';
import { phaseNotOfferedRule } from './phase-not-offered.rule.js';
import { roleNotAllowedRule } from './role-not-allowed.rule.js';
import { sameSchoolRule } from './same-school.rule.js';
import { sameTrustRule } from './same-trust.rule.js';
import { surveyWithdrawnRule } from './survey-withdrawn.rule.js';
import { unitNotOfferedRule } from './unit-not-offered.rule.js';
import type { PairRule } from './rule.js';

const RULE_BY_CODE: Readonly<Record<PairRefusalCode, PairRule>> = {
  'survey-withdrawn': surveyWithdrawnRule,
  'forbidden-by-reviewer': forbiddenByReviewerRule,
  'conflict-of-interest': conflictOfInterestRule,
  'same-school': sameSchoolRule,
  'same-trust': sameTrustRule,
  'excluded-by-leader': excludedByLeaderRule,
  'declined-by-leader': declinedByLeaderRule,
  'role-not-allowed': roleNotAllowedRule,
  'unit-not-offered': unitNotOfferedRule,
  'phase-not-offered': phaseNotOfferedRule,
  'briefing-not-attended': briefingNotAttendedRule,
  'not-available-in-window': notAvailableInWindowRule,
  'no-days-left': noDaysLeftRule,
  'engagements-reached': engagementsReachedRule,
  'leader-unplaced': leaderUnplacedRule,
  'case-unplaced': caseUnplacedRule,
  'outside-travel-limit': outsideTravelLimitRule,
  'outside-run-limit': outsideRunLimitRule,
};

/** Every hard rule, in the order in which people are told the reasons (rules about distance last). */
export const PAIR_RULES: readonly PairRule[] = PAIR_REFUSAL_CODES.map((code) => RULE_BY_CODE[code]);

export function pairRule(code: PairRefusalCode): PairRule {
  return RULE_BY_CODE[code];
}
