import { DEFAULT_WORKBOOK_LIMITS, type WorkbookLimits } from './workbook/workbook-limits.js';

/** What one file may ask of us. Every limit is a named fault when it is passed, never a crash. */
export interface TableLimits {
  readonly maxBytes: number;
  /** Characters of one row, and of one line: a file without line breaks stops here. */
  readonly maxRecordCharacters: number;
  readonly maxColumns: number;
  readonly maxRows: number;
  /** Rows with unclosed quotation marks before the file is given up. */
  readonly maxBrokenRows: number;
  /** How many faults are kept (refusals and notes each); the rest is counted. */
  readonly maxFaults: number;
  /** More limits for files that are workbooks. */
  readonly workbook: WorkbookLimits;
}

export const DEFAULT_TABLE_LIMITS: TableLimits = {
  maxBytes: 1_000_000_000,
  maxRecordCharacters: 1_000_000,
  maxColumns: 1_000,
  maxRows: 500_000,
  maxBrokenRows: 1_000,
  maxFaults: 10_000,
  workbook: DEFAULT_WORKBOOK_LIMITS,
};
