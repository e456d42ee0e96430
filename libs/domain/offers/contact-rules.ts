import type { Facts, LeaderRef } from '../kernel/index.js';
import {
  firstContact,
  type CaseContact,
  type CaseRecord,
  type ConflictCheck,
  type DatedMove,
} from './contact-plan.js';

/**
 * What can be wrong with the record of a case. Those of `REFUSING_CONTACT_RULES` refuse what is being recorded; the
 * others happened and are kept as they happened, and are shown as problems until somebody puts them right.
 */
export const CONTACT_RULES = [
  'response-before-contact',
  'bad-response-date',
  'contact-in-future',
  'contact-before-eligibility-known',
  'answer-before-offer',
  'party-not-in-plan',
  'party-before-earlier-step',
  'offer-before-contact',
  'allocation-before-contact',
  'allocation-before-conflict-check',
  'allocation-despite-conflict',
  'contact-overdue',
  'contact-late',
] as const;
export type ContactRuleCode = (typeof CONTACT_RULES)[number];

export const REFUSING_CONTACT_RULES = [
  'response-before-contact',
  'bad-response-date',
  'contact-in-future',
  'contact-before-eligibility-known',
  'answer-before-offer',
] as const satisfies readonly ContactRuleCode[];
export type RefusingContactRule = (typeof REFUSING_CONTACT_RULES)[number];

export interface ContactProblem<Code extends ContactRuleCode = ContactRuleCode> {
  readonly code: Code;
  readonly facts: Facts;
}
type Problem<Code extends ContactRuleCode> = ContactProblem<Code> | null;

/** Nobody answers before they were asked. */
export function responseNotBeforeContact({
  contactedOn,
  respondedOn,
}: CaseContact): Problem<'response-before-contact'> {
  if (respondedOn === null || respondedOn >= contactedOn) return null;
  return { code: 'response-before-contact', facts: { contactedOn, respondedOn } };
}

/** A response has its day, and only a response has one. */
export function responseDated({ result, respondedOn }: CaseContact): Problem<'bad-response-date'> {
  if ((result === 'responded') === (respondedOn !== null)) return null;
  return { code: 'bad-response-date', facts: { result, respondedOn } };
}

/** Contacts are recorded after they happened. */
export function contactNotInFuture(
  { contactedOn, respondedOn }: CaseContact,
  { today }: Pick<CaseRecord, 'today'>,
): Problem<'contact-in-future'> {
  const latest = respondedOn !== null && respondedOn > contactedOn ? respondedOn : contactedOn;
  return latest <= today ? null : { code: 'contact-in-future', facts: { date: latest, today } };
}

/** Nobody is contacted about support before it could be known that there is any. */
export function contactNotBeforeKnown(
  { contactedOn }: CaseContact,
  { knownOn }: Pick<CaseRecord, 'knownOn'>,
): Problem<'contact-before-eligibility-known'> {
  if (knownOn === null || contactedOn >= knownOn) return null;
  return { code: 'contact-before-eligibility-known', facts: { contactedOn, knownOn } };
}

/** A school or trust answers an offer that was made. */
export function answerNotBeforeOffer(
  answer: DatedMove,
  moves: readonly DatedMove[],
): Problem<'answer-before-offer'> {
  if (answer.event !== 'take-up' && answer.event !== 'turn-down') return null;
  const offered = moves.findLast(({ event }) => event === 'offer');
  if (offered === undefined || answer.happenedOn >= offered.happenedOn) return null;
  return {
    code: 'answer-before-offer',
    facts: { answer: answer.event, answeredOn: answer.happenedOn, offeredOn: offered.happenedOn },
  };
}

/** The plan names who is contacted; others may have been, or the plan has changed since. */
export function partyInPlan(
  { party, contactedOn }: CaseContact,
  { steps }: Pick<CaseRecord, 'steps'>,
): Problem<'party-not-in-plan'> {
  return steps.includes(party) ? null : { code: 'party-not-in-plan', facts: { party, contactedOn, steps } };
}

/** The steps of the plan are taken in their order: each party after, or on the day of, all before it. */
export function stepsInOrder(
  { party, contactedOn }: CaseContact,
  { steps, contacts }: Pick<CaseRecord, 'steps' | 'contacts'>,
): Problem<'party-before-earlier-step'> {
  const earlier = steps.slice(0, Math.max(0, steps.indexOf(party)));
  const skipped = earlier.filter((step) => {
    const first = firstContact(contacts, step);
    return first === null || first > contactedOn;
  });
  return skipped.length === 0
    ? null
    : { code: 'party-before-earlier-step', facts: { party, contactedOn, skipped } };
}

