import type { AuditEntry } from '../../../../../libs/platform/audit/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import { begun, dateText, EXPORT_PURPOSE_NAMES, nameIn } from '../../../../../libs/wording/index.js';
import { auditAddress, type AuditForm } from './audit.form.js';

export interface AuditRow {
  /** ISO time. */
  readonly at: string;
  readonly who: string;
  readonly roles: string;
  readonly action: string;
  readonly subject: string;
  /** The page of the subject, where everybody who reads the trail may go; null: there is none. */
  readonly href: string | null;
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
    who: whoText(entry.actorId, nameOf),
    roles: entry.actorRoles.join(', '),
    action: actionText(entry.action),
    subject: subjectText(entry),
    href: Object.hasOwn(PAGES, entry.subjectKind)
      ? (PAGES[entry.subjectKind]?.(entry.subjectId) ?? null)
      : null,
    reason: reasonText(entry),
    before: jsonText(entry.before),
    after: jsonText(entry.after),
  }));
}

const PAGES: Readonly<Record<string, (id: string) => string>> = {
  match: (id) => `/matches/${id}`,
  run: (id) => `/runs/${id}`,
  // `2024-25/school-990001`
  case: (id) => `/cases/${id.split('/').map(encodeURIComponent).join('/')}`,
};
const SIGN_OFF_LINK = 'sign-off-link:';

function whoText(actorId: string, nameOf: (actorId: string) => string | undefined): string {
  if (actorId === 'system') return 'the service';
  if (actorId.startsWith(SIGN_OFF_LINK))
    return `somebody with sign-off link ${actorId.slice(SIGN_OFF_LINK.length)}`;
  return nameOf(actorId) ?? actorId;
}

const NOUNS: Readonly<Record<string, string>> = { 'api-token': 'API token', table: 'file' };
const VERBS: Readonly<Record<string, string>> = {
  'ask-effect': 'ask for an effect',
  'answer-effect': 'work out an effect',
  'purge-effects': 'throw away effects',
  'set-kind': 'set the kind of file',
};

/** Of which there is one, or whose reference says nothing alone. */
const SUBJECTS: Readonly<Record<string, (id: string) => string>> = {
  samples: () => 'the samples',
  retention: (id) => `names from before ${dateText(id)}`,
  'map-outline': () => 'the outline of the map',
  'run-effect': (id) => (id === 'old' ? 'effects that nobody waits for' : `effect ${id}`),
  'term-dates': (id) => `term dates of ${id === ALL ? 'all authorities' : `authority ${id}`}`,
  offer: (id) => `offer ${id}`,
};

/** The subject of a file about no single thing. */
const ALL = 'all';

function subjectText({ action, subjectKind, subjectId }: AuditEntry): string {
  const named = Object.hasOwn(SUBJECTS, subjectKind) ? SUBJECTS[subjectKind] : undefined;
  const kind = nameIn(NOUNS, subjectKind);
  if (action === 'table.export' && subjectId === ALL) return `${kind}, all of them`;
  return named === undefined ? `${kind} ${subjectId}` : named(subjectId);
}

/** Whoever takes a file chooses what for, or writes it. */
function reasonText({ action, reason }: AuditEntry): string {
  return action === 'table.export' ? nameIn(EXPORT_PURPOSE_NAMES, reason ?? '') : (reason ?? '');
}

/** `match.end-early` becomes `Match: end early`. */
export function actionText(action: string): string {
  const [noun = '', verb = ''] = action.split('.');
  return begun([nameIn(NOUNS, noun), nameIn(VERBS, verb)].filter((part) => part !== '').join(': '));
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
