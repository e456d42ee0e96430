import type { GivenVisit } from '../../../../../libs/features/delivery/index.js';
import { parseIsoDate, type Refusal } from '../../../../../libs/domain/kernel/index.js';
import { COMPLETION_OUTCOMES } from '../../../../../libs/domain/delivery/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { dateField, dateParts, type Form, textField } from '../form.js';
import { blanks, type FormFault, formFaults, type FormFaults } from '../form-faults.js';

/** A visit as its form holds it. */
export interface VisitForm {
  readonly date: { readonly day: string; readonly month: string; readonly year: string };
  /** `half`, `whole`, or empty: nothing chosen yet. */
  readonly length: string;
  readonly done: string;
  readonly doneBy: string;
}

export const EMPTY_VISIT_FORM: VisitForm = { date: dateParts(null), length: '', done: '', doneBy: '' };

export function visitForm(form: Form): VisitForm {
  const part = (name: string): string => textField(form, `date-${name}`);
  return {
    date: { day: part('day'), month: part('month'), year: part('year') },
    length: textField(form, 'length'),
    done: textField(form, 'done'),
    doneBy: textField(form, 'doneBy'),
  };
}

export function givenVisit(form: Form): GivenVisit {
  const halfDays = { half: 1, whole: 2 }[textField(form, 'length')] ?? 0;
  return {
    ...{ visitedOn: dateField(form, 'date'), halfDays },
    ...{ done: textField(form, 'done'), doneBy: textField(form, 'doneBy') },
  };
}

/** Everything that is wrong with a visit: what its form lacks, and what it was refused for beside that. */
export function visitFaults(form: Form, refusal: Refusal): FormFaults {
  const date = { field: 'date-day', text: 'Enter the date of the visit: day, month and year of a real date' };
  const length = { field: 'length', text: 'Choose how long the visit was' };
  return formFaults(
    ['date-day', 'length', 'done', 'doneBy'],
    [
      parseIsoDate(dateField(form, 'date')) === undefined ? date : null,
      ['half', 'whole'].includes(textField(form, 'length')) ? null : length,
      ...blanks(form, { done: 'Say what was done', doneBy: 'Say who was there' }),
      faultOf(refusal),
    ],
  );
}

/** Everything that is wrong with the end of a support, in the same way. */
export function endFaults(form: Form, early: boolean, refusal: Refusal): FormFaults {
  const known = COMPLETION_OUTCOMES.some((outcome) => outcome === textField(form, 'outcome'));
  return formFaults(
    ['outcome', 'report', 'reason'],
    [
      known ? null : { field: 'outcome', text: 'Choose what came of it' },
      ...blanks(form, {
        report: 'Write a short report',
        ...(early ? { reason: 'Say why it ends early' } : {}),
      }),
      faultOf(refusal),
    ],
  );
}

const FIELD_OF: Readonly<Record<string, string>> = {
  'bad-visit-length': 'length',
  'visit-logged-already': 'done',
  'bad-date': 'date-day',
  'date-in-future': 'date-day',
  'visit-date-outside-window': 'date-day',
  'visit-date-before-match': 'date-day',
  'visit-day-full': 'date-day',
  'visit-days-exceeded': 'length',
  'bad-outcome': 'outcome',
  'report-needed': 'report',
  'report-too-long': 'report',
  'reason-needed': 'reason',
  'reason-too-long': 'reason',
};

/** A refusal at the field that it is about; one that no field can mend is about the form. */
export function faultOf(refusal: Refusal): FormFault {
  const { field } = refusal.facts;
  const named = refusal.code.startsWith('visit-text-') && typeof field === 'string' ? field : undefined;
  return { field: named ?? FIELD_OF[refusal.code] ?? null, text: refusalSentence(refusal) };
}
