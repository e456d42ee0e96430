import {
  ADDRESS_PARTIES,
  ADDRESS_SORTS,
  type AddressFilter,
  type AddressParty,
  type AddressSort,
} from '../../../../../libs/features/messages/index.js';
import { type Form, textField } from '../form.js';
import { addressOf, sortOrder, type SortOrder } from '../sorted-list.js';

/** Filter and order of the list as its address holds them; empty: not filtered by that. */
export interface ContactsForm extends SortOrder<AddressSort> {
  readonly party: AddressParty | '';
  readonly partyRef: string;
}

const BY_PARTY: SortOrder<AddressSort> = { sort: 'party', direction: 'ascending' };

/** What the address asks for. What is not known counts as not asked. */
export function contactsForm(query: Form): ContactsForm {
  return {
    party: ADDRESS_PARTIES.find((known) => known === textField(query, 'party')) ?? '',
    partyRef: textField(query, 'partyRef').slice(0, 100),
    ...sortOrder(query, ADDRESS_SORTS, BY_PARTY),
  };
}

export function addressFilter({ party, partyRef }: ContactsForm): AddressFilter {
  return {
    ...(party === '' ? {} : { party }),
    ...(partyRef === '' ? {} : { partyRef }),
  };
}

/** The same list as an address, with something changed. */
export function contactsAddress(
  form: Partial<ContactsForm>,
  change: Partial<Record<keyof ContactsForm | 'page', string>> = {},
  path = '/contacts',
): string {
  const { sort = BY_PARTY.sort, direction = BY_PARTY.direction, ...filter } = { ...form, ...change };
  const isUsual = sort === BY_PARTY.sort && direction === BY_PARTY.direction;
  return addressOf(path, { ...filter, ...(isUsual ? {} : { sort, direction }) });
}
