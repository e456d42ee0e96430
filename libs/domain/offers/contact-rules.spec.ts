import type { CaseContact, CaseRecord } from './contact-plan.js';
import { contactStatus } from './contact-plan.js';
import {
  allocationNotBeforeCheck,
  allocationNotBeforeContact,
  allocationNotDespiteConflict,
  answerNotBeforeOffer,
  CONTACT_RULES,
  contactInTime,
  contactNotBeforeKnown,
  contactNotInFuture,
  type ContactProblem,
  contactProblems,
  contactRefusal,
  type ContactRuleCode,
  offerNotBeforeContact,
  partyInPlan,
  REFUSING_CONTACT_RULES,
  responseDated,
  responseNotBeforeContact,
  stepsInOrder,
} from './contact-rules.js';

const contact = (changes: Partial<CaseContact> = {}): CaseContact => ({
  party: 'local-authority',
  contactedOn: '2024-11-04',
  means: 'email',
  result: 'reached',
  respondedOn: null,
  ...changes,
});

const record = (changes: Partial<CaseRecord> = {}): CaseRecord => ({
  steps: ['local-authority', 'diocese', 'school'],
  contactBy: '2024-12-31',
  knownOn: '2024-10-15',
  contacts: [contact()],
  moves: [],
  checks: [],
  allocation: null,
  beforeAllocation: ['contact', 'conflict-check'],
  today: '2024-11-30',
  isOver: false,
  ...changes,
});

const answered = (respondedOn: string): CaseContact => contact({ result: 'responded', respondedOn });
const offered = { event: 'offer', happenedOn: '2024-11-10' };
const allocation = { leaderRef: 'L1', on: '2024-11-20' };
const check = (checkedOn: string, result: 'clear' | 'conflict' = 'clear', leaderRef = 'L1') => ({
  leaderRef,
  checkedOn,
  result,
});

/** For each rule: what it lets pass, and what it finds. */
const SIDES: Readonly<
  Record<
    ContactRuleCode,
    { readonly holds: readonly (ContactProblem | null)[]; readonly fails: readonly (ContactProblem | null)[] }
  >
> = {
  'response-before-contact': {
    holds: [answered('2024-11-04'), answered('2024-11-05'), contact()].map(responseNotBeforeContact),
    fails: [responseNotBeforeContact(answered('2024-11-03'))],
  },
  'bad-response-date': {
    holds: [contact(), answered('2024-11-05')].map(responseDated),
    fails: [contact({ result: 'responded' }), contact({ respondedOn: '2024-11-05' })].map(responseDated),
  },
  'contact-in-future': {
    holds: [contactNotInFuture(contact(), { today: '2024-11-04' })],
    fails: [
      contactNotInFuture(contact(), { today: '2024-11-03' }),
      contactNotInFuture(answered('2024-11-05'), { today: '2024-11-04' }),
    ],
  },
  'contact-before-eligibility-known': {
    holds: [
      contactNotBeforeKnown(contact(), { knownOn: '2024-11-04' }),
      contactNotBeforeKnown(contact(), { knownOn: null }),
    ],
    fails: [contactNotBeforeKnown(contact(), { knownOn: '2024-11-05' })],
  },
  'answer-before-offer': {
    holds: [
      answerNotBeforeOffer({ event: 'take-up', happenedOn: '2024-11-10' }, [offered]),
      answerNotBeforeOffer({ event: 'contact', happenedOn: '2024-11-01' }, [offered]),
      answerNotBeforeOffer({ event: 'take-up', happenedOn: '2024-11-01' }, []),
    ],
    fails: ['take-up', 'turn-down'].map((event) =>
      answerNotBeforeOffer({ event, happenedOn: '2024-11-09' }, [offered]),
    ),
  },
  'party-not-in-plan': {
    holds: [partyInPlan(contact(), record())],
    fails: [partyInPlan(contact({ party: 'trust' }), record())],
  },
  'party-before-earlier-step': {
    holds: [
      stepsInOrder(contact(), record({ contacts: [] })),
      stepsInOrder(contact({ party: 'diocese' }), record()),
      stepsInOrder(contact({ party: 'trust' }), record()),
    ],
    fails: [
      stepsInOrder(contact({ party: 'diocese', contactedOn: '2024-11-03' }), record()),
      stepsInOrder(contact({ party: 'school' }), record()),
    ],
  },
  'offer-before-contact': {
    holds: [offerNotBeforeContact(record()), offerNotBeforeContact(record({ moves: [offered] }))],
    fails: [
      offerNotBeforeContact(record({ moves: [offered], contacts: [] })),
      offerNotBeforeContact(record({ moves: [offered], contacts: [contact({ contactedOn: '2024-11-11' })] })),
    ],
  },
  'allocation-before-contact': {
    holds: [
      allocationNotBeforeContact(record({ contacts: [] })),
      allocationNotBeforeContact(record({ allocation })),
      allocationNotBeforeContact(record({ allocation, contacts: [], beforeAllocation: [] })),
    ],
    fails: [
      allocationNotBeforeContact(record({ allocation, contacts: [] })),
      allocationNotBeforeContact(record({ allocation: { ...allocation, on: '2024-11-03' } })),
    ],
  },
  'allocation-before-conflict-check': {
    holds: [
      allocationNotBeforeCheck(record()),
      allocationNotBeforeCheck(record({ allocation, checks: [check('2024-11-20')] })),
      allocationNotBeforeCheck(record({ allocation, beforeAllocation: ['contact'] })),
    ],
    fails: [
      allocationNotBeforeCheck(record({ allocation })),
      allocationNotBeforeCheck(record({ allocation, checks: [check('2024-11-21')] })),
      allocationNotBeforeCheck(record({ allocation, checks: [check('2024-11-01', 'clear', 'L2')] })),
    ],
  },
  'allocation-despite-conflict': {
    holds: [
      allocationNotDespiteConflict(record()),
      allocationNotDespiteConflict(
        record({ allocation, checks: [check('2024-11-12'), check('2024-11-10', 'conflict')] }),
      ),
    ],
    fails: [
      allocationNotDespiteConflict(
        record({ allocation, checks: [check('2024-11-12', 'conflict'), check('2024-11-10')] }),
      ),
    ],
  },
  'contact-overdue': {
    holds: [
      contactInTime(record()),
      contactInTime(record({ contacts: [], today: '2024-12-31' })),
      contactInTime(record({ contacts: [], contactBy: null, today: '2030-01-01' })),
    ],
    fails: [contactInTime(record({ contacts: [], today: '2025-01-01' }))],
  },
  'contact-late': {
    holds: [contactInTime(record({ contacts: [contact({ contactedOn: '2024-12-31' })] }))],
    fails: [
      contactInTime(record({ contacts: [contact({ contactedOn: '2025-01-01' })], today: '2025-02-01' })),
    ],
  },
};

