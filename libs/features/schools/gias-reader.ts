import type { SchoolFacts } from '../../domain/offers/index.js';
import type { IsoDate } from '../../domain/kernel/index.js';
import {
  codeCell,
  type ColumnMap,
  DATE_FORMS,
  dateCell,
  type FileSource,
  type ItemSink,
  readTable,
  StringPool,
  type TableLimits,
  type TableRow,
  type TableSummary,
  trustUidCell,
  urnCell,
  numberCell,
} from '../../platform/files/index.js';
import type { Places } from '../../platform/geography/index.js';
import { GIAS_COLUMNS, type GiasKey } from './gias-columns.js';
import { phasesOf } from './gias-phases.js';
import { placeOf } from './school-place.js';
import { aboutSchool, aboutTrust, tellUnread, type UnreadSink } from './unread-subject.js';

/** What every reader of this room takes besides the file. */
export interface ReadOptions {
  readonly map?: ColumnMap;
  readonly limits?: Partial<TableLimits>;
  /** Is told of every row that was refused, or lost what decides who is eligible. */
  readonly onUnread?: UnreadSink;
}

/** The same for files whose rows have a place; without `places` a row without coordinates stays unplaced. */
export interface PlacedReadOptions extends ReadOptions {
  readonly places?: Places;
}

type Row = TableRow<GiasKey>;

const STATUS_CODES = ['1', '2', '3', '4'];
const STATUSES = ['1 (open)', '2 (closed)', '3 (open, but proposed to close)', '4 (proposed to open)'];
/** No name in GIAS has half as many characters; what is longer is a damaged row. */
const NAME_CHARACTERS = 300;
/** GIAS's ways to say that there is none. */
const NO_NAME = new Set(['not applicable', 'not recorded', 'does not apply', '']);
const NO_CODE = new Set(['0', '99', '999', '9999', '']);

/**
 * Reads a GIAS establishment file (any year since 2019, cp1252 or UTF-8, both forms of date) school by school.
 * Refused rows: no URN, a URN twice, no name, no known status. Anything else that is wrong costs its own cell.
 */
export function readGias(
  source: FileSource,
  onSchool: ItemSink<SchoolFacts>,
  options: PlacedReadOptions = {},
): Promise<TableSummary> {
  const firstRows = new Map<string, number>();
  const pool = new StringPool();
  const { places, onUnread, ...table } = options;
  const onRefused = (row: Row): Promise<void> =>
    tellUnread(onUnread, row, [
      ...aboutSchool(urnCell(row.glance('urn'))),
      ...aboutTrust(trustUidCell(row.glance('trustUid'))),
    ]);
  const wanted = { ...table, columns: GIAS_COLUMNS, anchor: 'urn', onRefused } as const;
  return readTable(source, wanted, async (row) => {
    const school = schoolOf(row, pool, firstRows, places);
    if (school === null) return;
    // The trust that the school belongs to lacks it, and nobody can say which one that is.
    if (school.trustUid === null && row.filled('trustUid') !== null) await tellUnread(onUnread, row, []);
    await onSchool(school);
  });
}

function schoolOf(
  row: Row,
  pool: StringPool,
  firstRows: Map<string, number>,
  places: Places | undefined,
): SchoolFacts | null {
  const urn = uniqueUrn(row, 'urn', firstRows);
  const name = nameOf(row, 'name');
  const statusCode = codeCell(row.text('statusCode') ?? '');
  if (!STATUS_CODES.includes(statusCode)) {
    row.refuse('statusCode', statusCode === '' ? 'value-missing' : 'unknown-code', { allowed: STATUSES });
  }
  if (urn === null || name === null || row.isRefused) return null;
  const shared = (key: GiasKey): string | null => pooled(pool, shortText(row, key));
  const code = (key: GiasKey): string | null => pooled(pool, codeOf(row, key));
  const typeCode = code('typeCode');
  return {
    urn,
    name,
    laCode: code('laCode'),
    laName: shared('laName'),
    typeCode,
    typeGroupCode: code('typeGroupCode'),
    statusCode: pool.intern(statusCode),
    openDate: dateOf(row, 'openDate'),
    closeDate: dateOf(row, 'closeDate'),
    phases: phasesOf({
      typeCode,
      phaseCode: codeOf(row, 'phaseCode'),
      phaseName: row.filled('phaseName'),
      lowAge: ageOf(row, 'lowAge'),
      highAge: ageOf(row, 'highAge'),
    }),
    religiousCharacter: shared('religiousCharacter'),
    ...dioceseOf(row, pool),
    ...trustOf(row, pool),
    trustFlagCode: code('trustFlagCode'),
    regionName: named(shared('regionName')),
    ...placeOf(row, places),
    source: { file: row.file, row: row.row },
  };
}

