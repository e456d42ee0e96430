import type { GivenVisit } from '../../../../../libs/features/delivery/index.js';
import { dateField, dateParts, type Form, textField } from '../form.js';

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

/** The field that a refusal is about, for the link of the error summary. */
export function fieldOfRefusal(code: string, field: unknown): string {
  if (code === 'bad-visit-length') return 'length';
  if (code === 'visit-logged-already') return 'done';
  if (code.startsWith('visit-text-')) return typeof field === 'string' ? field : 'done';
  if (code.startsWith('report-')) return 'report';
  if (code === 'bad-outcome') return 'outcome';
  if (code.startsWith('reason-')) return 'reason';
  return 'date-day';
}
