import type { Facts } from '../domain/kernel/index.js';
import type { ContactProblem, ContactRuleCode } from '../domain/offers/index.js';
import { CONTACT_NAMES, nameIn } from './code-names.js';
import { dateFact, listFact, listText, sentence, textFact } from './format.js';

/** What every rule about the record of a case says when it is broken; the refusing ones are refusals too. */
export const CONTACT_PROBLEM_WORDS: Readonly<Record<ContactRuleCode, (facts: Facts) => string>> = {
  'response-before-contact': (facts) =>
    `the response of ${dateFact(facts, 'respondedOn')} is before the contact of ${dateFact(facts, 'contactedOn')}`,
  'bad-response-date': (facts) =>
    textFact(facts, 'result') === 'responded'
      ? 'a response needs the day on which it came'
      : 'only a contact with a response has the day of a response',
  'contact-in-future': (facts) => `${dateFact(facts, 'date', 'the day given')} is still to come`,
  'contact-before-eligibility-known': (facts) =>
    `the contact of ${dateFact(facts, 'contactedOn')} is before ${dateFact(facts, 'knownOn', 'the day')} on which it could be known that the case is eligible`,
  'answer-before-offer': (facts) =>
    `the answer of ${dateFact(facts, 'answeredOn')} is before the offer of ${dateFact(facts, 'offeredOn')}`,
  'party-not-in-plan': (facts) => `the ${party(facts)} was contacted and is not in the contact plan`,
  'party-before-earlier-step': (facts) => {
    const skipped = listFact(facts, 'skipped').map((code) => `the ${nameIn(CONTACT_NAMES, code)}`);
    return `the ${party(facts)} was contacted on ${dateFact(facts, 'contactedOn')} before ${skipped.length === 0 ? 'an earlier step' : listText(skipped)}`;
  },
  'offer-before-contact': (facts) =>
    `support was offered on ${dateFact(facts, 'offeredOn')} and no contact is recorded by then`,
  'allocation-before-contact': (facts) =>
    `a leader was allocated on ${dateFact(facts, 'allocatedOn')} and no contact is recorded by then`,
  'allocation-before-conflict-check': (facts) =>
    `the leader ${textFact(facts, 'leaderRef')} was allocated on ${dateFact(facts, 'allocatedOn')} and no check for conflicts of interest is recorded by then`,
  'allocation-despite-conflict': (facts) =>
    `the check of ${dateFact(facts, 'checkedOn')} found a conflict of interest with the leader ${textFact(facts, 'leaderRef')} who holds the case`,
  'contact-overdue': (facts) => `nobody was contacted by ${dateFact(facts, 'contactBy')}`,
  'contact-late': (facts) =>
    `the first contact was on ${dateFact(facts, 'firstContact')}, after ${dateFact(facts, 'contactBy')}`,
};

/** One problem of a case's record as a sentence. */
export function contactProblemSentence({ code, facts }: ContactProblem): string {
  return sentence(CONTACT_PROBLEM_WORDS[code](facts).replace(/ {2,}/g, ' '));
}

function party(facts: Facts): string {
  const code = textFact(facts, 'party');
  return code === '' ? 'party' : nameIn(CONTACT_NAMES, code);
}
