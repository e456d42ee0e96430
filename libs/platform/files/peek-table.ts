import type { CsvStop } from './csv-stop.js';
import type { FileSource } from './file-source.js';
import { DEFAULT_TABLE_LIMITS, type TableLimits } from './table-limits.js';
import { tableRecords } from './table-records.js';

/** One row as the file has it, before anybody asks what its cells mean. */
export interface RawRow {
  /** The line where it begins, as a spreadsheet numbers it. */
  readonly row: number;
  /** Empty where a quotation mark is never closed: then there are no cells to be had. */
  readonly cells: readonly string[];
}

/** The beginning of a file. `stop`: why there is no more of it, other than that it ends. */
export interface TablePeek {
  readonly rows: readonly RawRow[];
  readonly stop: CsvStop | null;
}

/** All rows of a file as they stand, blank ones too, until its end or until it cannot be read further. */
export async function* rawRows(
  source: FileSource,
  limits: Partial<TableLimits> = {},
): AsyncGenerator<RawRow, CsvStop | null> {
  const batches = tableRecords(source, { ...DEFAULT_TABLE_LIMITS, ...limits });
  try {
    for (;;) {
      const step = await batches.next();
      if (step.done === true) return step.value.stop;
      for (const { row, cells } of step.value) yield { row, cells };
    }
  } finally {
    await batches.return({ stop: null, sha256: null, bytes: 0, encoding: 'utf-8' });
  }
}

/** The first rows of a file that are not blank: enough to find its header and a few values below it. */
export async function peekTable(source: FileSource, most = 16): Promise<TablePeek> {
  const rows: RawRow[] = [];
  const all = rawRows(source);
  for (;;) {
    const step = await all.next();
    if (step.done === true) return { rows, stop: step.value };
    if (step.value.cells.some((cell) => cell.trim() !== '')) rows.push(step.value);
    if (rows.length < most) continue;
    await all.return(null);
    return { rows, stop: null };
  }
}
