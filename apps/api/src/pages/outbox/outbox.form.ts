import {
  MESSAGE_SORTS,
  MESSAGE_STATES,
  type MessageFilter,
  type MessageSort,
  type MessageState,
  RECIPIENT_KINDS,
  type RecipientKind,
} from '../../../../../libs/features/messages/index.js';
import { type Form, textField } from '../form.js';
import { addressOf, sortOrder, type SortOrder } from '../sorted-list.js';

/** Filter and order of the list as its address holds them; empty: not filtered by that. */
export interface OutboxForm extends SortOrder<MessageSort> {
  readonly state: MessageState | '';
  readonly toKind: RecipientKind | '';
  /** Those about one match. */
  readonly matchId: string;
}

const NEWEST_FIRST: SortOrder<MessageSort> = { sort: 'written', direction: 'descending' };

/** What the address asks for. What is not known counts as not asked. */
export function outboxForm(query: Form): OutboxForm {
  return {
    state: MESSAGE_STATES.find((known) => known === textField(query, 'state')) ?? '',
    toKind: RECIPIENT_KINDS.find((known) => known === textField(query, 'toKind')) ?? '',
    matchId: textField(query, 'matchId').slice(0, 100),
    ...sortOrder(query, MESSAGE_SORTS, NEWEST_FIRST),
  };
}

export function outboxFilter({ state, toKind, matchId }: OutboxForm): MessageFilter {
  return {
    ...(state === '' ? {} : { state }),
    ...(toKind === '' ? {} : { toKind }),
    ...(matchId === '' ? {} : { matchId }),
  };
}

/** The same list as an address, with something changed. */
export function outboxAddress(
  form: OutboxForm,
  change: Partial<Record<keyof OutboxForm | 'page', string>> = {},
  path = '/outbox',
): string {
  const { sort, direction, ...rest } = { ...form, ...change };
  const isUsual = sort === NEWEST_FIRST.sort && direction === NEWEST_FIRST.direction;
  return addressOf(path, { ...rest, ...(isUsual ? {} : { sort, direction }) });
}
