import type { CompletionOutcome } from '../domain/delivery/index.js';
import type { Facts } from '../domain/kernel/index.js';
import type { ClaimState, VisitState } from '../domain/lifecycle/index.js';
import { dateFact, daysText, numberFact, plural, textFact } from './format.js';

const FIELDS: Readonly<Record<string, string>> = {
  done: 'what was done',
  doneBy: 'who was there',
  signedBy: 'your name',
  role: 'your role',
  comment: 'what is wrong',
};

/** Refusals about visits, their sign-off, completions and claims. */
export const DELIVERY_REFUSAL_WORDS: Readonly<Record<string, (facts: Facts) => string>> = {
  'bad-visit-length': () => 'a visit takes half a day or a whole day',
  'visit-date-outside-window': (facts) =>
    `the offer gives support from ${dateFact(facts, 'from')} to ${dateFact(facts, 'to')}`,
  'visit-date-before-match': (facts) =>
    `the match was only published on ${dateFact(facts, 'publishedOn')}: the visit cannot be earlier`,
  'visit-day-full': (facts) => {
    const left = numberFact(facts, 'leftHalfDays');
    const more = left > 0 ? `: ${daysText(left)} of it is left` : '';
    return `visits of ${dateFact(facts, 'date')} already make a whole day${more}`;
  },
  'visit-days-exceeded': (facts) => {
    const left = numberFact(facts, 'leftHalfDays');
    const days = daysText(numberFact(facts, 'matchHalfDays'));
    return `the match has ${days}, and ${left > 0 ? `only ${daysText(left)} is` : 'none of it is'} left to log`;
  },
  'visit-logged-already': (facts) =>
    `a visit of ${dateFact(facts, 'date')} is logged in the same words already: say what the other half of the day was`,
  'visit-text-needed': (facts) => `say ${fieldOf(facts)}`,
  'visit-text-too-long': (facts) => tooLong(facts),
  'unknown-visit': () => 'there is no such visit',
  'nothing-to-sign': () => 'no visit waits for the school: log one first',
  'unknown-sign-off-link': () => 'there is no such link, or it is not open any more',
  'sign-off-link-used': () => 'this link was used already: every link gives one answer',
  'sign-off-link-revoked': () => 'this link was withdrawn',
  'sign-off-link-expired': () => 'this link has expired',
  'sign-off-text-needed': (facts) => `say ${fieldOf(facts)}`,
  'sign-off-text-too-long': (facts) => tooLong(facts),
  'nothing-answered': () => 'say of at least one visit whether it is right',
  'bad-outcome': () => 'say whether the aims were met, partly met or not met',
  'report-needed': () => 'a short report is needed',
  'report-too-long': (facts) =>
    `the report is too long: at most ${plural(numberFact(facts, 'limit'), 'character', 'characters')}`,
  'visits-not-signed': (facts) => {
    const visits = plural(numberFact(facts, 'visits'), 'visit is', 'visits are');
    return `not everything is signed by the school yet (${visits} not): have it signed, or withdraw it`;
  },
  'days-not-delivered': (facts) =>
    `only ${daysText(numberFact(facts, 'deliveredHalfDays'))} of ${daysText(numberFact(facts, 'halfDays'))} delivered: log the rest, or end the support early`,
  'all-days-delivered': () => 'all days are delivered: complete the support instead of ending it early',
  'bad-period': () => 'the period ends before it begins',
  'nothing-to-claim': () => 'no signed visit of this period is left to claim',
  'unknown-claim': () => 'there is no such claim',
};

export const VISIT_STATE_NAMES: Readonly<Record<VisitState, string>> = {
  draft: 'Not signed',
  signed: 'Signed',
  withdrawn: 'Withdrawn',
};

export const CLAIM_STATE_NAMES: Readonly<Record<ClaimState, string>> = {
  made: 'Made',
  withdrawn: 'Withdrawn',
};

export const OUTCOME_NAMES: Readonly<Record<CompletionOutcome, string>> = {
  'aims-met': 'The aims were met',
  'aims-partly-met': 'The aims were partly met',
  'aims-not-met': 'The aims were not met',
};

/** `£1,234.50`. */
export function poundsText(pence: number): string {
  const pounds = Math.trunc(pence / 100);
  const grouped = String(pounds).replace(/\B(?=(\d{3})+$)/g, ',');
  return `£${grouped}.${String(pence % 100).padStart(2, '0')}`;
}

/** One difference between the books in plain words, with both figures. */
export function bookDifferenceText(code: string, facts: Facts): string {
  const figures = Object.entries(facts)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ');
  return `${code}${figures === '' ? '' : `: ${figures}`}`;
}

function fieldOf(facts: Facts): string {
  return FIELDS[textFact(facts, 'field')] ?? 'it';
}

function tooLong(facts: Facts): string {
  const limit = plural(numberFact(facts, 'limit'), 'character', 'characters');
  return `${fieldOf(facts)} is too long: at most ${limit}`;
}
