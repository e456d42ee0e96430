import { type Form, textField } from './form.js';

/** One thing that is wrong with a form: the id of the field, and what to do about it. */
export interface FormFault {
  /** Null: of the form as a whole. */
  readonly field: string | null;
  readonly text: string;
}

/** What a page shows of everything that is wrong with a form. */
export interface FormFaults {
  /** For the summary, in the order of the fields; null: nothing is wrong. */
  readonly errors: readonly { readonly text: string; readonly href?: string }[] | null;
  /** For the fields, by their id. */
  readonly faults: Readonly<Record<string, { readonly text: string }>>;
}

/**
 * Everything that is wrong at once, one sentence a field: of two about the same field the first counts.
 * @param order ids of the fields as they stand on the page
 */
export function formFaults(order: readonly string[], found: readonly (FormFault | null)[]): FormFaults {
  const byField = new Map<string | null, FormFault>();
  for (const fault of found) {
    if (fault !== null && !byField.has(fault.field)) byField.set(fault.field, fault);
  }
  const place = ({ field }: FormFault): number => {
    const at = field === null ? -1 : order.indexOf(field);
    return at === -1 ? order.length : at;
  };
  const sorted = [...byField.values()].sort((a, b) => place(a) - place(b));
  return {
    errors:
      sorted.length === 0
        ? null
        : sorted.map(({ field, text }) => (field === null ? { text } : { text, href: `#${field}` })),
    faults: Object.fromEntries(
      sorted.flatMap(({ field, text }): [string, { text: string }][] =>
        field === null ? [] : [[field, { text }]],
      ),
    ),
  };
}

/** The fields that are blank, with what to say of each. */
export function blanks(form: Form, words: Readonly<Record<string, string>>): readonly FormFault[] {
  return Object.entries(words).flatMap(([field, text]) =>
    textField(form, field) === '' ? [{ field, text }] : [],
  );
}
