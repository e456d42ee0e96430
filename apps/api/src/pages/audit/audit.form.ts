import { parseIsoDate } from '../../../../../libs/domain/kernel/index.js';
import type { AuditFilter } from '../../../../../libs/platform/audit/index.js';
import { dateField, type Form, textField } from '../form.js';
import { addressOf, sortOrder, type SortOrder } from '../sorted-list.js';

/** The search of the page as its address holds it; empty: not searched by that. */
export interface AuditForm extends SortOrder<'at'> {
  /** Part of a username or name, or `system`. */
  readonly person: string;
  readonly action: string;
  readonly subject: string;
  readonly from: string;
  readonly to: string;
}

const NEWEST_FIRST: SortOrder<'at'> = { sort: 'at', direction: 'descending' };

/** Dates come in one field of the address, or in the three of the form. */
export function auditForm(query: Form): AuditForm {
  const day = (name: string): string => textField(query, name) || dateField(query, name);
  return {
    person: textField(query, 'person').slice(0, 100),
    action: textField(query, 'action').slice(0, 100),
    subject: textField(query, 'subject').slice(0, 200),
    from: day('from'),
    to: day('to'),
    ...sortOrder(query, ['at'], NEWEST_FIRST),
  };
}

/** Dates that there are not, by field. */
export function wrongDates({ from, to }: AuditForm): readonly ('from' | 'to')[] {
  const given = { from, to };
  return (['from', 'to'] as const).filter(
    (name) => given[name] !== '' && parseIsoDate(given[name]) === undefined,
  );
}

/** `actorIds`: whom the person's name means. */
export function auditFilter(form: AuditForm, actorIds: readonly string[] | undefined): AuditFilter {
  const date = (text: string): string | undefined => (text === '' ? undefined : parseIsoDate(text));
  const [from, to] = [date(form.from), date(form.to)];
  return {
    ...(actorIds === undefined ? {} : { actorIds }),
    ...(form.action === '' ? {} : { action: form.action }),
    ...(form.subject === '' ? {} : { subject: form.subject }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** The same search as an address, with something changed; `path`: of the page, or of its file. */
export function auditAddress(
  form: AuditForm,
  change: Partial<Record<keyof AuditForm | 'before', string>> = {},
  path = '/audit',
): string {
  const { sort, direction, ...search } = { ...form, ...change };
  return addressOf(path, {
    ...search,
    ...(direction === NEWEST_FIRST.direction ? {} : { sort, direction }),
  });
}
