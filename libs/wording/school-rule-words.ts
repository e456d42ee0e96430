import type { RuleCode } from '../domain/offers/index.js';
import type { Facts } from '../domain/kernel/index.js';
import { nameIn, STANDING_NAMES } from './code-names.js';
import { dateFact, numberFact, plural, textFact } from './format.js';
import { concernName, earlierInspection, gradeName, inspectionName } from './grades.js';

/** What a rule's "yes" and "no" say, from the facts of the finding. Without capital and full stop. */
export interface RuleWords {
  readonly yes: (facts: Facts) => string;
  readonly no: (facts: Facts) => string;
}

/** Rules about trusts; every other rule is about a school. */
export type TrustRuleCode =
  | 'trust-held-two-schools-three-years'
  | 'trust-half-ri-or-worse'
  | 'trust-overall-decline'
  | 'nlg-governance'
  | 'trust-of-eligible-school';
export type SchoolRuleCode = Exclude<RuleCode, TrustRuleCode>;

const graded = (facts: Facts): string =>
  `${inspectionName(facts)} graded overall effectiveness ${gradeName(facts['overallEffectiveness'])}`;
const inspectedOrNot = (facts: Facts, otherwise: (facts: Facts) => string): string =>
  textFact(facts, 'inspectionStart') === '' ? 'no graded inspection is known' : otherwise(facts);
const windowName = (facts: Facts): string =>
  `from ${dateFact(facts, 'windowFrom')} to ${dateFact(facts, 'windowTo')}`;
const areas = (facts: Facts): string =>
  `leadership and management ${gradeName(facts['leadershipAndManagement'])}, ` +
  `quality of education ${gradeName(facts['qualityOfEducation'])}`;

