import type {
  MessageFilter,
  MessageState,
  MessageView,
  RecipientKind,
} from '../../../../../libs/features/messages/index.js';
import { codeWords, dateText } from '../../../../../libs/wording/index.js';
import { addressFormAddress, PARTY_TEXT } from '../contacts/contacts.presenter.js';

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
    to: message.toName ?? (message.toKind === 'coordinator' ? 'the team' : message.toRef),
    kind: KINDS[message.toKind],
    subject: message.text.subject,
    paragraphs: message.text.body.split('\n\n'),
    tag:
      message.sentThrough === 'outbox'
        ? { text: 'Shown here only', classes: 'govuk-tag--turquoise' }
        : STATES[message.state],
    note: noteOf(message),
    on: dateText((message.sentAt ?? message.createdAt).toISOString().slice(0, 10)),
    mayResend: message.state === 'sent' || message.state === 'failed' || message.state === 'no-address',
    mayCancel: message.state === 'waiting',
    enter:
      message.state === 'no-address' && message.toKind !== 'leader'
        ? addressFormAddress({ party: message.toKind, partyRef: message.toRef })
        : null,
  }));
}

function noteOf({ state, reason, attempts }: MessageView): string {
  if (state === 'no-address') return 'Nobody is entered to write to';
  if (state === 'cancelled')
    return reason === 'by-hand' ? 'Cancelled by hand' : 'Overtaken by what came after';
  if (state === 'failed') return `Tried ${String(attempts)} times: ${codeWords(reason ?? 'unknown')}`;
  return state === 'waiting' && attempts > 0 ? `Tried ${String(attempts)} times so far` : '';
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

export function outboxAddress(filter: MessageFilter, cursor?: string): string {
  const given = Object.entries({ ...filter, cursor }).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  const query = new URLSearchParams(given as [string, string][]).toString();
  return query === '' ? '/outbox' : `/outbox?${query}`;
}
