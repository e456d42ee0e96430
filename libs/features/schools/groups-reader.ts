import type { TrustFacts, TrustMembership } from '../../domain/offers/index.js';
import {
  codeCell,
  type FileSource,
  type ItemSink,
  readTable,
  type TableColumn,
  type TableRow,
  type TableSummary,
  trustUidCell,
  urnCell,
} from '../../platform/files/index.js';
import { normalisePostcode, type Places, POSTCODE_FORMS } from '../../platform/geography/index.js';
import { dateOf, nameOf, type PlacedReadOptions, type ReadOptions } from './gias-reader.js';
import { aboutSchool, aboutTrust, tellUnread } from './unread-subject.js';

type GroupKey =
  'uid' | 'name' | 'typeCode' | 'typeName' | 'statusCode' | 'statusName' | 'closed' | 'postcode';

/** Names of `allgroupsdata` (2019 and 2022), then of the copies that write snake_case (2025-26). */
export const GROUP_COLUMNS: readonly TableColumn<GroupKey>[] = [
  { key: 'uid', names: ['Group UID', 'Linked UID', 'group_uid', 'UID'], required: true },
  { key: 'name', names: ['Group Name', 'group_name'], required: true },
  { key: 'typeCode', names: ['Group Type (code)', 'group_type__code_'] },
  { key: 'typeName', names: ['Group Type', 'Group Type (name)', 'group_type'] },
  { key: 'statusCode', names: ['Group Status (code)', 'group_status__code_'] },
  { key: 'statusName', names: ['Group Status', 'Group Status (name)', 'group_status'] },
  { key: 'closed', names: ['Closed Date', 'closed_date'] },
  { key: 'postcode', names: ['Group Postcode', 'group_postcode'] },
];

type LinkKey = 'urn' | 'uid' | 'typeCode' | 'typeName' | 'joined';

/** Names of `allgrouplinksdata`, 2022 and later; of 2019, where the UID is called "Linked UID". */
export const GROUP_LINK_COLUMNS: readonly TableColumn<LinkKey>[] = [
  { key: 'urn', names: ['URN'], required: true },
  { key: 'uid', names: ['Group UID', 'Linked UID', 'group_uid'], required: true },
  { key: 'typeCode', names: ['Group Type (code)', 'group_type__code_'] },
  { key: 'typeName', names: ['Group Type', 'Group Type (name)', 'group_type'] },
  { key: 'joined', names: ['Joined date', 'joined_date'] },
];

/**
 * Kind of a group: type code 6 is a multi-academy trust, 10 a single-academy trust; without a code, or with
 * another one (11 is a secure single-academy trust), the type's name decides.
 */
export function groupKindOf(typeCode: string | null, typeName: string | null): TrustFacts['kind'] {
  const code = codeCell(typeCode ?? '');
  if (code === '6') return 'mat';
  if (code === '10') return 'sat';
  const name = (typeName ?? '').toLowerCase();
  if (name.includes('multi-academy trust')) return 'mat';
  return name.includes('single-academy trust') ? 'sat' : 'other';
}

/**
 * Reads a groups file: trusts, and everything else that GIAS calls a group (`kind: 'other'`). Refused rows: no
 * UID, a UID twice, no name.
 */
export function readGroups(
  source: FileSource,
  onTrust: ItemSink<TrustFacts>,
  options: PlacedReadOptions = {},
): Promise<TableSummary> {
  const { places, onUnread, ...table } = options;
  const firstRows = new Map<string, number>();
  const onRefused = async (row: TableRow<GroupKey>): Promise<void> => {
    if (!isOtherGroup(row)) await tellUnread(onUnread, row, aboutTrust(trustUidCell(row.glance('uid'))));
  };
  const wanted = { ...table, columns: GROUP_COLUMNS, anchor: 'uid', onRefused } as const;
  return readTable(source, wanted, (row) => {
    const trust = trustOf(row, firstRows, places);
    return trust === null ? undefined : onTrust(trust);
  });
}

