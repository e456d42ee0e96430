import type { PairRefusal, PairRefusalCode } from '../domain/candidates/index.js';
import type { Facts } from '../domain/kernel/index.js';
import { nameIn, phaseList, ROLE_NAMES, UNIT_NAMES } from './code-names.js';
import {
  dateFact,
  daysText,
  listFact,
  listText,
  milesText,
  numberFact,
  plural,
  sentence,
  textFact,
} from './format.js';

const distance = (facts: Facts): string => milesText(numberFact(facts, 'distanceMetres'));
const limit = (facts: Facts): string => milesText(numberFact(facts, 'limitMetres'));

/** Why a leader may not take a case, one sentence a rule, about "the leader" and "the case". */
const PAIR_REFUSAL_WORDS: Readonly<Record<PairRefusalCode, (facts: Facts) => string>> = {
  'survey-withdrawn': () => 'the leader withdrew the capacity survey',
  'forbidden-by-reviewer': () => 'a reviewer has ruled this pair out',
  'conflict-of-interest': (facts) =>
    textFact(facts, 'declaredBy') === 'leader'
      ? 'the leader declared a conflict of interest with it'
      : 'its own side declared a conflict of interest with the leader',
  'same-school': (facts) => `the leader leads this school (URN ${textFact(facts, 'urn')})`,
  'same-trust': (facts) => `the leader belongs to the same trust (UID ${textFact(facts, 'trustUid')})`,
  'excluded-by-leader': (facts) =>
    textFact(facts, 'trustUid') === ''
      ? 'the leader asked not to be matched with this school'
      : 'the leader asked not to be matched with this trust',
  'declined-by-leader': (facts) =>
    `the leader declined this match on ${dateFact(facts, 'declinedOn')}, and did not say that other dates would work`,
  'role-not-allowed': (facts) => {
    const allowed = listFact(facts, 'allowed').map((role) => nameIn(ROLE_NAMES, role));
    const by = allowed.length === 0 ? 'nobody' : `a ${listText(allowed, 'or')}`;
    return `in this offer ${nameIn(UNIT_NAMES, textFact(facts, 'unit') || 'support')} is given by ${by}`;
  },
  'unit-not-offered': (facts) =>
    `the leader does not offer ${nameIn(UNIT_NAMES, textFact(facts, 'unit') || 'support')}`,
  'phase-not-offered': (facts) =>
    listFact(facts, 'phases').length === 0
      ? 'the phase of the case is not known, so no leader offers it'
      : `the leader does not offer ${phaseList(listFact(facts, 'phases'), 'or')} ` +
        `(offers ${phaseList(listFact(facts, 'offered')) || 'no phase'})`,
  'briefing-not-attended': () => 'the leader did not attend a briefing, which this offer demands',
  'not-available-in-window': (facts) =>
    `the leader is not available between ${dateFact(facts, 'from')} and ${dateFact(facts, 'to')}`,
  'no-days-left': (facts) =>
    `the leader has ${daysText(numberFact(facts, 'halfDaysRemaining'))} left and ` +
    `${daysText(numberFact(facts, 'halfDaysNeeded'))} are needed`,
  'engagements-reached': (facts) =>
    `the leader already holds ${plural(numberFact(facts, 'engagementsHeld'), 'engagement', 'engagements')} ` +
    `and takes at most ${String(numberFact(facts, 'maxEngagements'))}`,
  'leader-unplaced': () => 'the leader’s location is not known',
  'case-unplaced': () => 'the location of the case is not known',
  'outside-travel-limit': (facts) => `${distance(facts)} away; the leader travels up to ${limit(facts)}`,
  'outside-run-limit': (facts) => `${distance(facts)} away; this run allows up to ${limit(facts)}`,
};

/** One refusal of a pair as a sentence. */
export function whyPairRefused(refusal: PairRefusal): string {
  return sentence(PAIR_REFUSAL_WORDS[refusal.code](refusal.facts));
}

/** The short name of a reason, for counts: `38 outside the leader's travel limit`. */
export const PAIR_REFUSAL_NAMES: Readonly<Record<PairRefusalCode, string>> = {
  'survey-withdrawn': 'withdrew the survey',
  'forbidden-by-reviewer': 'ruled out by a reviewer',
  'conflict-of-interest': 'with a conflict of interest',
  'same-school': 'leading the school itself',
  'same-trust': 'in the same trust',
  'excluded-by-leader': 'who asked not to be matched with it',
  'declined-by-leader': 'who declined it before',
  'role-not-allowed': 'without the role that this offer asks for',
  'unit-not-offered': 'not offering this level of support',
  'phase-not-offered': 'not offering the phase',
  'briefing-not-attended': 'without the briefing',
  'not-available-in-window': 'not available in time',
  'no-days-left': 'without enough days left',
  'engagements-reached': 'with as many engagements as they take',
  'leader-unplaced': 'without a known location',
  'case-unplaced': 'that cannot be measured, as the case has no known location',
  'outside-travel-limit': 'who do not travel that far',
  'outside-run-limit': 'beyond the distance that this run allows',
};

/** What was so of one leader: `in the first run they had declined it before`. */
export const PAIR_REFUSAL_PAST: typeof PAIR_REFUSAL_NAMES = {
  'survey-withdrawn': 'had withdrawn the survey',
  'forbidden-by-reviewer': 'were ruled out by a reviewer',
  'conflict-of-interest': 'had a conflict of interest',
  'same-school': 'led the school itself',
  'same-trust': 'were in the same trust',
  'excluded-by-leader': 'had asked not to be matched with it',
  'declined-by-leader': 'had declined it before',
  'role-not-allowed': 'lacked the role that this offer asks for',
  'unit-not-offered': 'did not offer this level of support',
  'phase-not-offered': 'did not offer the phase',
  'briefing-not-attended': 'had not attended the briefing',
  'not-available-in-window': 'were not available in time',
  'no-days-left': 'had not enough days left',
  'engagements-reached': 'had as many engagements as they take',
  'leader-unplaced': 'had no known location',
  'case-unplaced': 'could not be measured, as the case had no known location',
  'outside-travel-limit': 'did not travel that far',
  'outside-run-limit': 'were beyond the distance that the run allowed',
};
