import { CONTACT_MEANS, CONTACT_PARTIES, CONTACT_RESULTS } from '../../../../../libs/domain/offers/index.js';
import {
  CONTACT_EVENTS,
  type ContactEvent,
  type RecordContactInput,
} from '../../../../../libs/features/offers/index.js';
import { dateField, type Form, textField } from '../form.js';

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
  means: 'Choose how they were contacted',
  result: 'Choose what came of it',
} as const;

export type GivenContact =
  | { readonly contact: Omit<RecordContactInput, 'offer' | 'caseId'> }
  | { readonly missing: { readonly field: string; readonly text: string } };

/** The contact of a sent form, or the choice that it lacks. */
export function givenContact(form: Form): GivenContact {
  const party = CONTACT_PARTIES.find((one) => one === textField(form, 'party'));
  if (party === undefined) return { missing: { field: 'party', text: CHOICE_MISSING.party } };
  const means = CONTACT_MEANS.find((one) => one === textField(form, 'means'));
  if (means === undefined) return { missing: { field: 'means', text: CHOICE_MISSING.means } };
  const result = CONTACT_RESULTS.find((one) => one === textField(form, 'result'));
  if (result === undefined) return { missing: { field: 'result', text: CHOICE_MISSING.result } };
  const respondedOn = dateField(form, 'responded');
  const note = textField(form, 'note');
  return {
    contact: {
      ...{ party, means, result, contactedOn: dateField(form, 'contacted') },
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

/** The field that a refused edit of a need is about. */
export function fieldOfNeedRefusal(code: string): string {
  return code === 'reason-needed' || code === 'reason-too-long' ? 'needReason' : 'need';
}
