import type { ColumnMap, TableColumn } from './table-header.js';
import type { TableLimits } from './table-limits.js';
import type { TableRow } from './table-row.js';

export interface TableOptions<Key extends string> {
  readonly columns: readonly TableColumn<Key>[];
  /** The column that marks the header row among title rows, e.g. the URN. */
  readonly anchor: Key;
  readonly map?: ColumnMap;
  readonly limits?: Partial<TableLimits>;
  /** Tell about columns that nobody reads (for our own formats, where one is probably a slip). */
  readonly noteUnknownColumns?: boolean;
  /** Columns that an export is known to name in its header and to leave out of every row. */
  readonly absentTail?: readonly string[];
  /** Sheets of our own templates, which nobody needs to be told of. */
  readonly ownSheets?: readonly string[];
}

/** What becomes of rows that were refused, by `onRow` or because they are broken; `glance` at their cells. */
export interface RefusedRows<Key extends string> {
  readonly onRefused?: (row: TableRow<Key>) => void | Promise<void>;
}
