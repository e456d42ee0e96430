import type { Blob } from 'node:buffer';
import type { Stream } from 'node:stream';
import type { Cell, Feature, Sheet } from 'write-excel-file/node';
import { type CsvCell, type CsvColumn, neutraliseCell } from './csv-writer.js';

/** One column of a workbook that we write: the same as of a CSV file, and how it looks. */
export interface XlsxColumn<Row> extends CsvColumn<Row> {
  /** Text of the form `YYYY-MM-DD` becomes a date. */
  readonly isDate?: boolean;
  /** In characters; default: wide enough for the name and the longest text, within reason. */
  readonly width?: number;
  /** The cells below the header offer these in a drop-down list (at most 255 characters together). */
  readonly choices?: readonly string[];
}

export interface XlsxSheet<Row> {
  /** At most 31 characters, none of `[]:*?/\`. */
  readonly name: string;
  readonly columns: readonly XlsxColumn<Row>[];
  readonly rows: Iterable<Row>;
}

const WIDTHS = { least: 8, most: 60 } as const;
/** What spreadsheets take in one cell. */
const CELL_CHARACTERS = 32_767;
/** Rows that a drop-down list is made for. */
const CHOICE_ROWS = 2_000;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A workbook of visible sheets, each with one bold header row that stays in view. Numbers, booleans and dates are typed;
 * text is text, neutralised as in our CSV files, because a cell that is edited or saved as CSV could still become a
 * formula. Held in memory as a whole.
 */
export async function xlsxBytes<Row>(...sheets: readonly XlsxSheet<Row>[]): Promise<Buffer> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const written = sheets.map(writtenSheet);
  const features = [dropDowns(sheets.map(({ columns }) => columns.map(({ choices }) => choices)))];
  return writeExcelFile([...written], { features }).toBuffer();
}

type FileContent = Stream | Buffer | Blob;

function writtenSheet<Row>({ name, columns, rows }: XlsxSheet<Row>): Sheet<FileContent> {
  const widths = columns.map((column) => column.name.length + 2);
  const header: Cell[] = columns.map((column) => ({ value: column.name, type: String, fontWeight: 'bold' }));
  const data = [header];
  for (const row of rows) {
    data.push(
      columns.map((column, at) => {
        const cell = column.of(row);
        widths[at] = Math.max(widths[at] ?? 0, String(cell ?? '').length + 2);
        return written(cell, column.isDate === true);
      }),
    );
  }
  return {
    data,
    sheet: name,
    stickyRowsCount: 1,
    columns: columns.map(({ width }, at) => ({
      width: width ?? Math.min(WIDTHS.most, Math.max(WIDTHS.least, widths[at] ?? 0)),
    })),
  };
}

function written(cell: CsvCell, isDate: boolean): Cell {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'boolean') return { value: cell, type: Boolean };
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (isDate && ISO_DATE.test(cell)) {
    return { value: new Date(`${cell}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
  }
  return { value: cellText(cell), type: String, format: '@' };
}

/** Without what XML cannot hold, and with a literal `_x0041_` told apart from an escaped character. */
function cellText(text: string): string {
  const whole = neutraliseCell(text)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/\p{Surrogate}/gu, '')
    .replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x');
  return whole.length <= CELL_CHARACTERS ? whole : `${whole.slice(0, CELL_CHARACTERS - 1)}…`;
}

/** The writer has no drop-down lists of its own, but lets one add to the sheets that it writes. */
function dropDowns(bySheet: readonly (readonly (readonly string[] | undefined)[])[]): Feature<FileContent> {
  const markup = (sheet: readonly (readonly string[] | undefined)[]): string => {
    const lists = sheet.flatMap((choices, at) => {
      if (choices === undefined) return [];
      const cells = `${columnLetters(at)}2:${columnLetters(at)}${CHOICE_ROWS + 1}`;
      const list = `<formula1>&quot;${choices.join(',')}&quot;</formula1>`;
      return [
        `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${cells}">${list}</dataValidation>`,
      ];
    });
    return lists.length === 0
      ? ''
      : `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`;
  };
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (content, _options, { sheetIndex }) =>
            content.replace(/<\/sheetData>|<sheetData\/>/, (end) => end + markup(bySheet[sheetIndex] ?? [])),
        },
      },
    },
  };
}

/** 0 is A, 26 is AA. */
function columnLetters(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnLetters(Math.floor(column / 26) - 1) + letter;
}
