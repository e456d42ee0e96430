/** A submitted form as the body parser gives it. */
export type Form = Readonly<Record<string, unknown>>;

/** One text field without blanks at its ends; empty when it is absent or was sent twice. */
export function textField(form: Form, name: string): string {
  const value = form[name];
  return typeof value === 'string' ? value.trim() : '';
}
