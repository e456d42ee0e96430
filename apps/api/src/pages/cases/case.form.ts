import { parseIsoDate } from '../../../../../libs/domain/kernel/index.js';
import { CONTACT_MEANS, CONTACT_PARTIES, CONTACT_RESULTS } from '../../../../../libs/domain/offers/index.js';
import {
  CONTACT_EVENTS,
  type ContactEvent,
  type RecordContactInput,
} from '../../../../../libs/features/offers/index.js';
import { NO_REAL_DATE } from '../date-items.js';
import { dateField, type Form, textField } from '../form.js';
import { blanks, type FormFault } from '../form-faults.js';

interface DateParts {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

/** A contact as its form holds it. */
export interface ContactForm {
  readonly party: string;
  readonly means: string;
  readonly result: string;
  readonly contacted: DateParts;
  readonly responded: DateParts;
  readonly note: string;
}

const partsOf = (form: Form, name: string): DateParts => ({
  day: textField(form, `${name}-day`),
  month: textField(form, `${name}-month`),
  year: textField(form, `${name}-year`),
});

export function contactForm(form: Form): ContactForm {
  return {
    party: textField(form, 'party'),
    means: textField(form, 'means'),
    result: textField(form, 'result'),
    contacted: partsOf(form, 'contacted'),
    responded: partsOf(form, 'responded'),
    note: textField(form, 'note'),
  };
}

/** What to say where a choice is missing, by its field. */
const CHOICE_MISSING = {
  party: 'Choose who was contacted',
  contacted: 'Enter the day of the contact: day, month and year of a real date',
  means: 'Choose how they were contacted',
  result: 'Choose what came of it',
} as const;

export type GivenContact =
  | { readonly contact: Omit<RecordContactInput, 'offer' | 'caseId'> }
  | { readonly missing: readonly FormFault[] };

/** The contact of a sent form, or everything that it lacks. */
export function givenContact(form: Form): GivenContact {
  const party = CONTACT_PARTIES.find((one) => one === textField(form, 'party'));
  const means = CONTACT_MEANS.find((one) => one === textField(form, 'means'));
  const result = CONTACT_RESULTS.find((one) => one === textField(form, 'result'));
  const contactedOn = dateField(form, 'contacted');
  const respondedOn = dateField(form, 'responded');
  const isNone = (date: string): boolean => parseIsoDate(date) === undefined;
  const missing = [
    ...blanks(
      {
        party: party ?? '',
        contacted: isNone(contactedOn) ? '' : contactedOn,
        means: means ?? '',
        result: result ?? '',
      },
      CHOICE_MISSING,
    ).map(({ field, text }) => ({ field: field === 'contacted' ? 'contacted-day' : field, text })),
    ...(respondedOn !== '' && isNone(respondedOn) ? [{ field: 'responded-day', text: NO_REAL_DATE }] : []),
  ];
  if (missing.length > 0 || party === undefined || means === undefined || result === undefined) {
    return { missing };
  }
  const note = textField(form, 'note');
  return {
    contact: {
      ...{ party, means, result, contactedOn },
      ...(respondedOn === '' ? {} : { respondedOn }),
      ...(note === '' ? {} : { note }),
    },
  };
}

/** The field that a refused contact is about, for the link of the error summary. */
export function fieldOfContactRefusal(code: string): string {
  return code === 'bad-response-date' || code === 'response-before-contact'
    ? 'responded-day'
    : 'contacted-day';
}

export function givenEvent(form: Form): ContactEvent | undefined {
  return CONTACT_EVENTS.find((event) => event === textField(form, 'event'));
}

/** An edit of a case's needs as its form holds it. */
export interface NeedForm {
  readonly need: string;
  readonly edit: string;
  readonly needReason: string;
}

export function needForm(form: Form): NeedForm {
  return {
    need: textField(form, 'need'),
    edit: textField(form, 'edit'),
    needReason: textField(form, 'needReason'),
  };
}

/** What an edit of a need lacks. */
export function missingInNeed({ need, edit, needReason }: NeedForm): readonly FormFault[] {
  const known = edit === 'add' || edit === 'remove' ? edit : '';
  return blanks(
    { need, edit: known, needReason },
    { need: 'Choose the need', edit: 'Choose whether to add it or to take it away', needReason: 'Say why' },
  );
}

/** Fields of the three forms of the page, in its order. */
export const CASE_FIELDS: readonly string[] = [
  ...['need', 'edit', 'needReason', 'party', 'contacted-day', 'means', 'result', 'responded-day'],
  ...['event', 'moved-day'],
];

/** The field that a refused edit of a need is about. */
export function fieldOfNeedRefusal(code: string): string {
  return code === 'reason-needed' || code === 'reason-too-long' ? 'needReason' : 'need';
}