describe.each(CONTACT_RULES)('%s', (code) => {
  it('lets pass what is right', () => {
    expect(SIDES[code].holds.length).toBeGreaterThan(0);
    expect(SIDES[code].holds.every((found) => found === null)).toBe(true);
  });

  it('finds what is wrong', () => {
    expect(SIDES[code].fails.length).toBeGreaterThan(0);
    expect(SIDES[code].fails.map((found) => found?.code)).toEqual(SIDES[code].fails.map(() => code));
  });
});

describe('the record of a case', () => {
  it('is in order', () => {
    const contacts = [contact(), contact({ party: 'diocese', contactedOn: '2024-11-06' })];
    expect(contactProblems(record({ contacts, moves: [offered] }))).toEqual([]);
  });

  it('shows every problem at once, what refuses a contact among them', () => {
    const contacts = [contact({ party: 'trust', contactedOn: '2024-10-01' })];
    const moves = [offered, { event: 'turn-down', happenedOn: '2024-11-01' }];
    const found = contactProblems(record({ contacts, moves, allocation }));
    expect(found.map(({ code }) => code)).toEqual([
      'contact-before-eligibility-known',
      'party-not-in-plan',
      'answer-before-offer',
      'allocation-before-conflict-check',
    ]);
  });

  it('refuses a contact for one reason, and only for one that refuses', () => {
    expect(contactRefusal(contact(), record())).toBeNull();
    const refusal = contactRefusal(answered('2024-11-01'), record());
    expect(refusal).toEqual({
      code: 'response-before-contact',
      facts: { contactedOn: '2024-11-04', respondedOn: '2024-11-01' },
    });
    expect(REFUSING_CONTACT_RULES).toContain(refusal?.code);
    expect(contactRefusal(contact({ party: 'trust' }), record())).toBeNull();
  });

  it('says whether the contact is done, due or overdue', () => {
    expect(contactStatus(record())).toBe('done');
    expect(contactStatus(record({ contacts: [] }))).toBe('due');
    expect(contactStatus(record({ contacts: [], today: '2025-01-01' }))).toBe('overdue');
    expect(contactStatus(record({ contacts: [], contactBy: null, today: '2025-01-01' }))).toBe('due');
  });

  it('asks for no contact once the case is over, and keeps the one that was made', () => {
    const over = { isOver: true, today: '2025-01-01' };
    expect(contactStatus(record({ ...over, contacts: [] }))).toBe('not-needed');
    expect(contactStatus(record(over))).toBe('done');
  });
});
