import type { SchoolLink } from '../../domain/offers/index.js';
import {
  type FileSource,
  type ItemSink,
  readTable,
  type TableColumn,
  type TableRow,
  type TableSummary,
  urnCell,
} from '../../platform/files/index.js';
import { dateOf, type ReadOptions } from './gias-reader.js';
import { aboutSchool, tellUnread } from './unread-subject.js';

type Key = 'urn' | 'linkedUrn' | 'kind' | 'established';

/** Columns of GIAS's `links_edubasealldata`. */
export const SCHOOL_LINK_COLUMNS: readonly TableColumn<Key>[] = [
  { key: 'urn', names: ['URN'], required: true },
  { key: 'linkedUrn', names: ['LinkURN', 'Link URN'], required: true },
  { key: 'kind', names: ['LinkType', 'Link Type'], required: true },
  { key: 'established', names: ['LinkEstablishedDate', 'Link Established Date'] },
];

/**
 * What the linked school is. GIAS writes "Predecessor", "Predecessor - amalgamated", "Predecessor - Split School",
 * the same of successors, and "Result of Amalgamation" for the school that came out of one.
 */
function kindOf(linkType: string): SchoolLink['kind'] {
  const type = linkType.toLowerCase();
  if (type.startsWith('predecessor')) return 'predecessor';
  return type.startsWith('successor') || type.startsWith('result of amalgamation') ? 'successor' : 'other';
}

/** Reads a school-links file. Refused rows: a URN or linked URN that is none. */
export function readSchoolLinks(
  source: FileSource,
  onLink: ItemSink<SchoolLink>,
  options: ReadOptions = {},
): Promise<TableSummary> {
  const { onUnread, ...table } = options;
  const onRefused = (row: TableRow<Key>): Promise<void> =>
    tellUnread(onUnread, row, [
      ...aboutSchool(urnCell(row.glance('urn'))),
      ...aboutSchool(urnCell(row.glance('linkedUrn'))),
    ]);
  return readTable(source, { ...table, columns: SCHOOL_LINK_COLUMNS, anchor: 'urn', onRefused }, (row) => {
    const urn = urnOf(row, 'urn');
    const linkedUrn = urnOf(row, 'linkedUrn');
    if (urn === null || linkedUrn === null) return undefined;
    const kind = kindOf(row.text('kind') ?? '');
    const establishedOn = dateOf(row, 'established');
    return onLink({ urn, linkedUrn, kind, establishedOn, source: { file: row.file, row: row.row } });
  });
}

function urnOf(row: TableRow<Key>, key: Key): string | null {
  const text = row.text(key) ?? '';
  const urn = urnCell(text);
  if (urn === undefined) row.refuse(key, text === '' ? 'value-missing' : 'bad-urn');
  return urn ?? null;
}
