import { type Form, textField } from '../form.js';

/** Every id given under a name: the browser sends one as text, several as a list. */
export function idsField(form: Form, name: string): readonly string[] {
  const given = form[name];
  return (Array.isArray(given) ? (given as readonly unknown[]) : [given]).filter(
    (id): id is string => typeof id === 'string',
  );
}

/** From 1; what is no number is the first page. */
export function pageField(form: Form): number {
  const page = Number(textField(form, 'page'));
  return Number.isInteger(page) && page > 0 ? page : 1;
}
