import {
  type MessageSort,
  type MessageState,
  type MessageView,
  RECIPIENT_KINDS,
  type RecipientKind,
} from '../../../../../libs/features/messages/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import { codeWords, dateText, plural, dayInEngland } from '../../../../../libs/wording/index.js';
import { addressFormAddress, PARTY_TEXT, partyText } from '../contacts/contacts.presenter.js';
import { type ColumnName, type SortColumn, sortColumns } from '../sorted-list.js';
import { outboxAddress, type OutboxForm } from './outbox.form.js';

const STATES: Readonly<Record<MessageState, { readonly text: string; readonly classes: string }>> = {
  waiting: { text: 'Waiting', classes: 'govuk-tag--blue' },
  sent: { text: 'Sent', classes: 'govuk-tag--green' },
  failed: { text: 'Failed', classes: 'govuk-tag--red' },
  'no-address': { text: 'No address', classes: 'govuk-tag--orange' },
  cancelled: { text: 'Cancelled', classes: 'govuk-tag--grey' },
};

const KINDS: Readonly<Record<RecipientKind, string>> = { leader: 'Leader', ...PARTY_TEXT };

export interface OutboxRow {
  readonly id: string;
  readonly to: string;
  readonly kind: string;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly tag: { readonly text: string; readonly classes: string };
  /** What went wrong, or how it went out. */
  readonly note: string;
  readonly on: string;
  readonly mayResend: boolean;
  readonly mayCancel: boolean;
  /** Where the missing address is entered; null: it is known, or comes with the survey. */
  readonly enter: string | null;
}

export function presentMessages(messages: readonly MessageView[]): readonly OutboxRow[] {
  return messages.map((message) => ({
    id: message.id,
    to:
      message.toName ?? message.partyName ?? (message.toKind === 'coordinator' ? 'the team' : message.toRef),
    kind: kindOf(message),
    subject: message.text.subject,
    paragraphs: message.text.body.split('\n\n'),
    tag:
      message.sentThrough === 'outbox'
        ? { text: 'Shown here only', classes: 'govuk-tag--turquoise' }
        : STATES[message.state],
    note: noteOf(message),
    on: dateText(dayInEngland(message.sentAt ?? message.createdAt)),
    mayResend: message.state === 'sent' || message.state === 'failed' || message.state === 'no-address',
    mayCancel: message.state === 'waiting',
    enter:
      message.state === 'no-address' && message.toKind !== 'leader'
        ? addressFormAddress({ party: message.toKind, partyRef: message.toRef })
        : null,
  }));
}

/** "School 100001, Hill School"; without the name where nobody else is named beside it. */
function kindOf({ toKind: party, toRef: partyRef, toName, partyName }: MessageView): string {
  if (party === 'leader') return KINDS.leader;
  return partyText({ party, partyRef, partyName: toName === null ? null : partyName });
}

function noteOf({ state, reason, attempts }: MessageView): string {
  if (state === 'no-address') return 'Nobody is entered to write to';
  if (state === 'cancelled')
    return reason === 'by-hand' ? 'Cancelled by hand' : 'Overtaken by what came after';
  if (state === 'failed')
    return `Tried ${plural(attempts, 'time', 'times')}: ${codeWords(reason ?? 'unknown')}`;
  return state === 'waiting' && attempts > 0 ? `Tried ${plural(attempts, 'time', 'times')} so far` : '';
}

export interface StateChoice {
  readonly value: string;
  readonly text: string;
}

/** The states to choose from, with how many messages are in each. */
export function stateChoices(counts: ReadonlyMap<MessageState, number>): readonly StateChoice[] {
  const states = Object.keys(STATES) as readonly MessageState[];
  return [
    { value: '', text: 'All' },
    ...states.map((value) => ({ value, text: `${STATES[value].text} (${String(counts.get(value) ?? 0)})` })),
  ];
}

export const KIND_CHOICES: readonly StateChoice[] = [
  { value: '', text: 'Everybody' },
  ...RECIPIENT_KINDS.map((value) => ({ value, text: KINDS[value] })),
];

const COLUMN_NAMES: readonly ColumnName<MessageSort>[] = [
  ['written', 'Date'],
  ['to', 'To'],
  [null, 'Message'],
  ['state', 'State'],
  [null, 'What can be done'],
];

export function outboxColumns(form: OutboxForm): readonly SortColumn[] {
  return sortColumns(COLUMN_NAMES, form, (change) => outboxAddress(form, change));
}

/** Each filter in force, with the address that lifts it. */
export function outboxTags(form: OutboxForm): readonly { readonly text: string; readonly href: string }[] {
  return [
    ...(form.matchId === '' ? [] : [{ text: 'About one match', href: outboxAddress(form, { matchId: '' }) }]),
    ...(form.state === ''
      ? []
      : [{ text: STATES[form.state].text, href: outboxAddress(form, { state: '' }) }]),
    ...(form.toKind === ''
      ? []
      : [{ text: `To: ${KINDS[form.toKind]}`, href: outboxAddress(form, { toKind: '' }) }]),
  ];
}

/** The list as a file: references, neither names nor the words, which may hold a link to sign off by. */
export const OUTBOX_FILE_COLUMNS: readonly CsvColumn<MessageView>[] = [
  { name: 'message_id', of: ({ id }) => id },
  { name: 'written_at', of: ({ createdAt }) => createdAt.toISOString() },
  { name: 'about', of: ({ template }) => template },
  { name: 'to_kind', of: ({ toKind }) => toKind },
  { name: 'to_ref', of: ({ toRef }) => toRef },
  { name: 'offer', of: ({ offer }) => offer },
  { name: 'case_id', of: ({ caseId }) => caseId },
  { name: 'state', of: ({ state }) => state },
  { name: 'sent_at', of: ({ sentAt }) => sentAt?.toISOString() ?? null },
  { name: 'note', of: (message) => noteOf(message) },
];
