import { accepted, parseIsoDate, refused, type Facts, type IsoDate, type Outcome } from '../kernel/index.js';
import { BEFORE_ALLOCATION, type BeforeAllocation } from './contact-plan.js';
import { CONTACT_PARTIES, type ContactParty } from './decision.js';
import type { OfferPolicy } from './policy.js';

/** What coordinators may set for one offer; the rest is the offer's own policy. */
export interface OfferSettings {
  /** Criterion, or `tier-N`, to priority (1 first); what it does not name keeps the offer's. */
  readonly priorities: Readonly<Record<string, number>>;
  /** Replaces the offer's order of contacts for every school and trust; null: the offer's own. */
  readonly contactOrder: readonly ContactParty[] | null;
  /** The day up to which the inspection files are complete; null: not known. */
  readonly inspectionsReach: IsoDate | null;
  /** What has to be done before a leader is allocated; a case where it was not shows a problem. */
  readonly beforeAllocation: readonly BeforeAllocation[];
  /** How many working days of England a leader has to answer, after the day of publishing. */
  readonly answerWorkingDays: number;
  /** True: a reviewer's override changes nothing until a second person approves it. */
  readonly secondApproval: boolean;
  /** What a day of support is claimed at, in pence; even, so that half a day costs whole pence. */
  readonly dayRatePence: number;
}

/** GBP 600 a day, as in the offer of 2021 to 2022. */
const DEFAULT_DAY_RATE_PENCE = 60_000;
/** GBP 10,000 a day: more is a slip of the keyboard. */
const MOST_DAY_RATE_PENCE = 1_000_000;

export const DEFAULT_OFFER_SETTINGS: OfferSettings = {
  priorities: {},
  contactOrder: null,
  inspectionsReach: null,
  beforeAllocation: ['contact'],
  answerWorkingDays: 5,
  secondApproval: false,
  dayRatePence: DEFAULT_DAY_RATE_PENCE,
};

const WORST_PRIORITY = 9;
const MOST_ANSWER_DAYS = 40;

/** Every name that `priorities` may use for this offer: its criteria and `tier-N`. */
export function priorityNames({ schoolCriteria, trustCriteria, tiers }: OfferPolicy): readonly string[] {
  return [
    ...new Set([
      ...[...schoolCriteria, ...trustCriteria].map(({ code }) => code),
      ...tiers.map(({ tier }) => `tier-${String(tier)}`),
    ]),
  ];
}

/** All settings of an offer from outside; a refusal names every fault with its JSON pointer in `faults`. */
export function parseOfferSettings(
  policy: OfferPolicy,
  given: Readonly<Partial<Record<keyof OfferSettings, unknown>>>,
): Outcome<OfferSettings, 'invalid-settings'> {
  const faults: Facts[] = [];
  const fault = (pointer: string, code: string, allowed: string): null => {
    faults.push({ pointer, code, allowed });
    return null;
  };
  const settings = {
    priorities: prioritiesOf(policy, given.priorities, fault),
    contactOrder: contactOrderOf(given.contactOrder, fault),
    inspectionsReach: reachOf(given.inspectionsReach, fault),
    beforeAllocation: beforeAllocationOf(given.beforeAllocation, fault),
    answerWorkingDays: answerDaysOf(given.answerWorkingDays, fault),
    secondApproval: secondApprovalOf(given.secondApproval, fault),
    dayRatePence: dayRateOf(given.dayRatePence, fault),
  };
  return faults.length === 0 ? accepted(settings) : refused('invalid-settings', { faults });
}

type Fault = (pointer: string, code: string, allowed: string) => null;

function prioritiesOf(policy: OfferPolicy, given: unknown, fault: Fault): Readonly<Record<string, number>> {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object' || Array.isArray(given)) {
    fault('/priorities', 'not-an-object', 'an object from criterion or tier to priority');
    return {};
  }
  const known = priorityNames(policy);
  const priorities: Record<string, number> = {};
  for (const [name, value] of Object.entries(given)) {
    const pointer = `/priorities/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!known.includes(name)) fault(pointer, 'unknown-key', known.join(', '));
    else if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > WORST_PRIORITY) {
      fault(pointer, 'not-a-priority', `a whole number from 1 to ${String(WORST_PRIORITY)}`);
    } else priorities[name] = value;
  }
  return priorities;
}

function contactOrderOf(given: unknown, fault: Fault): readonly ContactParty[] | null {
  if (given === undefined || given === null) return null;
  return listOf('/contactOrder', given, CONTACT_PARTIES, fault);
}

function beforeAllocationOf(given: unknown, fault: Fault): readonly BeforeAllocation[] {
  if (given === undefined || given === null) return DEFAULT_OFFER_SETTINGS.beforeAllocation;
  return listOf('/beforeAllocation', given, BEFORE_ALLOCATION, fault) ?? [];
}

function answerDaysOf(given: unknown, fault: Fault): number {
  if (given === undefined || given === null) return DEFAULT_OFFER_SETTINGS.answerWorkingDays;
  if (typeof given === 'number' && Number.isInteger(given) && given >= 1 && given <= MOST_ANSWER_DAYS) {
    return given;
  }
  fault('/answerWorkingDays', 'bad-number', `a whole number from 1 to ${String(MOST_ANSWER_DAYS)}`);
  return DEFAULT_OFFER_SETTINGS.answerWorkingDays;
}

function secondApprovalOf(given: unknown, fault: Fault): boolean {
  if (given === undefined || given === null) return DEFAULT_OFFER_SETTINGS.secondApproval;
  if (typeof given === 'boolean') return given;
  fault('/secondApproval', 'not-true-or-false', 'true or false');
  return DEFAULT_OFFER_SETTINGS.secondApproval;
}

function dayRateOf(given: unknown, fault: Fault): number {
  if (given === undefined || given === null) return DEFAULT_DAY_RATE_PENCE;
  const isRate =
    typeof given === 'number' &&
    Number.isInteger(given) &&
    given % 2 === 0 &&
    given >= 0 &&
    given <= MOST_DAY_RATE_PENCE;
  if (isRate) return given;
  fault(
    '/dayRatePence',
    'not-a-day-rate',
    `an even number of pence from 0 to ${String(MOST_DAY_RATE_PENCE)}`,
  );
  return DEFAULT_DAY_RATE_PENCE;
}

function reachOf(given: unknown, fault: Fault): IsoDate | null {
  if (given === undefined || given === null) return null;
  const date = typeof given === 'string' ? parseIsoDate(given) : undefined;
  return date ?? fault('/inspectionsReach', 'bad-date', 'a date as YYYY-MM-DD');
}

/** Codes of the list, each once, in the order given. */
function listOf<Code extends string>(
  pointer: string,
  given: unknown,
  known: readonly Code[],
  fault: Fault,
): readonly Code[] | null {
  const items: readonly unknown[] = Array.isArray(given) ? given : [undefined];
  const codes = items.flatMap((item) => known.find((code) => code === item) ?? []);
  const isList = codes.length === items.length && new Set(codes).size === codes.length;
  return isList ? codes : fault(pointer, 'not-a-list-of-codes', `each at most once: ${known.join(', ')}`);
}
