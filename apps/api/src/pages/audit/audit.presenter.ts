import type { AuditEntry } from '../../../../../libs/platform/audit/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import { codeWords, dateText } from '../../../../../libs/wording/index.js';
import { auditAddress, type AuditForm } from './audit.form.js';

export interface AuditRow {
  /** ISO time. */
  readonly at: string;
  readonly who: string;
  readonly roles: string;
  readonly action: string;
  readonly subject: string;
  readonly reason: string;
  /** What it was and became, as kept. */
  readonly before: string;
  readonly after: string;
}

/** `nameOf`: who an actor is to the person who reads; undefined: no longer known. */
export function presentAudit(
  entries: readonly AuditEntry[],
  nameOf: (actorId: string) => string | undefined,
): readonly AuditRow[] {
  return entries.map((entry) => ({
    at: entry.at.toISOString(),
    who: entry.actorId === 'system' ? 'the service' : (nameOf(entry.actorId) ?? entry.actorId),
    roles: entry.actorRoles.join(', '),
    action: actionText(entry.action),
    subject: `${codeWords(entry.subjectKind)} ${entry.subjectId}`,
    reason: entry.reason ?? '',
    before: jsonText(entry.before),
    after: jsonText(entry.after),
  }));
}

/** `match.end-early` becomes `Match: end early`. */
export function actionText(action: string): string {
  const words = codeWords(action).replace('.', ': ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The trail is kept in the order of time: that is what it can be sorted by. */
export function auditOrder(form: AuditForm): {
  readonly words: string;
  readonly other: { readonly text: string; readonly href: string };
} {
  const isOldestFirst = form.direction === 'ascending';
  const direction = isOldestFirst ? 'descending' : 'ascending';
  return {
    words: isOldestFirst ? 'oldest first' : 'newest first',
    other: {
      text: isOldestFirst ? 'Show the newest first' : 'Show the oldest first',
      href: auditAddress(form, { sort: 'at', direction }),
    },
  };
}

function jsonText(value: unknown): string {
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

type SearchField = Exclude<keyof AuditForm, 'sort' | 'direction'>;

function valueText(name: SearchField, value: string): string {
  if (name === 'action') return actionText(value);
  return name === 'from' || name === 'to' ? dateText(value) : value;
}

export function auditTags(form: AuditForm): readonly { readonly text: string; readonly href: string }[] {
  const names: Readonly<Record<SearchField, string>> = {
    ...{ person: 'Person', action: 'Action', subject: 'Subject', from: 'From', to: 'Until' },
  };
  return (Object.keys(names) as SearchField[])
    .filter((name) => form[name] !== '')
    .map((name) => ({
      text: `${names[name]}: ${valueText(name, form[name])}`,
      href: auditAddress(form, { [name]: '' }),
    }));
}

/** The trail as a file: references, no names. */
export const AUDIT_COLUMNS: readonly CsvColumn<AuditEntry>[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'at', of: ({ at }) => at.toISOString() },
  { name: 'actor_id', of: ({ actorId }) => actorId },
  { name: 'actor_roles', of: ({ actorRoles }) => actorRoles.join(';') },
  { name: 'action', of: ({ action }) => action },
  { name: 'subject_kind', of: ({ subjectKind }) => subjectKind },
  { name: 'subject_id', of: ({ subjectId }) => subjectId },
  { name: 'before', of: ({ before }) => jsonText(before) },
  { name: 'after', of: ({ after }) => jsonText(after) },
  { name: 'reason', of: ({ reason }) => reason },
];
