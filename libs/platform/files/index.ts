export {
  codeCell,
  DATE_FORMS,
  dateCell,
  kebabCell,
  listCell,
  numberCell,
  StringPool,
  trustUidCell,
  urnCell,
  wholeNumberCell,
} from './cells.js';
export { collected, type Collected, type ItemSink } from './collected.js';
export { parseColumnMap } from './column-map.js';
export { readTable, type TableSummary } from './csv-table.js';
export type { TableOptions } from './table-options.js';
export {
  type CsvCell,
  type CsvColumn,
  csvText,
  neutraliseCell,
  writeCsv,
  writeCsvFile,
} from './csv-writer.js';
export { faultColumns, faultsCsv } from './fault-file.js';
export { faultLine, faultSentence } from './fault-sentence.js';
export { fileAt, fileFrom, fileOf, type FileSource, sha256Of } from './file-source.js';
export { nearestOf } from './nearest.js';
export { peekTable, type RawRow, rawRows, type TablePeek } from './peek-table.js';
export {
  clearlyBest,
  contradicts,
  findHeader,
  guessColumns,
  type Likeness,
  likenesses,
  likenessOf,
  missingColumns,
  otherSeparator,
  type TableProfile,
} from './recognise-table.js';
export {
  clipValue,
  FAULT_CODES,
  type FaultCode,
  type FaultEffect,
  type FaultInput,
  FaultLog,
  type RowFault,
} from './row-fault.js';
export { type ColumnMap, normaliseHeader, type TableColumn } from './table-header.js';
export { DEFAULT_TABLE_LIMITS, type TableLimits } from './table-limits.js';
export { type CellFault, TableRow } from './table-row.js';
export { decodeWindows1252, type TextEncoding } from './text-decoding.js';
export { DEFAULT_WORKBOOK_LIMITS, type WorkbookLimits } from './workbook/workbook-limits.js';
export { xlsxBytes, type XlsxColumn, type XlsxSheet } from './xlsx-writer.js';
