import {
  type ColumnMap,
  type FileSource,
  type ItemSink,
  kebabCell,
  nearestOf,
  readTable,
  type TableColumn,
  type TableProfile,
  type TableRow,
  type TableSummary,
} from '../../platform/files/index.js';
import {
  ADDRESS_LENGTH,
  ADDRESS_PARTIES,
  type AddressParty,
  isEmail,
  oneLine,
  partyRefOf,
} from './address-party.js';

/** One good row of a file of contacts. */
export interface GivenContact {
  readonly party: AddressParty;
  readonly partyRef: string;
  readonly name: string;
  readonly email: string;
  /** Where whoever made the file has the address from; null: not said. */
  readonly found: string | null;
  readonly source: { readonly file: string; readonly row: number };
}

type Key = 'party' | 'party_ref' | 'contact_name' | 'contact_email' | 'found_in';

const COLUMNS: readonly TableColumn<Key>[] = [
  { key: 'party', names: ['party', 'organisation type'], required: true },
  { key: 'party_ref', names: ['party_ref', 'organisation code'], required: true },
  { key: 'contact_name', names: ['contact_name', 'contact name'], required: true },
  { key: 'contact_email', names: ['contact_email', 'contact email'], required: true },
  { key: 'found_in', names: ['found_in', 'found in'] },
];

/** What the header of a file of contacts looks like. */
export const CONTACTS_PROFILE: TableProfile<'contacts'> = { name: 'contacts', columns: COLUMNS };

const REF_FORMS: Readonly<Record<AddressParty, string>> = {
  'local-authority': 'three digits, like 201',
  diocese: 'up to ten letters and digits, like CE23',
  trust: 'a UID',
  school: 'a URN',
  coordinator: 'team',
};

/**
 * Reads a file of contacts, address by address. A row with any fault is refused, with all its faults told; a second
 * row about the same party is refused.
 */
export function readContacts(
  source: FileSource,
  onContact: ItemSink<GivenContact>,
  { map }: { readonly map?: ColumnMap } = {},
): Promise<TableSummary> {
  const firstRows = new Map<string, number>();
  const table = { columns: COLUMNS, anchor: 'party_ref', noteUnknownColumns: true } as const;
  return readTable(source, { ...table, ...(map === undefined ? {} : { map }) }, (row) => {
    const contact = contactOf(row, firstRows);
    return contact === null ? undefined : onContact(contact);
  });
}

function contactOf(row: TableRow<Key>, firstRows: Map<string, number>): GivenContact | null {
  const party = partyOf(row);
  const partyRef = refOf(row, party);
  const name = lineOf(row, 'contact_name');
  const email = row.text('contact_email') ?? '';
  if (email === '') row.refuse('contact_email', 'value-missing');
  else if (!isEmail(email)) row.refuse('contact_email', 'bad-email');
  const found = row.filled('found_in') === null ? null : lineOf(row, 'found_in');
  if (party === null || partyRef === null) return null;
  const key = `${party}/${partyRef}`;
  const firstRow = firstRows.get(key);
  if (firstRow !== undefined) row.refuse('party_ref', 'duplicate-key', { facts: { firstRow } });
  else firstRows.set(key, row.row);
  if (row.isRefused) return null;
  return { party, partyRef, name, email, found, source: { file: row.file, row: row.row } };
}

function partyOf(row: TableRow<Key>): AddressParty | null {
  const text = kebabCell(row.text('party') ?? '');
  const party = ADDRESS_PARTIES.find((known) => known === text);
  if (party !== undefined) return party;
  const suggestion = nearestOf(text, ADDRESS_PARTIES);
  row.refuse('party', text === '' ? 'value-missing' : 'unknown-code', {
    allowed: ADDRESS_PARTIES,
    facts: suggestion === null ? {} : { suggestion },
  });
  return null;
}

function refOf(row: TableRow<Key>, party: AddressParty | null): string | null {
  const text = row.text('party_ref') ?? '';
  if (text === '') row.refuse('party_ref', 'value-missing');
  if (text === '' || party === null) return null;
  const ref = partyRefOf(party, text);
  if (ref !== undefined) return ref;
  if (party === 'school') row.refuse('party_ref', 'bad-urn');
  else if (party === 'trust') row.refuse('party_ref', 'bad-trust-uid');
  else row.refuse('party_ref', 'unknown-code', { allowed: [REF_FORMS[party]] });
  return null;
}

function lineOf(row: TableRow<Key>, key: 'contact_name' | 'found_in'): string {
  const text = oneLine(row.text(key) ?? '');
  if (text === '') row.refuse(key, 'value-missing');
  if (text.length > ADDRESS_LENGTH) row.refuse(key, 'value-too-long', { facts: { limit: ADDRESS_LENGTH } });
  return text;
}
