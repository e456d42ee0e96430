import type { IsoDate } from '../../domain/kernel/index.js';
import type { TermDates } from '../../domain/offers/index.js';
import {
  DATE_FORMS,
  dateCell,
  type FileSource,
  readTable,
  type TableColumn,
  type TableSummary,
} from '../../platform/files/index.js';

type Key = 'authority' | 'end';

const TERM_COLUMNS: readonly TableColumn<Key>[] = [
  { key: 'authority', names: ['authority', 'LA (code)'], required: true },
  { key: 'end', names: ['term_end'], required: true },
];

const NATIONAL = 'national';
const AUTHORITY_FORMS = ['a three-digit code', NATIONAL];

export interface ReadTerms {
  readonly terms: TermDates;
  readonly summary: TableSummary;
}

/**
 * Reads the last days of school terms (`--terms FILE`): one row for each, `authority` (three-digit code of a local
 * authority, or `national` for all that have none of their own) and `term_end`, in any order.
 */
export async function readTermDates(source: FileSource): Promise<ReadTerms> {
  const ends = new Map<string, IsoDate[]>();
  const firstRows = new Map<string, number>();
  const table = { columns: TERM_COLUMNS, anchor: 'authority', noteUnknownColumns: true } as const;
  const summary = await readTable(source, table, (row) => {
    const text = (row.text('authority') ?? '').trim().toLowerCase();
    if (text === '') row.refuse('authority', 'value-missing');
    else if (!/^(\d{3}|national)$/.test(text)) {
      row.refuse('authority', 'unknown-code', { allowed: AUTHORITY_FORMS });
    }
    const written = row.filled('end');
    const end = written === null ? undefined : dateCell(written);
    if (written === null) row.refuse('end', 'value-missing');
    else if (end === undefined) row.refuse('end', 'bad-date', { allowed: DATE_FORMS });
    if (end === undefined || row.isRefused) return;
    const firstRow = firstRows.get(`${text} ${end}`);
    if (firstRow !== undefined) {
      row.refuse('end', 'duplicate-key', { facts: { firstRow } });
      return;
    }
    firstRows.set(`${text} ${end}`, row.row);
    ends.set(text, [...(ends.get(text) ?? []), end]);
  });
  const sorted = [...ends].map(([authority, dates]) => [authority, dates.toSorted()] as const);
  return {
    terms: {
      national: sorted.find(([authority]) => authority === NATIONAL)?.[1] ?? [],
      byAuthority: Object.fromEntries(sorted.filter(([authority]) => authority !== NATIONAL)),
    },
    summary,
  };
}
