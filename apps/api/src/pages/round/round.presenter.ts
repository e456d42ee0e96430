import type { Refusal } from '../../../../../libs/domain/kernel/index.js';
import {
  BEFORE_ALLOCATION,
  CONTACT_PARTIES,
  offerPolicy,
  priorityNames,
} from '../../../../../libs/domain/offers/index.js';
import type { OfferYear } from '../../../../../libs/domain/kernel/index.js';
import {
  CONTACT_NAMES,
  CRITERION_NAMES,
  nameIn,
  refusalSentence,
} from '../../../../../libs/wording/index.js';
import { dateItems, type DateItem, NO_REAL_DATE } from '../date-items.js';
import type { RoundForm } from './round.form.js';

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly checked?: boolean;
  readonly selected?: boolean;
}
interface FieldError {
  readonly text: string;
}
export interface RoundFields {
  readonly version: number;
  readonly answerDays: string;
  readonly dayRate: string;
  readonly secondApproval: readonly Choice[];
  readonly inspectionsReach: readonly DateItem[];
  readonly beforeAllocation: readonly Choice[];
  readonly contactOrder: readonly {
    readonly id: string;
    readonly label: string;
    readonly items: readonly Choice[];
  }[];
  readonly priorities: readonly {
    readonly id: string;
    readonly name: string;
    readonly value: string;
    readonly error: FieldError | null;
  }[];
  readonly errors: Readonly<Record<string, FieldError>>;
}

const BEFORE_NAMES = {
  contact: 'The contacts of the case’s plan are recorded',
  'conflict-check': 'The check for conflicts of interest is recorded',
} as const;
const PLACES = ['First', 'Second', 'Third', 'Fourth'];

/** The sentence of each setting that is not valid, by field. */
const SENTENCES: Readonly<Record<string, readonly [field: string, sentence: string]>> = {
  '/answerWorkingDays': ['answerDays', 'Enter the working days to answer as a whole number from 1 to 40'],
  '/dayRatePence': [
    'dayRate',
    'Enter the day rate in pounds from 0 to 10,000, with an even number of pence, like 600 or 625.50',
  ],
  '/inspectionsReach': ['inspectionsReach', NO_REAL_DATE],
  '/beforeAllocation': ['beforeAllocation', 'Choose from the list what comes before an allocation'],
  '/contactOrder': ['contact-1', 'Name each party once in the order of contacts'],
};

/** Fields of the form, as typed, with what is wrong in each. */
export function presentRoundForm(offer: OfferYear, form: RoundForm, refusal?: Refusal): RoundFields {
  const errors = Object.fromEntries(
    roundErrors(refusal).map(({ text, field }) => [field, { text }] as const),
  );
  return {
    version: form.version,
    answerDays: form.answerDays,
    dayRate: form.dayRate,
    secondApproval: [
      { value: 'yes', text: 'Yes', checked: form.secondApproval === 'yes' },
      { value: 'no', text: 'No', checked: form.secondApproval !== 'yes' },
    ],
    inspectionsReach: dateItems(form.inspectionsReach),
    beforeAllocation: BEFORE_ALLOCATION.map((value) => ({
      value,
      text: BEFORE_NAMES[value],
      checked: form.beforeAllocation.includes(value),
    })),
    contactOrder: CONTACT_PARTIES.map((_party, at) => ({
      id: `contact-${String(at + 1)}`,
      label: PLACES[at] ?? '',
      items: [
        {
          value: '',
          text: at === 0 ? 'As the offer says' : 'Nobody',
          selected: (form.contactOrder[at] ?? '') === '',
        },
        ...CONTACT_PARTIES.map((value) => ({
          value,
          text: capitalised(CONTACT_NAMES[value]),
          selected: form.contactOrder[at] === value,
        })),
      ],
    })),
    priorities: inOrder(priorityNames(offerPolicy(offer))).map((name) => ({
      id: `priority-${name}`,
      name: priorityName(name),
      value: form.priorities[name] ?? '',
      error: errors[`priority-${name}`] ?? null,
    })),
    errors,
  };
}

/** Everything that is wrong, each with the field where it is. */
export function roundErrors(
  refusal: Refusal | undefined,
): readonly { readonly text: string; readonly field: string; readonly href: string }[] {
  if (refusal === undefined) return [];
  const faults = (refusal.facts['faults'] ?? []) as readonly { readonly pointer: string }[];
  if (refusal.code !== 'invalid-settings') {
    return [{ text: refusalSentence(refusal), field: 'answerDays', href: '#answerDays' }];
  }
  return faults.map(({ pointer }) => {
    const name = /^\/priorities\/(.+)$/.exec(pointer)?.[1];
    const [field, text] =
      name === undefined
        ? (SENTENCES[pointer.replace(/\/\d+$/, '')] ?? (['answerDays', refusalSentence(refusal)] as const))
        : ([
            `priority-${name}`,
            `Enter the priority of “${priorityName(name)}” as a number from 1 to 9, or nothing`,
          ] as const);
    return { text, field, href: `#${field === 'inspectionsReach' ? 'inspectionsReach-day' : field}` };
  });
}

/** Criteria as the offer has them, then the tiers by their number. */
function inOrder(names: readonly string[]): readonly string[] {
  const isTier = (name: string): boolean => name.startsWith('tier-');
  return [...names.filter((name) => !isTier(name)), ...names.filter(isTier).sort()];
}

function priorityName(name: string): string {
  const tier = /^tier-(\d+)$/.exec(name)?.[1];
  return tier === undefined ? nameIn(CRITERION_NAMES, name) : `Tier ${tier}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
