import type { CsvRecord } from './csv-record.js';
import type { CsvStop } from './csv-stop.js';
import type { CsvEnd } from './csv-records.js';
import type { FileSource } from './file-source.js';
import { FaultLog, type RowFault } from './row-fault.js';
import {
  type ColumnMap,
  countKnownNames,
  hasColumn,
  matchHeader,
  type MatchedHeader,
  normaliseHeader,
} from './table-header.js';
import { isBlank, recordFault } from './record-faults.js';
import { DEFAULT_TABLE_LIMITS, type TableLimits } from './table-limits.js';
import type { RefusedRows, TableOptions } from './table-options.js';
import { tableRecords } from './table-records.js';
import { TableRow } from './table-row.js';
import type { TextEncoding } from './text-decoding.js';
import { SheetNotes } from './workbook/sheet-notes.js';

/** What one reading found. `stopped` is set when the file was refused or broken off; rows before that count. */
export interface TableSummary {
  readonly file: string;
  /** SHA-256 of the whole file; null when reading stopped before its end. */
  readonly sha256: string | null;
  readonly bytes: number;
  readonly encoding: TextEncoding;
  /** Name of the sheet that was read; null for a file that is no workbook. */
  readonly sheet: string | null;
  /** Line of the header row; null when none was found. */
  readonly headerRow: number | null;
  /** Data rows that are not blank. */
  readonly rowsRead: number;
  readonly rowsRefused: number;
  /** Keys of the wanted columns that the file does not have. */
  readonly absentColumns: readonly string[];
  readonly stopped: RowFault | null;
  readonly faults: readonly RowFault[];
  /** All faults, also those beyond the limit of what is kept. */
  readonly faultCount: number;
}

const HEADER_SEARCH_ROWS = 10;
const OTHER_SEPARATORS = [
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'vertical bars'],
] as const;
const ALL_SEPARATORS = [[',', 'commas'], ...OTHER_SEPARATORS] as const;

/**
 * Streams a CSV file, or the first visible sheet of an XLSX workbook (the content decides), and hands every usable row to `onRow`. Title rows above the header are skipped, blank rows
 * too. Nothing is thrown for a bad file: what is wrong is in the summary, by row, column and value.
 */
export async function readTable<Key extends string>(
  source: FileSource,
  options: TableOptions<Key> & RefusedRows<Key>,
  onRow: (row: TableRow<Key>) => void | Promise<void>,
): Promise<TableSummary> {
  const limits = { ...DEFAULT_TABLE_LIMITS, ...options.limits };
  const table = new TableReading(source.name, options, limits);
  const batches = tableRecords(source, limits);
  let end: CsvEnd | null = null;
  try {
    while (end === null) {
      const step = await batches.next();
      if (step.done === true) {
        end = step.value;
        table.end = end;
      }
      const records = step.done === true ? table.rest() : table.add(step.value);
      for (const record of records) {
        const row = table.rowOf(record);
        if (row !== null) await onRow(row);
        const refused = table.close(row);
        if (refused !== null) await options.onRefused?.(refused);
        if (table.stopped) break;
      }
      if (table.stopped) break;
    }
  } finally {
    await batches.return(table.endOfBreakingOff());
  }
  return table.summary(end);
}

class TableReading<Key extends string> {
  readonly log: FaultLog;
  /** How the bytes ended, once they have. */
  end: CsvEnd | null = null;
  private readonly sheetNotes = new SheetNotes<Key>();
  private waiting: CsvRecord[] = [];
  private header: MatchedHeader<Key> | null = null;
  private headerRow: number | null = null;
  private headerText = '';
  private stop: RowFault | null = null;
  private rowsRead = 0;
  private rowsRefused = 0;
  private blankRows = 0;
  /** The row at hand, when it could not be handed to its reader. */
  private broken: TableRow<Key> | null = null;
  private readonly map: ColumnMap;
  private readonly tail: ReadonlySet<string>;
  private shortestWidth = 0;