/** The row's URN, or null when it is none or was seen before: then the row is refused. */
export function uniqueUrn<Key extends string>(
  row: TableRow<Key>,
  key: Key,
  firstRows: Map<string, number>,
): string | null {
  const text = row.text(key) ?? '';
  const urn = urnCell(text);
  if (urn === undefined) {
    row.refuse(key, text === '' ? 'value-missing' : 'bad-urn');
    return null;
  }
  const firstRow = firstRows.get(urn);
  if (firstRow === undefined) {
    firstRows.set(urn, row.row);
    return urn;
  }
  row.refuse(key, 'duplicate-key', { facts: { firstRow } });
  return null;
}

/** The name that a row must have; null: the row is refused. */
export function nameOf<Key extends string>(row: TableRow<Key>, key: Key): string | null {
  const name = row.filled(key);
  if (name === null) row.refuse(key, 'value-missing');
  else if (name.length > NAME_CHARACTERS) {
    row.refuse(key, 'value-too-long', { facts: { limit: NAME_CHARACTERS } });
  }
  return name === null || name.length > NAME_CHARACTERS ? null : name;
}

/** Text of bearable length; what is longer costs its own cell. */
export function shortText<Key extends string>(row: TableRow<Key>, key: Key): string | null {
  const text = row.filled(key);
  if (text === null || text.length <= NAME_CHARACTERS) return text;
  row.ignoreValue(key, 'value-too-long', { facts: { limit: NAME_CHARACTERS } });
  return null;
}

const pooled = (pool: StringPool, text: string | null): string | null =>
  text === null ? null : pool.intern(text);

const named = (text: string | null): string | null =>
  text === null || NO_NAME.has(text.toLowerCase()) ? null : text;

function codeOf(row: Row, key: GiasKey): string | null {
  const text = shortText(row, key);
  return text === null ? null : codeCell(text);
}

/** A date cell that costs itself only. */
export function dateOf<Key extends string>(row: TableRow<Key>, key: Key): IsoDate | null {
  const text = row.filled(key);
  if (text === null) return null;
  const date = dateCell(text);
  if (date === undefined) row.ignoreValue(key, 'bad-date', { allowed: DATE_FORMS });
  return date ?? null;
}

function ageOf(row: Row, key: GiasKey): number | null {
  const text = row.filled(key);
  return text === null ? null : (numberCell(text) ?? null);
}

function dioceseOf(row: Row, pool: StringPool): Pick<SchoolFacts, 'dioceseCode' | 'dioceseName'> {
  const code = codeOf(row, 'dioceseCode');
  const dioceseName = named(shortText(row, 'dioceseName'));
  const isNone = code === null || NO_CODE.has(code) || (row.has('dioceseName') && dioceseName === null);
  return {
    dioceseCode: isNone ? null : pool.intern(code),
    dioceseName: pooled(pool, dioceseName),
  };
}

function trustOf(row: Row, pool: StringPool): Pick<SchoolFacts, 'trustUid' | 'trustName'> {
  const text = row.filled('trustUid');
  const trustUid = text === null ? undefined : trustUidCell(text);
  if (text !== null && trustUid === undefined) row.ignoreValue('trustUid', 'bad-trust-uid');
  return {
    trustUid: pooled(pool, trustUid ?? null),
    trustName: pooled(pool, named(shortText(row, 'trustName'))),
  };
}