/** Whether a refused row is surely about a federation, a sponsor ...: no academy trust. */
function isOtherGroup(row: TableRow<GroupKey> | TableRow<LinkKey>): boolean {
  const [code, name] = [row.glance('typeCode'), row.glance('typeName')];
  return code + name !== '' && groupKindOf(code, name) === 'other';
}

function trustOf(
  row: TableRow<GroupKey>,
  firstRows: Map<string, number>,
  places: Places | undefined,
): TrustFacts | null {
  const uid = uidOf(row, 'uid');
  const name = nameOf(row, 'name');
  const firstRow = uid === null ? undefined : firstRows.get(uid);
  if (firstRow !== undefined) row.refuse('uid', 'duplicate-key', { facts: { firstRow } });
  if (uid === null || name === null || row.isRefused) return null;
  firstRows.set(uid, row.row);
  const text = row.filled('postcode');
  const postcode = text === null ? null : (normalisePostcode(text) ?? null);
  if (text !== null && postcode === null) {
    row.ignoreValue('postcode', 'bad-postcode', { allowed: POSTCODE_FORMS });
  }
  return {
    uid,
    name,
    kind: groupKindOf(row.filled('typeCode'), row.filled('typeName')),
    open: isOpen(row),
    postcode,
    location: postcode === null ? null : (places?.centreOf(postcode) ?? null),
    source: { file: row.file, row: row.row },
  };
}

function uidOf<Key extends string>(row: TableRow<Key>, key: Key): string | null {
  const text = row.text(key) ?? '';
  const uid = trustUidCell(text);
  if (uid === undefined) row.refuse(key, text === '' ? 'value-missing' : 'bad-trust-uid');
  return uid ?? null;
}

/** By status where the file has one ("Proposed to open" is not open), else by the lack of a closing date. */
function isOpen(row: TableRow<GroupKey>): boolean {
  const status = row.filled('statusCode') ?? row.filled('statusName');
  if (status !== null) return status.toLowerCase() === 'open';
  return row.filled('closed') === null;
}

/**
 * Reads a group-links file: which school is in which trust since when. Rows about other groups (sponsors,
 * federations) are passed over; a second row for the same school and trust is noted and left out.
 */
export function readGroupLinks(
  source: FileSource,
  onMembership: ItemSink<TrustMembership>,
  options: ReadOptions = {},
): Promise<TableSummary> {
  const { onUnread, ...given } = options;
  const firstRows = new Map<string, number>();
  const onRefused = async (row: TableRow<LinkKey>): Promise<void> => {
    if (isOtherGroup(row)) return;
    const school = aboutSchool(urnCell(row.glance('urn')));
    await tellUnread(onUnread, row, [...school, ...aboutTrust(trustUidCell(row.glance('uid')))]);
  };
  // The 2019 export names a last column, HasSharedHT, that none of its rows has.
  const table = {
    ...given,
    columns: GROUP_LINK_COLUMNS,
    anchor: 'urn',
    absentTail: ['HasSharedHT'],
    onRefused,
  } as const;
  return readTable(source, table, (row) => {
    const membership = membershipOf(row, firstRows);
    return membership === null ? undefined : onMembership(membership);
  });
}

function membershipOf(row: TableRow<LinkKey>, firstRows: Map<string, number>): TrustMembership | null {
  const saysType = row.filled('typeCode') !== null || row.filled('typeName') !== null;
  if (saysType && groupKindOf(row.filled('typeCode'), row.filled('typeName')) === 'other') return null;
  const text = row.text('urn') ?? '';
  const urn = urnCell(text);
  if (urn === undefined) row.refuse('urn', text === '' ? 'value-missing' : 'bad-urn');
  const trustUid = uidOf(row, 'uid');
  if (urn === undefined || trustUid === null) return null;
  const pair = `${urn} ${trustUid}`;
  const firstRow = firstRows.get(pair);
  if (firstRow !== undefined) {
    row.note('urn', 'same-as-row', { facts: { firstRow } });
    return null;
  }
  firstRows.set(pair, row.row);
  return { trustUid, urn, joinedOn: dateOf(row, 'joined'), source: { file: row.file, row: row.row } };
}
