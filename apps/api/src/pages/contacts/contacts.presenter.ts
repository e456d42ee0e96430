import type { Refusal } from '../../../../../libs/domain/kernel/index.js';
import {
  ADDRESS_PARTIES,
  type AddressParty,
  type AddressSort,
  type ListedAddress,
} from '../../../../../libs/features/messages/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import { dateText, refusalSentence, dayInEngland } from '../../../../../libs/wording/index.js';
import { blanks, formFaults, type FormFaults } from '../form-faults.js';
import { type ColumnName, type SortColumn, sortColumns } from '../sorted-list.js';
import { contactsAddress, type ContactsForm } from './contacts.form.js';

/** What a coordinator types of one address. */
export interface AddressForm {
  readonly party: string;
  readonly partyRef: string;
  readonly name: string;
  readonly email: string;
  readonly source: string;
}

export interface AddressRow {
  readonly party: string;
  readonly name: string;
  readonly email: string;
  readonly source: string;
  readonly on: string;
  readonly href: string;
}

export const PARTY_TEXT: Readonly<Record<AddressParty, string>> = {
  'local-authority': 'Local authority',
  diocese: 'Diocese',
  trust: 'Trust',
  school: 'School',
  coordinator: 'Coordinators',
};

/** "School 100001, Hill School". */
export function partyText({
  party,
  partyRef,
  partyName = null,
}: Pick<ListedAddress, 'party' | 'partyRef'> & Partial<Pick<ListedAddress, 'partyName'>>): string {
  const text = party === 'coordinator' ? PARTY_TEXT[party] : `${PARTY_TEXT[party]} ${partyRef}`;
  return partyName === null ? text : `${text}, ${partyName}`;
}

export function presentAddresses(addresses: readonly ListedAddress[]): readonly AddressRow[] {
  return addresses.map((address) => ({
    ...{ party: partyText(address), name: address.name, email: address.email, source: address.source },
    on: dateText(dayInEngland(address.enteredAt)),
    href: addressFormAddress(address),
  }));
}

/** Whom an address may be of; with `counts`, to choose what to see. */
export function partyChoices(
  chosen: string,
  counts?: ReadonlyMap<AddressParty, number>,
): readonly { readonly value: string; readonly text: string; readonly selected: boolean }[] {
  const first = counts === undefined ? 'Choose' : 'All';
  return [
    { value: '', text: first, selected: chosen === '' },
    ...ADDRESS_PARTIES.map((value) => ({
      value,
      text:
        counts === undefined ? PARTY_TEXT[value] : `${PARTY_TEXT[value]} (${String(counts.get(value) ?? 0)})`,
      selected: value === chosen,
    })),
  ];
}

const LIST_COLUMNS: readonly ColumnName<AddressSort>[] = [
  ['party', 'Whose'],
  ['name', 'Name'],
  ['email', 'Email'],
  ['source', 'Found in'],
  ['entered', 'Entered on'],
  [null, 'What can be done'],
];

export function contactColumns(form: ContactsForm): readonly SortColumn[] {
  return sortColumns(LIST_COLUMNS, form, (change) => contactsAddress(form, change));
}

/** Each filter in force, with the address that lifts it. */
export function contactTags(form: ContactsForm): readonly { readonly text: string; readonly href: string }[] {
  const { party, partyRef } = form;
  return [
    ...(party === '' ? [] : [{ text: PARTY_TEXT[party], href: contactsAddress(form, { party: '' }) }]),
    ...(partyRef === '' ? [] : [{ text: `“${partyRef}”`, href: contactsAddress(form, { partyRef: '' }) }]),
  ];
}

/** The list as a file, which can be sent back as a file of contacts. */
export const CONTACT_FILE_COLUMNS: readonly CsvColumn<ListedAddress>[] = [
  { name: 'party', of: ({ party }) => party },
  { name: 'party_ref', of: ({ partyRef }) => partyRef },
  { name: 'contact_name', of: ({ name }) => name },
  { name: 'contact_email', of: ({ email }) => email },
  { name: 'found_in', of: ({ source }) => source },
  { name: 'party_name', of: ({ partyName }) => partyName },
  { name: 'entered_on', of: ({ enteredAt }) => dayInEngland(enteredAt) },
];

/** The form for the address of one party; no name and no address of a person stands in it. */
export function addressFormAddress({
  party,
  partyRef,
}: {
  readonly party: string;
  readonly partyRef: string;
}): string {
  return `/contacts/form?${new URLSearchParams({ party, partyRef }).toString()}`;
}

const FIELD_HINTS: Readonly<Record<string, string>> = {
  partyRef: 'Enter the code, UID or URN; “team” for the coordinators',
  name: 'Enter the name of a person or office, up to 200 characters',
  email: 'Enter one email address, like name@example.org',
  source: 'Enter where you have the address from, up to 200 characters',
};

/** Everything that is wrong with a form that was refused: what it lacks, and what it was refused for. */
export function addressFaults(form: AddressForm, refusal: Refusal | undefined): FormFaults {
  if (refusal === undefined) return formFaults([], []);
  const { fields } = refusal.facts;
  const unusable = Object.keys(FIELD_HINTS).filter(
    (field) => Array.isArray(fields) && fields.includes(field),
  );
  const party = { field: 'partyRef', text: refusalSentence(refusal) };
  return formFaults(
    ['party', ...Object.keys(FIELD_HINTS)],
    [
      ...blanks({ ...form }, { party: 'Choose whose address it is', ...FIELD_HINTS }),
      ...unusable.map((field) => ({ field, text: FIELD_HINTS[field] ?? '' })),
      ...(refusal.code === 'invalid-address' ? [] : [party]),
    ],
  );
}
