import type { RuleCode } from '../codes.js';
import { applicationAccepted } from './application-accepted.rule.js';
import { belowFloorList } from './below-floor-list.rule.js';
import { belowGoodBeforeSeptember2024 } from './below-good-before-september-2024.rule.js';
import { causingConcernInWindow } from './causing-concern-in-window.rule.js';
import { fundingOfTierThree } from './funding-of-tier-three.rule.js';
import { fundingOfTierTwo } from './funding-of-tier-two.rule.js';
import { inspectionInWindow } from './inspection-in-window.rule.js';
import { knownByAsOf } from './known-by-as-of.rule.js';
import { latestTwoRi } from './latest-two-ri.rule.js';
import { nlgGovernance } from './nlg-governance.rule.js';
import { notInadequate } from './not-inadequate.rule.js';
import { referralAccepted } from './referral-accepted.rule.js';
import { riAgainOnEntry } from './ri-again-on-entry.rule.js';
import { riDuringYear } from './ri-during-year.rule.js';
import { riIn202223 } from './ri-in-2022-23.rule.js';
import { riInLeadershipOrQuality } from './ri-in-leadership-or-quality.rule.js';
import { riOnEntry } from './ri-on-entry.rule.js';
import type { SchoolRule, TrustRule } from './rule.js';
import { schoolOpen } from './school-open.rule.js';
import { schoolRouteStanding } from './school-route-standing.rule.js';
import { singleRi } from './single-ri.rule.js';
import { stateFundedSchool } from './state-funded-school.rule.js';
import { tierFirstInspectionRi } from './tier-first-inspection-ri.rule.js';
import { tierThreeNeverAboveRi } from './tier-three-never-above-ri.rule.js';
import { tierTwoConsecutiveRi } from './tier-two-consecutive-ri.rule.js';
import { trustHalfRiOrWorse } from './trust-half-ri-or-worse.rule.js';
import { trustHeldTwoSchoolsThreeYears } from './trust-held-two-schools-three-years.rule.js';
import { trustLevelSupport } from './trust-level-support.rule.js';
import { trustLevelUnlessStandalone } from './trust-level-unless-standalone.rule.js';
import { trustOfEligibleSchool } from './trust-of-eligible-school.rule.js';
import { trustOverallDecline } from './trust-overall-decline.rule.js';
import { trustPartnershipCredit } from './trust-partnership-credit.rule.js';
import { twoRiPlusList } from './two-ri-plus-list.rule.js';

/** Every rule about a school, by its code. A policy names rules; nothing else runs them. */
export const SCHOOL_RULES: ReadonlyMap<RuleCode, SchoolRule> = new Map<RuleCode, SchoolRule>([
  ['school-open', schoolOpen],
  ['state-funded-school', stateFundedSchool],
  ['inspection-in-window', inspectionInWindow],
  ['known-by-as-of', knownByAsOf],
  ['ri-on-entry', riOnEntry],
  ['ri-during-year', riDuringYear],
  ['tier-three-never-above-ri', tierThreeNeverAboveRi],
  ['tier-two-consecutive-ri', tierTwoConsecutiveRi],
  ['tier-first-inspection-ri', tierFirstInspectionRi],
  ['single-ri', singleRi],
  ['funding-of-tier-two', fundingOfTierTwo],
  ['funding-of-tier-three', fundingOfTierThree],
  ['not-inadequate', notInadequate],
  ['below-floor-list', belowFloorList],
  ['latest-two-ri', latestTwoRi],
  ['application-accepted', applicationAccepted],
  ['ri-again-on-entry', riAgainOnEntry],
  ['trust-level-unless-standalone', trustLevelUnlessStandalone],
  ['trust-partnership-credit', trustPartnershipCredit],
  ['school-route-standing', schoolRouteStanding],
  ['ri-in-2022-23', riIn202223],
  ['referral-accepted', referralAccepted],
  ['below-good-before-september-2024', belowGoodBeforeSeptember2024],
  ['ri-in-leadership-or-quality', riInLeadershipOrQuality],
  ['causing-concern-in-window', causingConcernInWindow],
  ['two-ri-plus-list', twoRiPlusList],
  ['trust-level-support', trustLevelSupport],
]);

/** Every rule about a trust, by its code. */
export const TRUST_RULES: ReadonlyMap<RuleCode, TrustRule> = new Map<RuleCode, TrustRule>([
  ['trust-held-two-schools-three-years', trustHeldTwoSchoolsThreeYears],
  ['trust-half-ri-or-worse', trustHalfRiOrWorse],
  ['trust-overall-decline', trustOverallDecline],
  ['nlg-governance', nlgGovernance],
  ['application-accepted', applicationAccepted],
  ['referral-accepted', referralAccepted],
  ['trust-of-eligible-school', trustOfEligibleSchool],
]);