  constructor(
    file: string,
    private readonly options: TableOptions<Key>,
    private readonly limits: TableLimits,
  ) {
    this.log = new FaultLog(file, limits.maxFaults);
    this.map = options.map ?? {};
    this.tail = new Set((options.absentTail ?? []).map(normaliseHeader));
  }

  get stopped(): boolean {
    return this.stop !== null;
  }

  /** Records that are ready to be read: none until the header is found. */
  add(records: readonly CsvRecord[]): readonly CsvRecord[] {
    if (this.header !== null) return records;
    this.waiting.push(...records);
    return this.waiting.length < HEADER_SEARCH_ROWS ? [] : this.findHeader();
  }

  rest(): readonly CsvRecord[] {
    return this.header === null && this.waiting.length > 0 ? this.findHeader() : [];
  }

  /** The row of a record, or null when it is blank or broken (then it has been reported). */
  rowOf(record: CsvRecord): TableRow<Key> | null {
    const header = this.header;
    if (header === null) return null;
    if (isBlank(record)) {
      // Blank rows cost time too: an endless run of them ends like any other.
      this.blankRows += 1;
      if (this.blankRows > this.limits.maxRows) this.stopAtRow(record.row);
      return null;
    }
    if (record.cells.length > 1 && record.cells.join() === this.headerText) {
      this.log.add({ row: record.row, code: 'header-repeated', effect: 'noted' });
      return null;
    }
    if (this.rowsRead >= this.limits.maxRows) {
      this.stopAtRow(record.row);
      return null;
    }
    this.rowsRead += 1;
    const fault = recordFault(record, this.shortestWidth, header.width);
    if (fault === null && record.quotes === 'misplaced') {
      this.log.add({ row: record.row, code: 'quote-misplaced', effect: 'noted' });
    }
    const row = new TableRow(record.row, record.cells, header, this.log);
    if (fault === null) {
      this.sheetNotes.read(record, header, row);
      if (!row.isRefused) return row;
    } else this.log.add(fault);
    this.broken = row;
    return null;
  }

  /** The row that was refused, by its reader or before; null: it was used, or there was none. */
  close(row: TableRow<Key> | null): TableRow<Key> | null {
    const refused = row?.isRefused === true ? row : this.broken;
    this.broken = null;
    if (refused !== null) this.rowsRefused += 1;
    return refused;
  }

  endOfBreakingOff(): CsvEnd {
    return { stop: null, sha256: null, bytes: 0, encoding: 'utf-8' };
  }

  summary(end: CsvEnd | null): TableSummary {
    if (this.header === null) this.headerNotFound();
    if (this.end?.stop) this.stopWith(this.end.stop);
    if (end?.sheet) {
      const ownSheets = new Set((this.options.ownSheets ?? []).map((name) => name.toLowerCase()));
      this.sheetNotes.finish(end.sheet, ownSheets, this.log);
    }
    const index = this.header?.index;
    return {
      file: this.log.file,
      sha256: end?.sha256 ?? null,
      bytes: end?.bytes ?? 0,
      encoding: end?.encoding ?? 'utf-8',
      sheet: end?.sheet?.facts.sheet ?? null,
      headerRow: this.headerRow,
      rowsRead: this.rowsRead,
      rowsRefused: this.rowsRefused,
      absentColumns: this.options.columns.flatMap(({ key }) => (index && index[key] < 0 ? [key] : [])),
      stopped: this.stop,
      faults: this.log.faults,
      faultCount: this.log.total,
    };
  }

  private findHeader(): readonly CsvRecord[] {
    const candidates = this.waiting.slice(0, HEADER_SEARCH_ROWS);
    const found = candidates.findIndex((record) => this.isHeader(record));
    const at = found >= 0 ? found : this.likeliestHeader(candidates);
    const record = candidates[at];
    if (record === undefined) {
      this.headerNotFound();
      return [];
    }
    this.takeHeader(record);
    return this.stopped ? [] : this.waiting.splice(0).slice(at + 1);
  }