/** Support is offered to somebody who was contacted. */
export function offerNotBeforeContact({
  moves,
  contacts,
}: Pick<CaseRecord, 'moves' | 'contacts'>): Problem<'offer-before-contact'> {
  const offered = moves.findLast(({ event }) => event === 'offer');
  if (offered === undefined) return null;
  const first = firstContact(contacts);
  if (first !== null && first <= offered.happenedOn) return null;
  return { code: 'offer-before-contact', facts: { offeredOn: offered.happenedOn, firstContact: first } };
}

type AllocationRecord = Pick<CaseRecord, 'allocation' | 'beforeAllocation' | 'contacts' | 'checks'>;

/** Where the offer says so, a leader is allocated only after somebody was contacted. */
export function allocationNotBeforeContact(record: AllocationRecord): Problem<'allocation-before-contact'> {
  const { allocation, beforeAllocation, contacts } = record;
  if (allocation === null || !beforeAllocation.includes('contact')) return null;
  const first = firstContact(contacts);
  if (first !== null && first <= allocation.on) return null;
  return { code: 'allocation-before-contact', facts: { allocatedOn: allocation.on, firstContact: first } };
}

/** Where the offer says so, a leader is allocated only after a check for conflicts of interest came out clear. */
export function allocationNotBeforeCheck(
  record: AllocationRecord,
): Problem<'allocation-before-conflict-check'> {
  const { allocation, beforeAllocation, checks } = record;
  if (allocation === null || !beforeAllocation.includes('conflict-check')) return null;
  const first = checksOf(checks, allocation.leaderRef)[0]?.checkedOn ?? null;
  if (first !== null && first <= allocation.on) return null;
  const { leaderRef, on: allocatedOn } = allocation;
  return { code: 'allocation-before-conflict-check', facts: { leaderRef, allocatedOn, firstCheck: first } };
}

/** A leader with a known conflict of interest keeps no case, whatever the offer asks for. */
export function allocationNotDespiteConflict({
  allocation,
  checks,
}: AllocationRecord): Problem<'allocation-despite-conflict'> {
  if (allocation === null) return null;
  const latest = checksOf(checks, allocation.leaderRef).at(-1);
  if (latest?.result !== 'conflict') return null;
  const { leaderRef } = allocation;
  return { code: 'allocation-despite-conflict', facts: { leaderRef, checkedOn: latest.checkedOn } };
}

/** The first contact is made by the contact-by date: the end of the term in which the case became eligible. */
export function contactInTime({
  contacts,
  contactBy,
  today,
}: Pick<CaseRecord, 'contacts' | 'contactBy' | 'today'>): Problem<'contact-overdue' | 'contact-late'> {
  if (contactBy === null) return null;
  const first = firstContact(contacts);
  if (first !== null && first > contactBy)
    return { code: 'contact-late', facts: { contactBy, firstContact: first } };
  return first === null && today > contactBy ? { code: 'contact-overdue', facts: { contactBy } } : null;
}

/** Why one contact cannot be recorded as it is given; null: it can. */
export function contactRefusal(
  contact: CaseContact,
  record: Pick<CaseRecord, 'today' | 'knownOn'>,
): ContactProblem<RefusingContactRule> | null {
  return (
    responseDated(contact) ??
    responseNotBeforeContact(contact) ??
    contactNotInFuture(contact, record) ??
    contactNotBeforeKnown(contact, record)
  );
}

/** Everything wrong with the record of one case, in the order of the rules for each contact, then for the whole. */
export function contactProblems(record: CaseRecord): readonly ContactProblem[] {
  const found: (ContactProblem | null)[] = [
    ...record.contacts.flatMap((contact) => [
      contactRefusal(contact, record),
      partyInPlan(contact, record),
      stepsInOrder(contact, record),
    ]),
    ...record.moves.map((move) => answerNotBeforeOffer(move, record.moves)),
    offerNotBeforeContact(record),
    allocationNotBeforeContact(record),
    allocationNotBeforeCheck(record),
    allocationNotDespiteConflict(record),
    contactInTime(record),
  ];
  return found.filter((problem) => problem !== null);
}

function checksOf(checks: readonly ConflictCheck[], leaderRef: LeaderRef): readonly ConflictCheck[] {
  return checks
    .filter((check) => check.leaderRef === leaderRef)
    .toSorted((a, b) => (a.checkedOn < b.checkedOn ? -1 : a.checkedOn > b.checkedOn ? 1 : 0));
}
