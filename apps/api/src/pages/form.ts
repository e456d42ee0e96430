/** A submitted form as the body parser gives it. */
export type Form = Readonly<Record<string, unknown>>;

/** One text field without blanks at its ends; empty when it is absent or was sent twice. */
export function textField(form: Form, name: string): string {
  const value = form[name];
  return typeof value === 'string' ? value.trim() : '';
}

/** The version that a form was shown with; -1, which nothing ever has, when it is no whole number that the database can hold. */
export function versionField(form: Form): number {
  const text = textField(form, 'version');
  return /^\d{1,9}$/.test(text) ? Number(text) : -1;
}

/** Every value of a field that may be ticked or sent several times. */
export function listField(form: Form, name: string): readonly string[] {
  const value = form[name];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((one): one is string => typeof one === 'string' && one.trim() !== '');
}

/** The three parts of a date field as `YYYY-MM-DD`, padded; empty when all are blank. Whether it exists is for others to say. */
export function dateField(form: Form, name: string): string {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map((part) =>
    textField(form, `${name}-${part}`),
  );
  if (`${day}${month}${year}` === '') return '';
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** The three parts of an ISO date, or of what somebody typed as one, for a date field. */
export function dateParts(date: string | null): {
  readonly day: string;
  readonly month: string;
  readonly year: string;
} {
  const [year = '', month = '', day = ''] = (date ?? '').split('-');
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year };
}
