import { createWriteStream } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { stringify as stringifySync } from 'csv-stringify/sync';

/** What a cell may hold. Numbers and booleans are ours and are written as they are; text is neutralised. */
export type CsvCell = string | number | boolean | null;

/** One column of a file that we write. */
export interface CsvColumn<Row> {
  readonly name: string;
  readonly of: (row: Row) => CsvCell;
}

const FORMULA_START = /^[=+\-@\t\r\0＝＋－＠]/;

/**
 * Text that a spreadsheet would run as a formula (OWASP: beginning with = + - @ tab CR NUL, or the full-width
 * forms) gets an apostrophe before it. Our readers take it off again.
 */
export function neutraliseCell(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

function written(cell: CsvCell): string {
  if (cell === null) return '';
  return typeof cell === 'string' ? neutraliseCell(cell).replaceAll('\0', '') : String(cell);
}

const FORMAT = { record_delimiter: '\n', quote_record_delimiter: true } as const;

/** The whole file as text: header line, then one line for each row. UTF-8 without byte-order mark, LF. */
export function csvText<Row>(columns: readonly CsvColumn<Row>[], rows: Iterable<Row>): string {
  const lines: string[][] = [columns.map((column) => written(column.name))];
  for (const row of rows) lines.push(columns.map((column) => written(column.of(row))));
  return stringifySync(lines, FORMAT);
}

/** The same, streamed into `target` (which is ended), for files that do not fit in memory. */
export async function writeCsv<Row>(
  target: Writable,
  columns: readonly CsvColumn<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): Promise<void> {
  async function* lines(): AsyncGenerator<string[]> {
    yield columns.map((column) => written(column.name));
    for await (const row of rows) yield columns.map((column) => written(column.of(row)));
  }
  await pipeline(Readable.from(lines()), stringify(FORMAT), target);
}

/** The same, into a file that is created or replaced. */
export async function writeCsvFile<Row>(
  path: string,
  columns: readonly CsvColumn<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): Promise<void> {
  await writeCsv(createWriteStream(path), columns, rows);
}
