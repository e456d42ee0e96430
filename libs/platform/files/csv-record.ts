import type { CellMark, SheetFacts, SheetRest } from './workbook/workbook-frames.js';

/** One record; `row` is the line where it begins. With `not-closed` quotes there are no cells to be had. */
export interface CsvRecord {
  readonly row: number;
  readonly cells: readonly string[];
  readonly quotes: 'proper' | 'misplaced' | 'not-closed';
  /** Set for the row of a worksheet: blank cells at its end are simply not there. */
  readonly sheet?: SheetOrigin;
}

export interface SheetOrigin {
  readonly facts: SheetFacts;
  /** One more than the last column that holds anything, also where `cells` was cut short. */
  readonly width: number;
  readonly marks: readonly CellMark[];
}

/** What is known of a worksheet at its end. */
export interface SheetEnd {
  readonly facts: SheetFacts;
  readonly rest: SheetRest | null;
}
