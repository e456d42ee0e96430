import type { Response } from 'express';
import { type CsvColumn, csvText, xlsxBytes } from '../../../../libs/platform/files/index.js';
import type { NoteExport } from './exports.decorator.js';
import { XLSX_TYPE } from './survey-template-file.js';

export interface ListFile<Row> {
  /** Without its ending. */
  readonly name: string;
  /** Of the sheet in a workbook. */
  readonly sheet: string;
  readonly columns: readonly CsvColumn<Row>[];
  /** A few thousand at most: they are put together in memory, to be counted before the first is sent. */
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
}

/** A list of a page as a file to save, noted in the trail: the same rows and columns either way. */
export async function sendListFile<Row>(
  response: Response,
  format: 'csv' | 'xlsx',
  { name, sheet, columns, rows: given }: ListFile<Row>,
  note: NoteExport,
): Promise<void> {
  const rows: Row[] = [];
  for await (const row of given) rows.push(row);
  await note(rows.length);
  response.attachment(`${name}.${format}`);
  if (format === 'csv') response.type('text/csv').send(csvText(columns, rows));
  else response.type(XLSX_TYPE).send(await xlsxBytes({ name: sheet, columns, rows }));
}