export const SCHOOL_RULE_WORDS: Readonly<Record<SchoolRuleCode, RuleWords>> = {
  'school-open': {
    yes: (facts) =>
      textFact(facts, 'carriesOnUrn') === ''
        ? 'the school is open'
        : `the school is open and stands for the one that it replaced (URN ${textFact(facts, 'carriesOnUrn')})`,
    no: (facts) => {
      const openDate = textFact(facts, 'openDate');
      const opensLater = openDate !== '' && openDate > textFact(facts, 'asOf');
      return opensLater
        ? `the school opens on ${dateFact(facts, 'openDate')}, after ${dateFact(facts, 'asOf')}`
        : 'the school is not open';
    },
  },
  'state-funded-school': {
    yes: () => 'the school is funded by the state',
    no: () => 'the school is neither a maintained school nor an academy',
  },
  'inspection-in-window': {
    yes: (facts) => `${inspectionName(facts)} began in the period of the offer (${windowName(facts)})`,
    no: (facts) => `no graded inspection began in the period of the offer (${windowName(facts)})`,
  },
  'known-by-as-of': {
    yes: (facts) =>
      `its report was published on ${dateFact(facts, 'publicationDate')}, by ${dateFact(facts, 'asOf')}`,
    no: (facts) =>
      `the report of ${inspectionName(facts)} was published on ${dateFact(facts, 'publicationDate')}, ` +
      `after ${dateFact(facts, 'asOf')}`,
  },
  'ri-on-entry': {
    yes: (facts) => `the school entered the year with requires improvement: ${graded(facts)}`,
    no: (facts) =>
      `the school did not enter the year with requires improvement: ${inspectedOrNot(facts, graded)}`,
  },
  'ri-during-year': {
    yes: (facts) => `the school received requires improvement during the year: ${graded(facts)}`,
    no: (facts) =>
      `the school did not receive requires improvement during the year: ${inspectedOrNot(facts, graded)}`,
  },
  'tier-three-never-above-ri': {
    yes: (facts) =>
      `it requires improvement and was never above that in ${inspectionsSince2005(facts)} since 2005`,
    no: (facts) =>
      textFact(facts, 'aboveRiInspectionStart') === ''
        ? `it has had ${inspectionsSince2005(facts)} since 2005; tier 3 asks for ` +
          String(numberFact(facts, 'inspectionsRequired'))
        : `it was above requires improvement at the inspection of ${dateFact(facts, 'aboveRiInspectionStart')}`,
  },
  'tier-two-consecutive-ri': {
    yes: (facts) =>
      `it requires improvement for the second time running: ${inspectionName(facts)}, ` +
      `and before it ${earlierInspection(facts)}`,
    no: (facts) =>
      textFact(facts, 'earlierInspectionStart') === ''
        ? 'there is no inspection before it'
        : `before it came ${earlierInspection(facts)}`,
  },
  'tier-first-inspection-ri': {
    yes: (facts) => `${inspectionName(facts)} was its first and required improvement`,
    no: () => 'it was inspected before',
  },
  'single-ri': {
    yes: (facts) => `it has a single judgement of requires improvement (${inspectionName(facts)})`,
    no: () => 'it has no single judgement of requires improvement',
  },
  'funding-of-tier-two': fundingWords(2),
  'funding-of-tier-three': fundingWords(3),
  'not-inadequate': {
    yes: () => 'the school was not judged inadequate',
    no: (facts) => `the school was judged inadequate: ${graded(facts)}`,
  },
  'below-floor-list': {
    yes: () => 'the school is on the list of schools below the floor standards or coasting',
    no: (facts) =>
      facts['listGiven'] === true
        ? 'the school is not on the list of schools below the floor standards or coasting'
        : 'floor and coasting standards do not apply to a school of its phase',
  },
  'latest-two-ri': {
    yes: (facts) =>
      `it required improvement at its two most recent inspections, so it may get ${pounds(facts)}: ` +
      `${inspectionName(facts)}, and before it ${earlierInspection(facts)}`,
    no: () => 'it did not require improvement at its two most recent inspections',
  },
  'application-accepted': {
    yes: (facts) => `its application for support was accepted${onDate(facts, 'decidedOn')}`,
    no: (facts) =>
      textFact(facts, 'referralDecision') === 'declined'
        ? `its application for support was declined${onDate(facts, 'decidedOn')}`
        : 'it did not apply for support',
  },
  'ri-again-on-entry': {
    yes: (facts) => `the school entered the year with requires improvement after ${earlierInspection(facts)}`,
    no: (facts) =>
      textFact(facts, 'earlierInspectionStart') === ''
        ? 'there was no judgement before the one with which the school entered the year'
        : `the judgement before the one with which the school entered the year was ${earlierInspection(facts)}`,
  },
  'trust-level-unless-standalone': {
    yes: () => 'support goes to its trust',
    no: (facts) => directSupport(facts),
  },
  'trust-partnership-credit': {
    yes: () => 'a credit towards a partnership with a trust may come with it',
    no: () => 'no credit towards a partnership with a trust comes with it',
  },
  'school-route-standing': {
    yes: (facts) => `the school is ${standingName(facts)}`,
    no: (facts) =>
      `the school is ${standingName(facts)}: support goes to maintained schools, single-academy trusts ` +
      'and trusts with one school, and otherwise to the trust',
  },
  'ri-in-2022-23': {
    yes: (facts) => `the school received requires improvement in 2022 to 2023: ${graded(facts)}`,
    no: (facts) =>
      `the school did not receive requires improvement in 2022 to 2023: ${inspectedOrNot(facts, graded)}`,
  },
  'referral-accepted': {
    yes: (facts) =>
      `its request on account of exceptional circumstances was accepted${onDate(facts, 'decidedOn')}`,
    no: (facts) =>
      textFact(facts, 'referralDecision') === 'declined'
        ? `its request on account of exceptional circumstances was declined${onDate(facts, 'decidedOn')}`
        : 'no accepted request on account of exceptional circumstances is recorded',
  },
  'below-good-before-september-2024': {
    yes: (facts) => `the school was below good before September 2024: ${earlierInspection(facts)}`,
    no: (facts) =>
      `the school was not below good before September 2024: ` +
      (textFact(facts, 'earlierInspectionStart') === ''
        ? 'no graded inspection is known from before'
        : earlierInspection(facts)),
  },
  'ri-in-leadership-or-quality': {
    yes: (facts) => `${inspectionName(facts)} found requires improvement (${areas(facts)})`,
    no: (facts) =>
      inspectedOrNot(
        facts,
        () =>
          `${inspectionName(facts)} found requires improvement neither in leadership and management nor in ` +
          `quality of education (${areas(facts)})`,
      ),
  },
  'causing-concern-in-window': {
    yes: (facts) =>
      `${inspectionName(facts)} judged it to be causing concern (${concernName(facts['concern'])})`,
    no: (facts) => inspectedOrNot(facts, () => `${inspectionName(facts)} found no cause for concern`),
  },
  'two-ri-plus-list': {
    yes: () => 'the school is on the list of the former 2RI+ policy',
    no: (facts) =>
      facts['listGiven'] === true
        ? 'the school is not on the list of the former 2RI+ policy'
        : 'no list of the former 2RI+ policy was given, but the school can only be on it after two judgements ' +
          'below good in a row before September 2024, which it did not have',
  },
  'trust-level-support': {
    yes: () => 'support goes to its trust, as is normal for a school in a multi-academy trust',
    no: (facts) => directSupport(facts),
  },
};

function directSupport(facts: Facts): string {
  return facts['directSupportAgreed'] === true
    ? 'support goes to the school itself, as its trust and the leader agreed'
    : `support goes to the school itself, which is ${standingName(facts)}`;
}

function fundingWords(tier: 2 | 3): RuleWords {
  return {
    yes: (facts) => `as a school in tier ${String(tier)} it may get ${pounds(facts)}`,
    no: () => `it is not in tier ${String(tier)}, so the further funding of that tier does not come with it`,
  };
}

/** `up to £16,000 of further funding`. */
function pounds(facts: Facts): string {
  const amount = numberFact(facts, 'amountPounds');
  return amount === 0 ? 'further funding' : `up to £${amount.toLocaleString('en-GB')} of further funding`;
}

function inspectionsSince2005(facts: Facts): string {
  return plural(numberFact(facts, 'inspectionsSince2005'), 'inspection', 'inspections');
}

function standingName(facts: Facts): string {
  const name = nameIn(STANDING_NAMES, textFact(facts, 'standing') || 'unknown');
  const schools = numberFact(facts, 'schoolsInTrust');
  return schools > 0 ? `${name} with ${plural(schools, 'school', 'schools')}` : name;
}

function onDate(facts: Facts, name: string): string {
  return textFact(facts, name) === '' ? '' : ` on ${dateFact(facts, name)}`;
}
