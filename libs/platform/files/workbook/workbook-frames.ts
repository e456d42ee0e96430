import type { CsvStop } from '../csv-stop.js';

/** What is known of the workbook before its first row. */
export interface SheetFacts {
  /** The sheet that is read: the first visible one. */
  readonly sheet: string;
  readonly hiddenSheets: readonly string[];
  /** Visible sheets after the first. */
  readonly furtherSheets: readonly string[];
}

/** `formula`: the value that was last calculated stands in the cell; `no-value`: a formula never calculated. */
export type CellMarkKind = 'formula' | 'no-value' | 'error';

export interface CellMark {
  /** Counted from 0. */
  readonly column: number;
  readonly kind: CellMarkKind;
}

export interface SheetRow {
  /** As the sheet numbers it. */
  readonly row: number;
  /** Column (from 0), text, column, text ...: a sheet may have its one cell in column XFD. */
  readonly cells: readonly (number | string)[];
  /** One more than the last column that holds anything, also beyond what was read. */
  readonly width: number;
  readonly marks?: readonly CellMark[];
}

/** What is known after the last row. */
export interface SheetRest {
  /** Like `A3:A5`; the first few of them. */
  readonly merged: readonly string[];
  readonly mergedCount: number;
  readonly hiddenRows: number;
  readonly hiddenColumns: number;
}

/** One line from the reading process. */
export type WorkbookFrame =
  | { readonly kind: 'facts'; readonly facts: SheetFacts }
  | { readonly kind: 'rows'; readonly rows: readonly SheetRow[] }
  | { readonly kind: 'end'; readonly rest: SheetRest }
  | { readonly kind: 'stop'; readonly stop: CsvStop }
  /** Something of ours broke. */
  | { readonly kind: 'bug'; readonly stack: string };
