import { type Facts } from '../domain/kernel/index.js';
import { REFUSING_CONTACT_RULES } from '../domain/offers/index.js';
import { EXPERTISE_NAMES, nameIn } from './code-names.js';
import { CONTACT_PROBLEM_WORDS } from './contact-words.js';
import { dateFact, numberFact, textFact } from './format.js';

/** Refusals about the work on cases, and about what coordinators set and record for an offer. */
export const CASE_REFUSAL_WORDS: Readonly<Record<string, (facts: Facts) => string>> = {
  ...Object.fromEntries(
    REFUSING_CONTACT_RULES.map((code) => [
      code,
      (facts: Facts): string => CONTACT_PROBLEM_WORDS[code](facts),
    ]),
  ),
  'unknown-contact': () => 'there is no such contact of this case',
  'already-corrected': () => 'this contact was corrected already: correct the newer one',
  'unknown-need': (facts) => `there is no need called ${textFact(facts, 'need') || 'that'}`,
  'need-already-there': (facts) => `${need(facts)} is a need of the case already`,
  'need-not-there': (facts) => `${need(facts)} is no need of the case`,
  'invalid-settings': () => 'the settings are not valid',
  'invalid-term-dates': termDatesSentence,
  'unknown-authority': (facts) =>
    /^\d{3}$/.test(textFact(facts, 'authority'))
      ? `no school lies in a local authority with the code ${textFact(facts, 'authority')}`
      : 'name a local authority by its three-digit code, or write national',
  'unknown-school': (facts) => noSubject('the URN of the school', 'school', textFact(facts, 'urn')),
  'unknown-trust': (facts) => noSubject('the UID of the trust', 'trust', textFact(facts, 'trustUid')),
  'offer-without-direct-support': (facts) =>
    `the offer ${textFact(facts, 'offer')} supports no school through its trust, so there is nothing to agree on`,
  'school-in-no-trust': () => 'the school is in no trust, so it is supported directly anyway',
  'offer-without-requests': (facts) =>
    `in the offer ${textFact(facts, 'offer')} nobody can ask for support beside its criteria, so a decision on it would count for nothing`,
  'unknown-referral': () => 'there is no such decision recorded by hand in this offer',
  'already-withdrawn': () => 'this decision was withdrawn already',
  'already-agreed': () => 'direct support of the school is agreed already',
  'not-agreed': () => 'direct support of the school is not agreed',
  'date-in-future': () => 'the day is still to come',
};

function noSubject(asked: string, kind: string, id: string): string {
  return id === '' ? `enter ${asked}` : `there is no ${kind} ${id}`;
}

function need(facts: Facts): string {
  const code = textFact(facts, 'need');
  return code === '' ? 'this' : nameIn(EXPERTISE_NAMES, code);
}

function termDatesSentence(facts: Facts): string {
  const [at, value] = [String(numberFact(facts, 'at')), textFact(facts, 'value')];
  switch (textFact(facts, 'fault')) {
    case 'no-date':
      return `date ${at}, “${value}”, is no day: give the last days of terms as dates, like 2024-12-20`;
    case 'out-of-order':
      return `date ${at}, ${dateFact(facts, 'value')}, does not come after ${dateFact(facts, 'before')}: give each last day of a term once and in order`;
    case 'too-many':
      return `give at most ${String(numberFact(facts, 'most'))} last days of terms, not ${String(numberFact(facts, 'given'))}`;
    default:
      return 'give the last days of terms as dates, each once and in order';
  }
}