  private isHeader(record: CsvRecord): boolean {
    const anchor = this.options.columns.find((column) => column.key === this.options.anchor);
    return anchor !== undefined && hasColumn(record.cells, anchor, this.map);
  }

  /** Without the anchor, the row that names two or more of our columns: then the missing one can be named. */
  private likeliestHeader(candidates: readonly CsvRecord[]): number {
    const wish = { columns: this.options.columns, map: this.map, noteUnknownColumns: false };
    const counts = candidates.map((record) => countKnownNames(record.cells, wish));
    const most = Math.max(...counts);
    return most >= 2 ? counts.indexOf(most) : -1;
  }

  private takeHeader(record: CsvRecord): void {
    this.headerRow = record.row;
    this.headerText = record.cells.join();
    const columns = record.sheet?.width ?? record.cells.length;
    if (columns > this.limits.maxColumns) {
      this.stopAtWidth(record.row, columns);
      return;
    }
    const header = matchHeader(record.cells, {
      columns: this.options.columns,
      map: this.map,
      noteUnknownColumns: this.options.noteUnknownColumns ?? false,
    });
    for (const fault of header.faults) {
      const row = fault.code.startsWith('map-') ? null : record.row;
      const logged = this.log.add({ ...fault, row });
      if (logged.effect === 'file-refused') this.stop ??= logged;
    }
    const names = record.cells.map(normaliseHeader);
    while (names.length > 0 && (names.at(-1) === '' || this.tail.has(names.at(-1) ?? ''))) names.pop();
    this.shortestWidth = names.length;
    this.header = header;
  }

  private headerNotFound(): void {
    if (this.stop !== null) return;
    if (this.end?.stop) {
      this.stopWith(this.end.stop);
      return;
    }
    const anchor = this.options.columns.find((column) => column.key === this.options.anchor);
    const looked = this.waiting.slice(0, HEADER_SEARCH_ROWS);
    const sheet = (looked[0]?.sheet ?? this.end?.sheet)?.facts.sheet;
    const isColumn = (text: string, separator: string): boolean =>
      anchor !== undefined && hasColumn(text.split(separator), anchor, this.map);
    for (const [separator, name] of sheet === undefined ? OTHER_SEPARATORS : ALL_SEPARATORS) {
      const row = looked.find((record) =>
        isColumn(record.cells.join(sheet === undefined ? ',' : ''), separator),
      );
      if (row === undefined) continue;
      const code = sheet === undefined ? 'not-comma-separated' : 'text-in-one-column';
      this.stopWith({ code, row: row.row, facts: { separator: name } });
      return;
    }
    const wide = looked.find(({ cells }) => cells.length > this.limits.maxColumns);
    if (wide !== undefined) {
      this.stopAtWidth(wide.row, wide.cells.length);
      return;
    }
    if (looked.every(isBlank)) {
      this.stopWith({ code: 'file-empty', row: null, facts: sheet === undefined ? {} : { sheet } });
      return;
    }
    this.stop = this.log.add({
      code: 'header-not-found',
      effect: 'file-refused',
      allowed: anchor?.names.slice(0, 3) ?? [],
      facts: { rowsLookedAt: looked.length, ...(sheet === undefined ? {} : { sheet }) },
    });
  }

  private stopAtWidth(row: number, columns: number): void {
    this.stopWith({ code: 'too-many-columns', row, facts: { columns, limit: this.limits.maxColumns } });
  }

  private stopAtRow(row: number): void {
    this.stopWith({ code: 'too-many-rows', row, facts: { limit: this.limits.maxRows } });
  }

  /** The first reason to stop counts. */
  private stopWith(stop: CsvStop): void {
    this.stop ??= this.log.add({ ...stop, effect: 'file-refused' });
  }
}
